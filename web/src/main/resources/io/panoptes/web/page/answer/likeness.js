import { el } from '../base/dom.js';
import { words } from '../words.js';

/** Returns what a candidate is ordered by: for a set of photos the mean distance over them, else the distance. */
export const measure = ({ score, distance }) => score ?? distance;

/** Returns what a distance (0 to 2, of unit vectors) means in words. */
function inWords(distance) {
  const bound = [0.02, 0.6, 0.9, 1.1, 1.25].findIndex((most) => distance <= most);
  return words.likeness.degrees.at(bound);
}

/** Shows a distance: a bar that is full for the same photo and empty for photos that have nothing in common, words, and then the number. */
export function likeness(distance, tone = 'plain') {
  // The cosine of the two vectors: it falls as likeness is felt, faster than the distance grows.
  const share = Math.max(0, Math.min(1, 1 - (distance * distance) / 2));
  const fill = el('span', { class: 'bar-fill' });
  fill.style.inlineSize = `${Math.max(2, 100 * share)}%`;
  return el('span', { class: `likeness ${tone}` },
    el('span', { class: 'bar', 'aria-hidden': 'true' }, fill),
    el('span', {}, inWords(distance)),
    el('span', { class: 'number' }, words.likeness.distance(distance)));
}
