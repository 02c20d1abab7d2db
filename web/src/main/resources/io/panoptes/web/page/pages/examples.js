import { api } from '../base/api.js';
import { el, put } from '../base/dom.js';
import { nameOf } from '../base/names.js';
import { picture } from '../base/picture.js';
import { searchAddress } from '../base/router.js';
import { words } from '../words.js';

const SHOWN = 8;

/** Shows some objects of the catalogue to search by, for whoever has no photo at hand. */
export function examples(signal) {
  const list = el('ul', { class: 'examples-list' }, Array.from({ length: SHOWN }, () => el('li', {}, el('span', { class: 'picture' }))));
  const section = el('section', { class: 'examples' }, el('h2', {}, words.search.examples), list);
  some(signal).then((objects) => {
    section.hidden = objects.length === 0;
    put(list, objects.map((object) => el('li', {}, el('a', { href: searchAddress({ object: object.id }) }, picture(object.id, object.photo_ids[0]), el('span', {}, nameOf(object))))));
  }, () => (section.hidden = true));
  return section;
}

// One from each of several places of the catalogue, which is sorted by id: neighbours there are of one kind.
async function some(signal) {
  const { objects, total } = await api.objects(new URLSearchParams({ size: '100' }), { signal });
  const step = Math.max(1, Math.floor(Math.min(objects.length, total) / SHOWN));
  return objects.filter((_, i) => i % step === Math.floor(step / 2)).slice(0, SHOWN);
}
