import { el } from '../base/dom.js';
import { words } from '../words.js';
export function docsPage({ title }) {
  title(words.docs.title);
  return el('h1', { tabindex: '-1' }, words.docs.title);
}
