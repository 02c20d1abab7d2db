import { api, Problem } from '../base/api.js';
import { refresh, writable } from '../base/catalogue.js';
import { el, freshId, icon, put } from '../base/dom.js';
import { errand } from '../base/errand.js';
import { askForKey } from '../base/key-dialog.js';
import { photoInput } from '../photos/photo-input.js';
import { photoStrip } from '../photos/photo-strip.js';
import { freeId } from './new-id.js';
import { trial } from './trial.js';
import { photographAgain } from './try-again.js';
import { words } from '../words.js';

const WANTED = 3;

/** Try your own: three photos and a name, then photograph it again and see it recognised. */
export function tryYourOwn(signal) {
  const title = freshId('try');
  const section = el('section', { class: 'try', 'aria-labelledby': title });
  let drawn = new AbortController();
  const draw = () => {
    const again = section.isConnected;
    drawn.abort();
    drawn = new AbortController();
    const whileDrawn = AbortSignal.any([signal, drawn.signal]);
    const step = trial.added ? 3 : trial.photos.photos.length > 0 ? 2 : 1;
    section.closest('.start')?.classList.toggle('trying', step > 1);
    put(section,
      el('h1', { id: title, tabindex: '-1' }, words.tryIt.title),
      el('p', { class: 'lead' }, words.tryIt.lead),
      steps(step),
      writable() ? { 1: first, 2: second, 3: photographAgain }[step](whileDrawn, draw) : keyWanted(draw));
    if (again) section.querySelector('h1').focus(); // what had the focus has gone
  };
  let empty = trial.photos.photos.length === 0;
  trial.photos.addEventListener('change', () => {
    if (empty === (trial.photos.photos.length === 0) || trial.added) return;
    empty = !empty;
    draw();
  }, { signal });
  draw();
  queueMicrotask(() => section.closest('.start')?.classList.toggle('trying', trial.added !== null || !empty));
  return section;
}

function steps(now) {
  return el('ol', { class: 'steps' }, words.tryIt.steps.map((text, i) =>
    el('li', { class: i + 1 < now ? 'done' : i + 1 === now ? 'now' : false, 'aria-current': i + 1 === now ? 'step' : false },
      el('span', { class: 'step-number', 'aria-hidden': 'true' }, i + 1 < now ? icon('check') : i + 1), text)));
}

function keyWanted(draw) {
  return el('div', { class: 'drop large' },
    el('p', { class: 'drop-title' }, words.tryIt.keyTitle),
    el('p', { class: 'drop-hint' }, words.key.where),
    el('button', { type: 'button', class: 'button primary', onclick: async () => (await askForKey()) && draw() }, icon('key'), words.key.enter));
}

function first(signal) {
  return photoInput(trial.photos, { signal, large: true, title: words.tryIt.drop, hint: words.tryIt.dropHint });
}

function second(signal, draw) {
  const slot = el('div', { class: 'slot' });
  const missing = el('p', { class: 'hint', role: 'status' });
  const count = () => put(missing, words.tryIt.missing(Math.max(0, WANTED - trial.photos.photos.length)));
  trial.photos.addEventListener('change', count, { signal });
  count();
  const name = field(words.tryIt.name, trial.name, (value) => (trial.name = value), { required: true, placeholder: words.tryIt.namePlaceholder });
  const kind = field(words.tryIt.kind, trial.kind, (value) => (trial.kind = value), { placeholder: words.tryIt.kindPlaceholder });
  const add = async (event) => {
    event?.preventDefault();
    const submit = form.querySelector('[type=submit]');
    submit.disabled = true;
    const added = await errand(slot, (options) => addIt(options), { signal, doing: words.wait.adding, again: add });
    submit.disabled = false;
    if (!added) return;
    trial.added = added;
    await refresh().catch(() => {});
    draw();
  };
  const form = el('form', { class: 'try-form', onsubmit: add },
    photoStrip(trial.photos, signal), photoInput(trial.photos, { signal }), missing,
    el('div', { class: 'fields' }, name, kind),
    el('p', { class: 'buttons' },
      el('button', { type: 'submit', class: 'button primary' }, icon('plus'), words.tryIt.add),
      el('button', { type: 'button', class: 'button', onclick: () => trial.photos.clear() }, words.tryIt.anew)),
    slot);
  return form;
}

async function addIt(options) {
  const form = trial.photos.form();
  const kind = trial.kind.trim();
  if (kind) form.append('category', kind);
  form.append('name', trial.name.trim());
  for (let i = 1; ; i++) {
    try {
      const { data } = await api.put(freeId(trial.name, kind, i), form, { ...options, headers: { 'If-None-Match': '*' } });
      return data;
    } catch (error) {
      if (error.code === 'unreadable-photos') trial.photos.judged(error.photos);
      if (!(error instanceof Problem) || error.code !== 'precondition-failed' || i === 20) throw error;
    }
  }
}

function field(label, value, change, attributes) {
  const id = freshId('field');
  return el('div', { class: 'field' },
    el('label', { for: id }, label),
    el('input', { id, type: 'text', value, autocomplete: 'off', maxlength: 100, oninput: ({ target }) => change(target.value), ...attributes }));
}
