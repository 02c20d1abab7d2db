import { el } from '../base/dom.js';
import { code, inline, markup } from './markup.js';
import { curl } from './curl.js';
import { fields, propertiesOf, resolve, typeOf } from './schema.js';
import { words } from '../words.js';

/** Shows one operation: what it does, what it takes, how it is called, what it answers. */
export function operation(document, path, method, { shared, ...described }) {
  const parameters = [...shared, ...(described.parameters ?? [])].map((parameter) => resolve(document, parameter));
  const [bodyType, body] = Object.entries(described.requestBody?.content ?? {})[0] ?? [];
  const form = body && resolve(document, body.schema);
  const keyed = described.security?.length > 0;
  const optional = described.security?.some((way) => Object.keys(way).length === 0);
  return el('article', { class: 'operation', 'aria-labelledby': described.operationId },
    el('h3', { id: described.operationId, tabindex: '-1' }, described.summary, ' ', anchor(described.operationId, described.summary)),
    el('p', { class: 'route' }, el('span', { class: `method ${method}` }, method.toUpperCase()), ' ', el('code', {}, path)),
    markup(described.description),
    keyed && el('p', { class: 'hint' }, optional ? words.docs.keyIfPrivate : words.docs.keyNeeded),
    parameters.length > 0 && fields(parameters.map((parameter) => ({ ...parameter, where: words.docs.where[parameter.in] })), words.docs.parameters),
    form && fields(propertiesOf(form), words.docs.body(bodyType), typeof form.additionalProperties === 'object' ? form.additionalProperties : null),
    el('h4', {}, words.docs.call),
    code(curl(document, path, method, described, parameters)),
    el('h4', {}, words.docs.answers),
    answers(document, described.responses));
}

/** A link to a heading, for whoever wants to point at it. */
export const anchor = (id, text) => el('a', { class: 'anchor', href: `#${id}`, 'aria-label': words.docs.linkTo(text) }, '#');

function answers(document, responses) {
  return el('dl', { class: 'answers' }, Object.entries(responses).map(([status, response]) => {
    const { description, headers = {}, content = {} } = resolve(document, response);
    const [type, { schema, example } = {}] = Object.entries(content)[0] ?? [];
    const named = Object.keys(headers).filter((name) => name !== 'X-Request-Id');
    return el('div', { class: status < 400 ? 'good' : 'bad' },
      el('dt', {}, el('code', {}, status)),
      el('dd', {},
        el('p', {}, inline(description), type && [' · ', el('span', { class: 'hint' }, type, schema && [' ', typeOf(schema)])],
          named.length > 0 && [' · ', el('span', { class: 'hint' }, words.docs.headers, ' ', named.join(', '))]),
        example !== undefined && el('details', { open: status === '200' || status === '201' }, el('summary', {}, words.docs.example), code(typeof example === 'string' ? example : JSON.stringify(example, null, 2)))));
  }));
}
