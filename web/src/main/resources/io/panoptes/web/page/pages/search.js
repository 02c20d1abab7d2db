import { catalogue } from '../base/catalogue.js';
import { el, put } from '../base/dom.js';
import { nameOf } from '../base/names.js';
import { navigate, searchAddress } from '../base/router.js';
import { photoInput } from '../photos/photo-input.js';
import { byObject } from './by-object.js';
import { askedPhotos, byPhotos } from './by-photos.js';
import { examples } from './examples.js';
import { tryYourOwn } from './try.js';
import { words } from '../words.js';

/** The search: what is asked with are photos or an object of the catalogue; the address has the rest of the question. */
export function searchPage({ query, signal, title }) {
  const question = { object: query.get('object'), space: query.get('space') === 'category' ? 'category' : 'object', filters: query.getAll('filter') };
  title(question.object ? words.search.likeTitle(nameOf({ id: question.object })) : words.search.title);
  const page = el('div', { class: 'search-page' });
  const any = () => askedPhotos.photos.length > 0;
  let drawn = new AbortController();
  let had = any();
  const draw = () => {
    drawn.abort();
    drawn = new AbortController();
    const whileDrawn = AbortSignal.any([signal, drawn.signal]);
    page.classList.toggle('asking', Boolean(question.object) || any());
    put(page, ...(question.object ? byObject(question, whileDrawn) : any() ? byPhotos(question, whileDrawn) : start(whileDrawn)));
  };
  askedPhotos.addEventListener('change', () => {
    if (question.object) return void navigate(searchAddress({ filters: question.filters }));
    if (had === any()) return;
    had = any();
    draw();
    page.querySelector('h1').focus();
  }, { signal });
  draw();
  return page;
}

function start(signal) {
  const { demo, objects } = catalogue.facts;
  const own = demo || objects === 0;
  return [
    el('div', { class: own && objects > 0 ? 'start two' : 'start' },
      own && tryYourOwn(signal),
      objects > 0 && el('section', { class: 'start-search', 'aria-labelledby': 'start' },
        el(own ? 'h2' : 'h1', { id: 'start', tabindex: '-1' }, own ? words.search.startSecond : words.search.start),
        el('p', { class: 'lead' }, words.search.lead(objects)),
        photoInput(askedPhotos, { signal, large: true, pasting: true }))),
    objects > 0 && examples(signal),
  ].filter(Boolean);
}
