import { el } from '../base/dom.js';
import { inline } from './markup.js';
import { words } from '../words.js';

/** Follows a `$ref` of an OpenAPI document. */
export function resolve(document, thing) {
  if (!thing?.$ref) return thing;
  return resolve(document, thing.$ref.slice(2).split('/').reduce((at, name) => at[name], document));
}

/** Says in a few words what a schema allows, with links to the schemas that it names. */
export function typeOf(schema = {}) {
  if (schema.$ref) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    return [el('a', { href: `#${name}` }, name)];
  }
  if (schema.oneOf) return between(schema.oneOf.map(typeOf), ` ${words.docs.or} `);
  if (schema.enum) return between(schema.enum.map((value) => [el('code', {}, value)]), ` ${words.docs.or} `);
  if (schema.type === 'array') return [words.docs.listOf, ' ', typeOf(schema.items)];
  if (schema.type === 'object' && schema.additionalProperties) return [words.docs.mapTo, ' ', typeOf(schema.additionalProperties)];
  return [[schema.type].flat().map((type) => (schema.format === 'binary' ? words.docs.file : type)).join(` ${words.docs.or} `)];
}

const between = (parts, text) => parts.flatMap((part, i) => (i ? [text, ...part] : part));

/** Returns the bounds and the default of a schema, in words. */
export function limits({ minimum, maximum, minItems, maxItems, default: usual, pattern }) {
  return [
    minimum !== undefined && maximum !== undefined ? words.docs.between(minimum, Math.round(maximum * 1000) / 1000) : minimum !== undefined && words.docs.atLeast(minimum),
    minItems !== undefined && maxItems !== undefined && words.docs.times(minItems, maxItems),
    usual !== undefined && words.docs.usually(usual),
    pattern && words.docs.pattern(pattern),
  ].filter(Boolean).join(', ');
}

/** A table of named things: parameters, form fields, a schema's properties. Rows are `{name, where, required, schema, description}`. */
export function fields(rows, caption, openFields) {
  return el('div', { class: 'table', tabindex: '0', role: 'group', 'aria-label': caption },
    el('table', {},
      el('caption', {}, caption),
      el('thead', {}, el('tr', {}, [words.docs.name, words.docs.type, words.docs.meaning].map((text) => el('th', { scope: 'col' }, text)))),
      el('tbody', {},
        rows.map(({ name, where, required, schema = {}, description = schema.description }) => el('tr', {},
          el('th', { scope: 'row' }, el('code', {}, name), where && el('span', { class: 'where' }, where), required && el('span', { class: 'required' }, words.docs.required)),
          el('td', {}, typeOf(schema)),
          el('td', {}, inline(description), description && limits(schema) ? '. ' : '', limits(schema)))),
        openFields && el('tr', {}, el('th', { scope: 'row' }, words.docs.anyOther), el('td', {}, typeOf(openFields)), el('td', {}, inline(openFields.description))))));
}

/** Turns an object schema into rows for `fields`. */
export const propertiesOf = ({ properties = {}, required = [] }) =>
  Object.entries(properties).map(([name, schema]) => ({ name, schema, required: required.includes(name) }));
