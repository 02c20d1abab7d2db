import { Problem } from './base/api.js';
import { catalogue, refresh } from './base/catalogue.js';
import { connection } from './base/connection.js';
import { el, icon, put } from './base/dom.js';
import { errand } from './base/errand.js';
import { askForKey } from './base/key-dialog.js';
import { key, takeKeyFromAddress } from './base/key.js';
import { address, followLinks } from './base/router.js';
import { cataloguePage } from './pages/catalogue.js';
import { objectPage } from './pages/object.js';
import { searchPage } from './pages/search.js';
import { docsPage } from './docs/docs.js';
import { words } from './words.js';

// The pages of the navigation, in its order. A page that joins gets its line here, and its words.
const PAGES = [
  { path: '/', name: words.nav.search, draw: searchPage },
  { path: '/catalogue', name: words.nav.catalogue, draw: cataloguePage },
  { path: '/docs', name: words.nav.docs, draw: docsPage, withoutCatalogue: true },
];

const main = document.querySelector('main');
let leaving = new AbortController();
let drawnPath = null;

function route(path) {
  const object = /^\/objects\/([^/]+)$/.exec(path);
  if (object) return { path: '/catalogue', draw: (context) => objectPage({ ...context, id: decodeURIComponent(object[1]) }) };
  return PAGES.find((page) => page.path === path) ?? PAGES[0];
}

async function draw({ moved = true } = {}) {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  const page = route(location.pathname);
  header(page);
  // The first page of a visit needs to know what the catalogue is like.
  if (!page.withoutCatalogue && !catalogue.facts) {
    const slot = el('div', { class: 'slot' });
    put(main, slot);
    const facts = await errand(slot, refresh, { signal, again: draw, quietly: true });
    if (!facts || signal.aborted) return;
  }
  if (!catalogue.facts) refresh().catch(ignoreProblems); // for the header
  const title = (text) => (document.title = words.documentTitle(text));
  const context = { query: new URLSearchParams(location.search), signal, title };
  put(main, page.draw(context));
  if (!moved) return;
  if (!location.hash) scrollTo({ top: 0 });
  // Who listens to the page hears where it went. On the first page nobody went anywhere.
  if (drawnPath !== null) main.querySelector('h1')?.focus({ preventScroll: true });
  drawnPath = location.pathname;
}

const status = el('span', { class: 'status', role: 'status' });
const keyButton = el('button', { type: 'button', class: 'tool', onclick: newKey }, icon('key'));

function header(current) {
  const link = ({ path, name }) => el('a', { href: path, 'aria-current': current.path === path ? 'page' : false }, name);
  put(document.querySelector('.site'),
    el('a', { class: 'brand', href: '/', 'aria-label': words.home }, icon('eye'), el('span', {}, words.product)),
    el('nav', { 'aria-label': words.nav.label }, PAGES.map(link)),
    status,
    keyButton);
}

async function newKey() {
  const before = key();
  if ((await askForKey()) || key() !== before) draw();
}

function showStatus(back = false) {
  keyButton.title = key() ? words.key.has : words.key.enter;
  keyButton.setAttribute('aria-label', keyButton.title);
  status.className = `status ${connection.up ? 'up' : 'down'}`;
  const size = catalogue.facts ? words.status.size(catalogue.facts.objects) : '';
  put(status, el('span', { class: 'dot', 'aria-hidden': 'true' }), el('span', {}, connection.up ? (back ? words.status.back : size) : words.status.gone));
}

function start() {
  document.documentElement.lang = words.language;
  document.querySelector('.skip').textContent = words.skip;
  takeKeyFromAddress();
  followLinks();
  showStatus();
  address.addEventListener('change', () => draw());
  catalogue.addEventListener('change', () => showStatus());
  connection.addEventListener('down', () => showStatus());
  connection.addEventListener('back', () => {
    refresh().catch(ignoreProblems).then(() => showStatus(true));
    setTimeout(() => showStatus(), 4000);
  });
  // Others add objects, too: whoever comes back to the page sees how many there are now.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && catalogue.facts) refresh().catch(ignoreProblems);
  });
  // A file that is dropped beside the field must not replace the page.
  for (const type of ['dragover', 'drop']) addEventListener(type, (event) => event.preventDefault());
  draw();
}

function ignoreProblems(error) {
  if (!(error instanceof Problem)) throw error;
}

start();
