import { el, icon, put } from '../base/dom.js';
import { words } from '../words.js';
import { crop } from './crop.js';

/** Shows a set's photos, each with what can be done with it; follows the set until the signal ends. */
export function photoStrip(set, signal) {
  const list = el('ul', { class: 'strip', 'aria-label': words.photos.yours });
  const draw = () => {
    list.hidden = set.photos.length === 0;
    put(list, set.photos.map((photo, i) => tile(set, photo, i, list)));
  };
  set.addEventListener('change', draw, { signal });
  set.addEventListener('judged', draw, { signal });
  draw();
  return list;
}

function tile(set, photo, index, list) {
  const name = words.photos.nth(index + 1);
  const image = el('img', { src: photo.url, alt: photo.file.name || name, width: 96, height: 96 });
  image.addEventListener('error', () => image.classList.add('missing'));
  return el('li', { class: photo.refusal ? 'tile refused' : 'tile' },
    el('span', { class: 'picture' }, image),
    el('span', { class: 'tile-tools' },
      el('button', { type: 'button', class: 'tool', 'aria-label': words.photos.edit(index + 1), title: words.photos.editShort, onclick: () => edit(set, photo) }, icon('crop')),
      el('button', { type: 'button', class: 'tool', 'aria-label': words.photos.remove(index + 1), title: words.photos.removeShort, onclick: () => remove(set, photo, index, list) }, icon('close'))),
    photo.refusal && el('p', { class: 'refusal' }, icon('warn'), words.reasons[photo.refusal] ?? words.reasons.other));
}

// The focus goes on to the next photo: it must not fall out of the page with the button that had it.
function remove(set, photo, index, list) {
  set.remove(photo);
  const tiles = list.querySelectorAll('.tile');
  tiles[Math.min(index, tiles.length - 1)]?.querySelector('.tool:last-child').focus();
}

async function edit(set, photo) {
  const edited = await crop(photo);
  if (edited) set.edit(photo, edited);
}
