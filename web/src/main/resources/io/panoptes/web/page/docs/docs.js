import { api } from '../base/api.js';
import { el, put } from '../base/dom.js';
import { errand } from '../base/errand.js';
import { markup } from './markup.js';
import { anchor, operation } from './operation.js';
import { fields, limits, propertiesOf, typeOf } from './schema.js';
import { words } from '../words.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The interface for developers, drawn from the server's own OpenAPI document. */
export function docsPage({ signal, title }) {
  title(words.docs.title);
  const slot = el('div', { class: 'slot' });
  const page = el('div', { class: 'docs' }, el('h1', { tabindex: '-1' }, words.docs.title));
  const load = async () => {
    const document = await errand(slot, (options) => api.openapi(options), { signal, again: load, quietly: true });
    if (!document) return;
    put(page, ...draw(document));
    // The browser looked for the fragment before there was anything.
    if (location.hash) page.querySelector(`[id="${CSS.escape(decodeURIComponent(location.hash.slice(1)))}"]`)?.scrollIntoView();
  };
  load();
  return el('div', {}, slot, page);
}

function draw(document) {
  const groups = document.tags.map((tag) => ({ ...tag, operations: operationsOf(document, tag.name) })).filter(({ operations }) => operations.length > 0);
  const schemas = Object.entries(document.components.schemas);
  return [
    el('nav', { 'aria-label': words.docs.contents }, el('details', { class: 'contents', open: matchMedia('(min-width: 60rem)').matches },
      el('summary', {}, words.docs.contents),
      groups.map(({ description, operations }) => [
        el('p', { class: 'contents-head' }, description),
        el('ul', {}, operations.map(({ method, described }) => el('li', {}, el('a', { href: `#${described.operationId}` }, el('span', { class: `method ${method}` }, method.toUpperCase()), described.summary)))),
      ]),
      el('p', { class: 'contents-head' }, el('a', { href: '#schemas' }, words.docs.schemas)))),
    el('div', { class: 'docs-body' },
      el('h1', { tabindex: '-1' }, words.docs.heading(document.info.title)),
      el('div', { class: 'intro' }, markup(document.info.description.replaceAll('http://127.0.0.1:8080', location.origin)),
        el('p', {}, el('a', { href: '/openapi.json' }, words.docs.download))),
      groups.map(({ name, description, operations }) => el('section', { 'aria-labelledby': `tag-${name}` },
        el('h2', { id: `tag-${name}` }, description),
        operations.map(({ path, method, described }) => operation(document, path, method, described)))),
      el('section', { 'aria-labelledby': 'schemas' }, el('h2', { id: 'schemas' }, words.docs.schemas), schemas.map(schemaOf))),
  ];
}

const operationsOf = ({ paths }, tag) => Object.entries(paths).flatMap(([path, { parameters: shared = [], ...methods }]) =>
  METHODS.filter((method) => methods[method]?.tags?.includes(tag)).map((method) => ({ path, method, described: { ...methods[method], shared } })));

function schemaOf([name, schema]) {
  return el('article', { class: 'schema' },
    el('h3', { id: name, tabindex: '-1' }, name, ' ', anchor(name, name)),
    markup(schema.description),
    schema.properties
      ? fields(propertiesOf(schema), words.docs.propertiesOf(name), typeof schema.additionalProperties === 'object' ? schema.additionalProperties : null)
      : el('p', {}, typeOf(schema), limits(schema) && ` (${limits(schema)})`));
}
