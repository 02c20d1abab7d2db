import { api } from '../base/api.js';
import { el, icon, put } from '../base/dom.js';
import { errand } from '../base/errand.js';
import { facetPlace } from '../base/filters.js';
import { object, writeName } from '../base/names.js';
import { picture } from '../base/picture.js';
import { objectAddress, searchAddress } from '../base/router.js';
import { candidateCards, spaceSwitch } from '../answer/candidates.js';
import { photoInput } from '../photos/photo-input.js';
import { askedPhotos } from './by-photos.js';
import { words } from '../words.js';

/** A search by an object of the catalogue: what is like it. Its address can be passed on. */
export function byObject(question, signal) {
  const { object: id } = question;
  const slot = el('div', { class: 'slot' });
  const framed = el('a', { href: objectAddress(id), 'aria-label': words.search.openObject(id) }, el('span', { class: 'picture' }));
  const shown = el('div', { class: 'asked-object' }, framed,
    el('div', {}, writeName(el('a', { class: 'card-name', href: objectAddress(id) }), id), el('p', { class: 'hint' }, id)));
  const list = el('div', { 'aria-live': 'polite' });
  const title = el('h2', {});
  const change = (other) => {
    Object.assign(question, other);
    history.replaceState(null, '', searchAddress(question));
    ask();
  };
  const facets = facetPlace((filters) => change({ filters }));
  let running = new AbortController();
  const ask = async () => {
    running.abort();
    running = new AbortController();
    const mine = AbortSignal.any([running.signal, signal]);
    const { space, filters } = question;
    facets.show(filters, mine);
    put(title, space === 'object' ? words.search.nearest : words.search.likeIt);
    list.classList.add('stale');
    const query = new URLSearchParams([['top', '24'], ['space', space], ...filters.map((filter) => ['filter', filter])]);
    const answer = await errand(slot, (options) => Promise.all([api.similar(id, query, options), object(id)]), { signal: mine, again: ask, quietly: true });
    if (mine.aborted) return;
    list.classList.remove('stale');
    if (!answer) return void put(list);
    const [{ candidates }, entry] = answer;
    put(framed, picture(id, entry.photo_ids[0]));
    put(list, candidates.length > 0
      ? candidateCards(candidates, { label: title.textContent, filters })
      : el('p', { class: 'empty' }, words.search.noneLeft));
  };
  ask();
  const photos = askedPhotos.photos.length;
  return [
    el('section', { class: 'ask', 'aria-labelledby': 'asking' },
      el('h1', { id: 'asking', tabindex: '-1' }, words.search.askingLike),
      shown,
      el('p', { class: 'buttons' },
        copyButton(),
        photos > 0 && el('a', { class: 'button', href: searchAddress({ filters: question.filters }) }, words.search.backToPhotos(photos))),
      el('p', { class: 'hint' }, words.search.orPhotos),
      photoInput(askedPhotos, { signal, pasting: true }),
      facets.element),
    el('section', { class: 'found', 'aria-label': words.search.answer },
      el('div', { class: 'others-head' }, title, spaceSwitch(question.space, (space) => change({ space }))),
      el('p', { class: 'hint' }, words.likeness.explained),
      slot, list),
  ];
}

function copyButton() {
  if (!navigator.clipboard) return null; // browsers give it to trusted addresses only
  const text = el('span', { role: 'status' }, words.search.copy);
  return el('button', { type: 'button', class: 'button', onclick: async () => {
    await navigator.clipboard.writeText(location.href);
    text.textContent = words.search.copied;
    setTimeout(() => (text.textContent = words.search.copy), 2500);
  } }, icon('link'), text);
}
