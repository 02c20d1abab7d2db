import { api } from '../base/api.js';
import { el, put } from '../base/dom.js';
import { errand } from '../base/errand.js';
import { facetPlace } from '../base/filters.js';
import { searchAddress } from '../base/router.js';
import { verdict, yours } from '../answer/answer.js';
import { candidateCards, spaceSwitch } from '../answer/candidates.js';
import { photoInput } from '../photos/photo-input.js';
import { PhotoSet } from '../photos/photo-set.js';
import { photoStrip } from '../photos/photo-strip.js';
import { handOver } from './handed-over.js';
import { words } from '../words.js';

const SHOWN = '12';

/** The user's photos. They outlive a visit to another page, and so does the answer to them. */
export const askedPhotos = new PhotoSet();
const last = { answer: null, files: [], filters: '' };

/** A search by photos: asks at once, and again whenever photos or filters change. */
export function byPhotos(question, signal) {
  const slot = el('div', { class: 'slot' });
  const said = el('div', { class: 'said', 'aria-live': 'polite' });
  const rest = el('div', { class: 'rest' });
  const found = el('section', { class: 'found', 'aria-label': words.search.answer }, slot, said, rest);
  let running = new AbortController();

  const change = (other) => {
    Object.assign(question, other);
    history.replaceState(null, '', searchAddress(question));
  };
  const filter = (filters) => {
    change({ filters });
    ask();
  };
  const draw = async () => {
    const { answer } = last;
    const shown = await verdict(answer, { photos: askedPhotos.photos, filters: question.filters, add: () => handOver(askedPhotos), searchAll: () => filter([]) });
    if (signal.aborted || answer !== last.answer) return null;
    put(said, shown);
    put(rest, others(answer, question, (space) => change({ space })));
    return shown;
  };
  const ask = async () => {
    running.abort();
    running = new AbortController();
    const { photos } = askedPhotos;
    if (photos.length === 0) return;
    const mine = AbortSignal.any([running.signal, signal]);
    facets.show(question.filters, mine);
    found.classList.add('stale');
    const filters = [...question.filters];
    const answer = await errand(slot, (options) => recognise(filters, options), { signal: mine, doing: words.wait.looking, again: ask });
    if (mine.aborted) return;
    found.classList.remove('stale');
    Object.assign(last, { answer: answer ?? null, files: photos.map(({ file }) => file), filters: String(filters) });
    if (!answer) return void [said, rest].forEach((part) => put(part));
    askedPhotos.judged(answer.photos);
    const shown = await draw();
    // On a phone the answer lies below the fold: bring it to where the user looks.
    if (shown && shown.getBoundingClientRect().top > innerHeight * 0.6) shown.scrollIntoView({ block: 'start' });
  };
  const facets = facetPlace(filter);
  askedPhotos.addEventListener('change', ask, { signal });
  if (answered(question.filters)) {
    facets.show(question.filters, signal);
    draw();
  } else {
    ask();
  }
  return [
    el('section', { class: 'ask', 'aria-labelledby': 'asking' },
      el('h1', { id: 'asking', tabindex: '-1' }, words.search.asking),
      photoStrip(askedPhotos, signal),
      photoInput(askedPhotos, { signal, pasting: true }),
      el('p', { class: 'hint' }, words.search.oneThing),
      el('button', { type: 'button', class: 'button small', onclick: () => askedPhotos.clear() }, words.search.anew),
      facets.element),
    found,
  ];
}

function recognise(filters, options) {
  const form = askedPhotos.form();
  filters.forEach((filter) => form.append('filter', filter));
  form.append('top', SHOWN);
  form.append('similar', SHOWN);
  return api.recognise(form, options).catch((problem) => {
    if (problem.code === 'unreadable-photos') askedPhotos.judged(problem.photos);
    throw problem;
  });
}

const answered = (filters) =>
  last.answer && last.filters === String(filters) && last.files.length === askedPhotos.photos.length &&
  askedPhotos.photos.every(({ file }, i) => file === last.files[i]);

function others({ object: { verdict: sure, candidates }, similar }, question, choose) {
  // The one that was recognised stands above already.
  const near = sure === 'known' ? candidates.slice(1) : candidates;
  const title = el('h2', { id: 'others' });
  const why = el('p', { class: 'hint' });
  const list = el('div', {});
  const draw = () => {
    const same = question.space === 'object';
    const shown = same ? near : similar;
    put(title, same ? (sure === 'known' ? words.search.nextBest : words.search.nearest) : words.search.likeIt);
    put(why, same ? words.search.nearestWhy : words.search.likeItWhy, ' ', words.likeness.explained);
    put(list, shown.length > 0
      ? candidateCards(shown, { label: title.textContent, filters: question.filters, asked: () => yours(askedPhotos.photos) })
      : el('p', { class: 'empty' }, words.search.noneLeft));
  };
  draw();
  return el('section', { class: 'others', 'aria-labelledby': 'others' },
    el('div', { class: 'others-head' }, title, spaceSwitch(question.space, (space) => {
      choose(space);
      draw();
    })),
    why, list);
}
