import { api } from './api.js';
import { catalogue } from './catalogue.js';
import { el } from './dom.js';
import { keyHeaders } from './key.js';

const KEPT = 300;
const kept = new Map(); // address -> promise of a blob: address, the longest unused first

/** Makes the picture of a catalogue photo, in a frame whose size does not depend on it. */
export function picture(id, photo, alt = '') {
  const image = el('img', { alt, loading: 'lazy', decoding: 'async', width: 320, height: 320 });
  image.addEventListener('error', () => image.classList.add('missing'));
  const source = api.photo(id, photo);
  if (catalogue.facts?.private) fetched(source).then((url) => (image.src = url), () => image.classList.add('missing'));
  else image.src = source;
  return el('span', { class: 'picture' }, image);
}

// A private server wants the key, which an <img> cannot show.
function fetched(source) {
  const url = kept.get(source) ?? load(source);
  kept.delete(source);
  kept.set(source, url);
  if (kept.size > KEPT) {
    const [oldest, gone] = kept.entries().next().value;
    kept.delete(oldest);
    gone.then(URL.revokeObjectURL, () => {});
  }
  return url;
}

async function load(source) {
  const response = await fetch(source, { headers: keyHeaders() });
  if (!response.ok) {
    kept.delete(source);
    throw new Error(`${source}: ${response.status}`);
  }
  return URL.createObjectURL(await response.blob());
}
