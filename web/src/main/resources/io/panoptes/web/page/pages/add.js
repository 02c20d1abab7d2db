import { api } from '../base/api.js';
import { refresh } from '../base/catalogue.js';
import { el } from '../base/dom.js';
import { forgetObject } from '../base/names.js';
import { navigate, objectAddress } from '../base/router.js';
import { takeOver } from './handed-over.js';
import { objectForm } from './object-form.js';
import { words } from '../words.js';

/** Adds an object to the catalogue. */
export function addPage({ signal, title }) {
  title(words.form.addTitle);
  const photos = takeOver();
  const save = async ({ id, form }, options) => {
    // Never over an object that is there already.
    await api.put(id, form, { ...options, headers: { 'If-None-Match': '*' } }).catch((problem) => {
      throw problem.code === 'precondition-failed' ? Object.assign(problem, { code: 'id-taken' }) : problem;
    });
    return id;
  };
  const saved = async (id) => {
    forgetObject(id);
    await refresh().catch(() => {});
    navigate(objectAddress(id));
  };
  return el('div', { class: 'narrow' },
    el('p', { class: 'crumbs' }, el('a', { href: '/catalogue' }, words.catalogue.title)),
    el('h1', { tabindex: '-1' }, words.form.addTitle),
    objectForm({ photos, signal, save, saved, cancel: () => navigate('/catalogue'), submit: words.form.add, doing: words.wait.adding }));
}
