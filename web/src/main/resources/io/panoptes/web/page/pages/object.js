import { api } from '../base/api.js';
import { refresh, writable } from '../base/catalogue.js';
import { confirm } from '../base/dialog.js';
import { el, icon, put } from '../base/dom.js';
import { errand } from '../base/errand.js';
import { askForKey } from '../base/key-dialog.js';
import { forgetObject, nameOf } from '../base/names.js';
import { picture } from '../base/picture.js';
import { navigate, objectAddress, searchAddress } from '../base/router.js';
import { candidateCards, spaceSwitch } from '../answer/candidates.js';
import { PhotoSet } from '../photos/photo-set.js';
import { objectForm } from './object-form.js';
import { words } from '../words.js';

/** An object's page: all its photos, what is noted of it, and what is nearest to it. */
export function objectPage({ id, query, signal, title }) {
  title(nameOf({ id }));
  const slot = el('div', { class: 'slot' });
  const page = el('div', { class: 'object-page' }, el('h1', { tabindex: '-1' }, nameOf({ id })));
  const load = async () => {
    const answer = await errand(slot, (options) => api.object(id, options), { signal, again: load, quietly: true });
    if (!answer || signal.aborted) return;
    const { data: object, etag } = answer;
    title(nameOf(object));
    put(page, ...(query.has('edit') && writable() ? change(object, etag, signal) : show(object, etag, signal)));
  };
  load();
  return el('div', {}, el('p', { class: 'crumbs' }, el('a', { href: '/catalogue' }, words.catalogue.title)), page, slot);
}

function show(object, etag, signal) {
  const { id } = object;
  const slot = el('div', { class: 'slot' });
  const withKey = (act) => async () => {
    if (writable() || (await askForKey())) act();
  };
  const remove = async () => {
    if (!(await confirm({ title: words.object.removeTitle(nameOf(object)), text: words.object.removeText, doIt: words.object.remove }))) return;
    const gone = await errand(slot, (options) => api.remove(id, { ...options, headers: { 'If-Match': etag } }), { signal, doing: words.wait.removing });
    if (!gone) return;
    forgetObject(id);
    await refresh().catch(() => {});
    navigate('/catalogue');
  };
  return [
    el('div', { class: 'page-head' },
      el('div', {}, el('h1', { tabindex: '-1' }, nameOf(object)), el('p', { class: 'hint object-id' }, id)),
      el('p', { class: 'buttons' },
        el('a', { class: 'button primary', href: searchAddress({ object: id }) }, icon('similar'), words.object.search),
        el('button', { type: 'button', class: 'button', onclick: withKey(() => navigate(`${objectAddress(id)}?edit`)) }, icon('pen'), words.object.change),
        el('button', { type: 'button', class: 'button', onclick: withKey(remove) }, icon('bin'), words.object.remove))),
    slot,
    el('div', { class: 'object-top' },
      el('ul', { class: 'gallery', 'aria-label': words.object.photos(object.photo_ids.length) },
        object.photo_ids.map((photo, i) => el('li', {}, picture(id, photo, words.object.photo(nameOf(object), i + 1))))),
      el('dl', { class: 'noted' },
        noted(words.form.category, object.category ? el('a', { href: `/catalogue?${new URLSearchParams({ filter: `category=${object.category}` })}` }, words.kind(object.category)) : words.object.noKind),
        noted(words.object.photoCount, object.photos),
        Object.entries(object.attributes).map(([name, value]) => noted(words.attribute(name), [value].flat().map(words.value).join(', '))))),
    neighbours(object, signal),
  ];
}

const noted = (name, value) => el('div', {}, el('dt', {}, name), el('dd', {}, value));

function neighbours(object, signal) {
  const { id } = object;
  const slot = el('div', { class: 'slot' });
  const list = el('div', { class: 'neighbours' });
  const why = el('p', { class: 'hint' });
  const load = async (space) => {
    put(why, space === 'object' ? words.object.nearestWhy : words.object.similarWhy, ' ', words.likeness.explained);
    const answer = await errand(slot, (options) => api.similar(id, new URLSearchParams({ top: '12', space }), options), { signal, again: () => load(space), quietly: true });
    if (!answer) return;
    put(list, answer.candidates.length > 0
      ? candidateCards(answer.candidates, { label: words.object.nearest })
      : el('p', { class: 'empty' }, words.object.alone));
  };
  load('object');
  return el('section', { class: 'others', 'aria-labelledby': 'nearest' },
    el('div', { class: 'others-head' }, el('h2', { id: 'nearest' }, words.object.nearest), spaceSwitch('object', load)), why, slot, list);
}

function change(object, etag, signal) {
  const { id } = object;
  const photos = new PhotoSet();
  const save = async ({ form, category, attributes }, options) => {
    const same = { ...options, headers: { 'If-Match': etag } };
    // With new photos the whole object is replaced; without, only what is noted of it, and the photos stay.
    if (photos.photos.length > 0) await api.put(id, form, same);
    else await api.patch(id, { category, attributes: { ...gone(object.attributes, attributes), ...attributes } }, same);
    return id;
  };
  const saved = async () => {
    forgetObject(id);
    await refresh().catch(() => {});
    navigate(objectAddress(id), { replace: true });
  };
  const shown = el('div', { class: 'narrow' },
    el('h1', { tabindex: '-1' }, words.form.changeTitle(nameOf(object))),
    el('ul', { class: 'gallery small', 'aria-label': words.object.photos(object.photo_ids.length) },
      object.photo_ids.map((photo, i) => el('li', {}, picture(id, photo, words.object.photo(nameOf(object), i + 1))))),
    objectForm({ object, photos, signal, save, saved, cancel: () => navigate(objectAddress(id), { replace: true }), submit: words.form.save, doing: words.wait.saving }));
  return [shown];
}

// A merge patch takes away what it names null.
const gone = (before, after) => Object.fromEntries(Object.keys(before).filter((name) => !(name in after)).map((name) => [name, null]));
