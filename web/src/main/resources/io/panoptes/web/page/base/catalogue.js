import { api } from './api.js';

/** What is known of the catalogue as a whole; fires "change". `facts` is null until the server has answered once. */
export const catalogue = Object.assign(new EventTarget(), { facts: null });

/** Asks again what the catalogue has and what the key may do. */
export async function refresh(options) {
  catalogue.facts = await api.catalogue(options);
  catalogue.dispatchEvent(new Event('change'));
  return catalogue.facts;
}

/** Whether the key may write. */
export const writable = () => catalogue.facts?.writable === true;

/** Names of attributes by which objects can be told apart in groups, category first. A name is no group. */
export function facetNames() {
  const { categories = [], attributes = [] } = catalogue.facts ?? {};
  return [...(categories.length ? ['category'] : []), ...attributes.map(({ name }) => name).filter((name) => name !== 'name')].slice(0, 12);
}
