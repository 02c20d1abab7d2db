import { api } from '../base/api.js';
import { writable } from '../base/catalogue.js';
import { el, freshId, icon, put } from '../base/dom.js';
import { errand } from '../base/errand.js';
import { facetPlace, facetQuery } from '../base/filters.js';
import { askForKey } from '../base/key-dialog.js';
import { nameOf } from '../base/names.js';
import { picture } from '../base/picture.js';
import { navigate, objectAddress } from '../base/router.js';
import { addPage } from './add.js';
import { words } from '../words.js';

const SIZE = 24;

/** The catalogue: its objects by id, with facets, a search by id, and pages. */
export function cataloguePage({ query, signal, title }) {
  if (query.has('add')) return addPage({ signal, title });
  title(words.catalogue.title);
  const shown = { contains: query.get('id') ?? '', filters: query.getAll('filter'), page: Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1) };
  const slot = el('div', { class: 'slot' });
  const total = el('p', { class: 'total', role: 'status' });
  const list = el('ul', { class: 'objects' }, Array.from({ length: 12 }, blank));
  const pages = el('nav', { class: 'pages', 'aria-label': words.catalogue.pages });
  const change = (other) => {
    Object.assign(shown, { page: 1 }, other);
    history.replaceState(null, '', addressOf(shown));
    load();
  };
  const facets = facetPlace((filters) => change({ filters }));
  let running = new AbortController();
  const load = async () => {
    running.abort();
    running = new AbortController();
    const mine = AbortSignal.any([running.signal, signal]);
    const asks = facetQuery(shown.filters, SIZE);
    asks.set('page', String(shown.page));
    if (shown.contains) asks.set('id_contains', shown.contains);
    list.classList.add('stale');
    const answer = await errand(slot, (options) => api.objects(asks, options), { signal: mine, again: load, quietly: true });
    if (mine.aborted) return;
    list.classList.remove('stale');
    if (!answer) return void put(list);
    const last = Math.max(1, Math.ceil(answer.total / SIZE));
    if (shown.page > last) return void change({ page: last });
    facets.draw(answer.facets, shown.filters);
    put(total, words.catalogue.total(answer.total));
    put(list, answer.objects.map(tile));
    put(pages, last > 1 && pager(shown.page, last, (page) => {
      change({ page });
      scrollTo({ top: 0 });
    }));
    if (answer.total === 0) put(slot, empty(shown));
  };
  load();
  const add = async () => {
    if (writable() || (await askForKey())) navigate('/catalogue?add');
  };
  return el('div', {},
    el('div', { class: 'page-head' },
      el('h1', { tabindex: '-1' }, words.catalogue.title),
      el('button', { type: 'button', class: 'button primary', onclick: add }, icon('plus'), words.catalogue.add)),
    el('div', { class: 'beside' },
      el('div', { class: 'side' }, idField(shown.contains, (contains) => change({ contains })), facets.element),
      el('section', { 'aria-label': words.catalogue.objects }, total, slot, list, pages)));
}

function addressOf({ contains, filters, page }) {
  const query = new URLSearchParams(filters.map((filter) => ['filter', filter]));
  if (contains) query.set('id', contains);
  if (page > 1) query.set('page', String(page));
  return query.size ? `/catalogue?${query}` : '/catalogue';
}

function idField(value, choose) {
  const id = freshId('contains');
  let later;
  const changed = ({ target }) => {
    clearTimeout(later);
    later = setTimeout(() => choose(target.value.trim()), 250); // not at every letter
  };
  return el('div', { class: 'field', role: 'search' },
    el('label', { for: id }, words.catalogue.contains),
    el('input', { id, type: 'search', value, autocomplete: 'off', spellcheck: 'false', placeholder: words.catalogue.containsExample, oninput: changed }));
}

const blank = () => el('li', { class: 'object', 'aria-hidden': 'true' }, el('span', { class: 'picture' }));

function tile(object) {
  return el('li', { class: 'object' },
    el('a', { href: objectAddress(object.id), 'aria-label': words.catalogue.link(nameOf(object), object.id) },
      picture(object.id, object.photo_ids[0]),
      el('span', { class: 'card-name' }, nameOf(object)),
      el('span', { class: 'card-kind' }, words.catalogue.about(object.category, object.photos))));
}

function pager(page, last, go) {
  const step = (to, look, text) => el('button', { type: 'button', class: 'button', disabled: to < 1 || to > last, onclick: () => go(to) }, icon(look), text);
  return [step(page - 1, 'previous', words.catalogue.before), el('span', {}, words.catalogue.page(page, last)), step(page + 1, 'next', words.catalogue.after)];
}

function empty({ contains, filters }) {
  const narrowed = contains || filters.length > 0;
  return el('div', { class: 'empty' },
    el('p', {}, narrowed ? words.catalogue.noneHere : words.catalogue.empty),
    narrowed
      ? el('button', { type: 'button', class: 'button', onclick: () => navigate('/catalogue') }, words.catalogue.all)
      : el('a', { class: 'button primary', href: '/' }, words.tryIt.title));
}
