import { api, Problem } from './api.js';
import { facetNames } from './catalogue.js';
import { el, freshId, icon, put } from './dom.js';
import { words } from '../words.js';

const SHOWN = 8; // values of a facet before "more"
const TELLING = 12; // a facet with more values than this, all of one object, tells nothing apart

/** Parses the address's `filter=NAME=VALUE` into `{name: value}`, as the server takes them. */
function parseFilters(filters) {
  return new Map(filters.map((filter) => [filter.slice(0, filter.indexOf('=')), filter.slice(filter.indexOf('=') + 1)]));
}

/** Returns filters as the address and the server want them. */
const writeFilters = (filters) => [...filters].map(([name, value]) => `${name}=${value}`);

/**
 * Shows facets to filter by. `choose(filters)` hears the new filters, as a list. The caller draws it again with new facets; what was open stays so.
 */
function filterPanel(facets, filters, choose) {
  const chosen = parseFilters(filters);
  const set = (name, value) => {
    if (value) chosen.set(name, value);
    else chosen.delete(name);
    choose(writeFilters(chosen));
  };
  const useful = facets.filter((facet) => chosen.has(facet.name) || tells(facet));
  if (useful.length === 0) return el('p', { class: 'hint' }, words.filters.none);
  return el('div', { class: 'facets' },
    useful.map((facet) => ('values' in facet ? values(facet, chosen, set) : range(facet, chosen, set))),
    chosen.size > 0 && el('button', { type: 'button', class: 'button small', 'data-focus': 'clear', onclick: () => choose([]) }, words.filters.clear));
}

const tells = (facet) =>
  'values' in facet
    ? facet.values.length > 1 && (facet.values.length <= TELLING || facet.values.some(({ count }) => count > 1))
    : facet.count > 1 && facet.min < facet.max;

function values({ name, values: all, others }, chosen, set) {
  const picked = (chosen.get(name) ?? '').split(',').filter(Boolean);
  const shown = [...all, ...picked.filter((value) => !all.some((other) => other.value === value)).map((value) => ({ value, count: 0 }))];
  const box = ({ value, count }, i) => {
    const id = freshId('facet');
    const toggle = ({ target }) => set(name, (target.checked ? [...picked, value] : picked.filter((other) => other !== value)).join(','));
    // A comma parts alternatives, so a value that has one cannot be asked for.
    return el('li', { hidden: i >= SHOWN && !picked.includes(value) },
      el('input', { type: 'checkbox', id, checked: picked.includes(value), disabled: value.includes(','), 'data-focus': `${name}=${value}`, onchange: toggle }),
      el('label', { for: id }, name === 'category' ? words.kind(value) : value), el('span', { class: 'count' }, count));
  };
  const list = el('ul', {}, shown.map(box));
  const hidden = list.querySelectorAll('li[hidden]').length;
  const more = hidden > 0 && el('button', { type: 'button', class: 'linklike', onclick: () => {
    list.querySelectorAll('li[hidden]').forEach((item) => (item.hidden = false));
    list.querySelectorAll('input')[SHOWN]?.focus();
    more.remove();
  } }, words.filters.more(hidden));
  return el('fieldset', {}, el('legend', {}, words.attribute(name)), list, more, others > 0 && el('p', { class: 'hint' }, words.filters.others(others)));
}

function range({ name, min, max }, chosen, set) {
  const [from = '', to = ''] = (chosen.get(name) ?? '').split('..');
  const field = (value, bound, text, end) => {
    const id = freshId('range');
    return [el('label', { for: id, class: 'unseen' }, text), el('input', { type: 'number', id, step: 'any', value, placeholder: String(bound), 'data-focus': `${name}${end}` })];
  };
  const [fromLabel, fromField] = field(from, min, words.filters.from(words.attribute(name)), 'from');
  const [toLabel, toField] = field(to, max, words.filters.to(words.attribute(name)), 'to');
  const change = () => set(name, fromField.value || toField.value ? `${fromField.value}..${toField.value}` : '');
  fromField.addEventListener('change', change);
  toField.addEventListener('change', change);
  return el('fieldset', {}, el('legend', {}, words.attribute(name)), el('span', { class: 'range' }, fromLabel, fromField, el('span', { 'aria-hidden': 'true' }, '–'), toLabel, toField));
}

/** A place for the catalogue's facets: closed on a phone until asked for; keeps the focus over a new drawing. `choose` hears the new filters. */
export function facetPlace(choose) {
  const body = el('div', { class: 'filters-body' });
  const count = el('span', { class: 'count' });
  const element = el('details', { class: 'filters', open: matchMedia('(min-width: 60rem)').matches, hidden: facetNames().length === 0 },
    el('summary', {}, icon('filter'), words.filters.title, count), body);
  const draw = (facets, filters) => {
    const focused = body.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    put(count, filters.length > 0 && filters.length);
    put(body, filterPanel(facets, filters, choose));
    if (focused) body.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  };
  return {
    element,
    draw,
    /** Asks the server for the facets under these filters, and draws them. */
    async show(filters, signal) {
      if (element.hidden) return;
      try {
        draw((await api.objects(facetQuery(filters, 1), { signal })).facets, filters);
      } catch (error) {
        if (!(error instanceof Problem) && !signal.aborted) throw error; // of a problem the search itself tells
      }
    },
  };
}

/** Returns the query for objects under these filters, and for all facets. */
export function facetQuery(filters, size) {
  return new URLSearchParams([['size', String(size)], ...facetNames().map((name) => ['facet', name]), ...filters.map((filter) => ['filter', filter])]);
}
