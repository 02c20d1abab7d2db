import { el, icon } from '../base/dom.js';
import { catalogue, writable } from '../base/catalogue.js';
import { nameOf, object } from '../base/names.js';
import { picture } from '../base/picture.js';
import { objectAddress, searchAddress } from '../base/router.js';
import { likeness, measure } from './likeness.js';
import { reading } from './verdict.js';
import { words } from '../words.js';

const ICONS = { known: 'check', ambiguous: 'question', 'none-of-ours': 'house', foreign: 'none', nothing: 'none' };

/**
 * Says what an answer to photos means: what it is, which object, how sure, with the catalogue's photo beside the user's. `add`, where it
 * is given, is called when the user wants an unknown thing in the catalogue.
 */
export async function verdict(answer, { photos, filters = [], add, searchAll }) {
  const shown = answer.object.candidates.slice(0, 2);
  const names = await namesOf(shown.map(({ id }) => id));
  const read = reading(answer, {
    hasKinds: (catalogue.facts?.categories ?? []).length > 0,
    photos: photos.filter(({ refusal }) => !refusal).length,
    filtered: filters.length > 0,
    nameOf: (id) => names.get(id),
  });
  const [first] = shown;
  const pictured = read.kind === 'ambiguous' ? shown : first ? [first] : [];
  const title = el('h2', { class: 'verdict-title', tabindex: '-1' }, read.title);
  return el('section', { class: `verdict ${read.kind}`, 'data-verdict': read.kind },
    el('div', { class: 'pair' },
      el('figure', {}, yours(photos), el('figcaption', {}, words.answer.yours)),
      pictured.map((candidate) => el('figure', {},
        el('a', { href: objectAddress(candidate.id) }, picture(candidate.id, candidate.photo, words.answer.photoOf(names.get(candidate.id)))),
        el('figcaption', {}, caption(read.kind, names.get(candidate.id)))))),
    el('div', { class: 'verdict-text' },
      el('p', { class: 'badge' }, icon(ICONS[read.kind]), words.answer.badges[read.kind]),
      title,
      read.kind === 'known' && el('p', { class: 'hint object-id' }, first.id),
      el('p', { class: 'sure' }, read.sure),
      facts(answer, read.kind, shown, names),
      filters.length > 0 && el('p', { class: 'hint' }, words.answer.filtered, ' ', el('button', { type: 'button', class: 'linklike', onclick: searchAll }, words.answer.searchAll)),
      el('p', { class: 'buttons' },
        read.kind === 'known' && el('a', { class: 'button primary', href: objectAddress(first.id) }, words.answer.open),
        read.kind === 'known' && el('a', { class: 'button', href: searchAddress({ object: first.id, space: 'category' }) }, icon('similar'), words.answer.more),
        add && ['none-of-ours', 'foreign', 'nothing'].includes(read.kind) && writable() &&
          el('button', { type: 'button', class: 'button', onclick: add }, icon('plus'), words.answer.add))));
}

// Two of the same name are told apart by their ids.
async function namesOf(ids) {
  const names = await Promise.all(ids.map(async (id) => nameOf(await object(id).catch(() => ({ id })))));
  const same = new Set(names).size < names.length;
  return new Map(ids.map((id, i) => [id, same ? nameOf({ id }) : names[i]]));
}

function caption(kind, name) {
  return kind === 'known' || kind === 'ambiguous' ? name : words.answer.nearest(name);
}

/** Shows the user's photos as one picture: the first that was used, and how many more there are. */
export function yours(photos) {
  const used = photos.filter(({ refusal }) => !refusal);
  const image = el('img', { src: (used[0] ?? photos[0]).url, alt: words.answer.yours, width: 320, height: 320 });
  image.addEventListener('error', () => image.classList.add('missing'));
  return el('span', { class: 'picture' }, image, used.length > 1 && el('span', { class: 'more-photos' }, words.answer.morePhotos(used.length - 1)));
}

function facts(answer, kind, [first, second], names) {
  if (!first) return null;
  const { category } = answer;
  return el('dl', { class: 'facts' },
    fact(kind === 'known' ? words.answer.likeness : words.answer.likenessTo(names.get(first.id)), likeness(measure(first), kind)),
    second && fact(kind === 'ambiguous' ? words.answer.likenessTo(names.get(second.id)) : words.answer.next(names.get(second.id)), likeness(measure(second), kind === 'ambiguous' ? kind : 'plain')),
    category?.candidates.length > 0 && fact(words.answer.kindOfThing, kindInWords(category)));
}

const fact = (name, value) => el('div', {}, el('dt', {}, name), el('dd', {}, value));

function kindInWords({ verdict: sure, label, candidates }) {
  const [first, second] = candidates;
  if (sure === 'known') return words.answer.kindKnown(label, Math.round(100 * first.share));
  if (sure === 'ambiguous') return words.answer.kindAmbiguous(label, second?.label);
  return words.answer.kindUnknown(first.label);
}
