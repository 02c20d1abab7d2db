import { el, icon, put } from '../base/dom.js';
import { words } from '../words.js';
import { takePhotos, hasCamera } from './camera.js';
import { MOST } from './photo-set.js';

/**
 * Where photos come in: dropped on it, picked, or taken. With `large` it is a field to drop on that says what it wants, else a row of buttons.
 * `title` and `hint` are words that hear whether it is a touch screen, where nothing is dropped. `pasting` names the one place of a page that takes what is pasted.
 */
export function photoInput(set, { signal, large = false, title = words.photos.dropTitle, hint = words.photos.dropHint, pasting = false } = {}) {
  const said = el('p', { class: 'input-notice', role: 'status' });
  const take = async (files) => {
    const { refused, tooMany } = await set.add(files);
    put(said, refused.length > 0 && words.photos.notPhotos(refused), tooMany > 0 && ` ${words.photos.tooMany(MOST)}`);
  };
  const files = picker({ multiple: true }, take);
  const touch = matchMedia('(pointer: coarse)').matches;
  const look = (first) => (large && first ? 'button primary' : 'button');
  const choose = el('button', { type: 'button', class: look(!touch), onclick: () => files.click() }, icon('pictures'), large ? words.photos.choose : words.photos.add);
  const camera = cameraButton(take, { touch, look: look(touch), text: large ? words.photos.camera : words.photos.cameraShort });
  // Who holds a phone has the thing before the camera; who sits at a desk has files.
  const buttons = el('span', { class: 'buttons' }, touch ? [camera, choose] : [choose, camera], files);
  const place = el('div', { class: large ? 'drop large' : 'drop' },
    large && el('span', { class: 'drop-art' }, icon('pictures')),
    large && el('p', { class: 'drop-title' }, title(touch)),
    large && el('p', { class: 'drop-hint' }, hint(touch)),
    buttons,
    said);
  acceptDrops(large ? place : document.body, place, take, signal);
  if (pasting) {
    document.addEventListener('paste', (event) => {
      const pasted = [...(event.clipboardData?.files ?? [])];
      if (!pasted.length || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      take(pasted);
    }, { signal });
  }
  return place;
}

// Browsers give out the camera to trusted addresses only. On a phone over plain HTTP the file picker opens the camera's own application instead.
function cameraButton(take, { touch, look, text }) {
  const button = (onclick) => el('button', { type: 'button', class: look, onclick }, icon('camera'), text);
  if (hasCamera()) return button(() => takePhotos(take));
  if (!touch) return null;
  const camera = picker({ capture: 'environment' }, take);
  return [button(() => camera.click()), camera];
}

function picker(attributes, take) {
  const input = el('input', { type: 'file', accept: 'image/*', hidden: true, 'aria-label': words.photos.choose, ...attributes });
  input.addEventListener('change', () => {
    take([...input.files]);
    input.value = ''; // so that the same file can be picked again
  });
  return input;
}

function acceptDrops(target, marked, take, signal) {
  const files = (event) => event.dataTransfer?.types.includes('Files');
  target.addEventListener('dragover', (event) => {
    if (!files(event)) return;
    event.preventDefault();
    marked.classList.add('over');
  }, { signal });
  target.addEventListener('dragleave', (event) => {
    if (!target.contains(event.relatedTarget)) marked.classList.remove('over');
  }, { signal });
  target.addEventListener('drop', (event) => {
    if (!files(event) || event.defaultPrevented) return;
    event.preventDefault();
    marked.classList.remove('over');
    take([...event.dataTransfer.files]);
  }, { signal });
}
