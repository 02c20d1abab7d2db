import { api } from './api.js';

const known = new Map(); // id -> promise of the object, the longest unused first
const KEPT = 500;

/** Returns what people call an object: its attribute `name`, else the last part of its id. */
export function nameOf({ id, attributes = {} }) {
  const name = attributes.name;
  return typeof name === 'string' && name ? name : id.slice(id.lastIndexOf('/') + 1);
}

/** Returns an object that may have been asked for before: a candidate has an id, its name comes with the object. */
export function object(id) {
  const asked = known.get(id) ?? api.object(id).then(({ data }) => data);
  asked.catch(() => known.delete(id));
  known.delete(id);
  known.set(id, asked);
  if (known.size > KEPT) known.delete(known.keys().next().value);
  return asked;
}

/** Forgets what was known of an object, which has changed. */
export const forgetObject = (id) => known.delete(id);

/** Writes an object's name into an element: at once what the id tells, then the name. */
export function writeName(element, id) {
  element.textContent = nameOf({ id });
  object(id).then((found) => (element.textContent = nameOf(found)), () => {});
  return element;
}
