import { catalogue } from '../base/catalogue.js';
import { el, freshId, icon, put } from '../base/dom.js';
import { errand } from '../base/errand.js';
import { photoInput } from '../photos/photo-input.js';
import { photoStrip } from '../photos/photo-strip.js';
import { attributeRows } from './attribute-rows.js';
import { freeId } from './new-id.js';
import { words } from '../words.js';

/**
 * The form for an object: photos, id, category, attributes. Without `object` it is a new one. `save({id, form, category, attributes}, options)` does
 * the work, `saved(result)` follows. An object that is there keeps its photos unless new ones are given.
 */
export function objectForm({ object, photos, signal, save, saved, cancel, submit, doing }) {
  const slot = el('div', { class: 'slot' });
  const said = el('p', { class: 'field-error', role: 'alert' });
  const id = field(words.form.id, { value: object?.id ?? '', readonly: Boolean(object), hint: object ? words.form.idFixed : words.form.idHint });
  const category = field(words.form.category, { value: object?.category ?? '', hint: words.form.categoryHint, list: (catalogue.facts.categories ?? []).map(({ value }) => value) });
  const { name = '', ...rest } = object?.attributes ?? {};
  const label = field(words.form.name, { value: String(name), hint: words.form.nameHint });
  const rows = attributeRows(rest);
  let idIsTyped = Boolean(object);
  id.input.addEventListener('input', () => (idIsTyped = id.input.value !== ''));
  const suggest = () => {
    if (!idIsTyped && label.input.value.trim()) id.input.value = freeId(label.input.value, category.input.value);
  };
  label.input.addEventListener('input', suggest);
  category.input.addEventListener('input', suggest);

  const send = async (event) => {
    event?.preventDefault();
    const wrong = !object && photos.photos.length === 0 ? words.form.needsPhoto : rows.wrong();
    put(said, wrong);
    if (wrong) return;
    const attributes = { ...(label.input.value.trim() ? { name: label.input.value.trim() } : {}), ...rows.attributes() };
    const content = { id: id.input.value.trim(), category: category.input.value.trim() || null, attributes, form: asForm(photos, category.input.value.trim(), attributes) };
    button.disabled = true;
    const done = await errand(slot, (options) => save(content, options).catch((problem) => {
      if (problem.code === 'unreadable-photos') photos.judged(problem.photos);
      throw problem;
    }), { signal, doing, again: send });
    button.disabled = false;
    if (done !== undefined) saved(done);
  };
  const button = el('button', { type: 'submit', class: 'button primary' }, icon('check'), submit);
  return el('form', { class: 'object-form', onsubmit: send },
    el('fieldset', {}, el('legend', {}, object ? words.form.newPhotos : words.form.photos),
      el('p', { class: 'hint' }, object ? words.form.newPhotosHint(object.photos) : words.form.photosHint),
      photoStrip(photos, signal),
      photoInput(photos, { signal, large: !object, title: words.form.drop, hint: words.form.dropHint, pasting: true })),
    el('div', { class: 'fields' }, label.element, category.element, id.element),
    rows.element,
    said, slot,
    el('footer', {}, button, el('button', { type: 'button', class: 'button', onclick: cancel }, words.cancel)));
}

function asForm(photos, category, attributes) {
  const form = photos.form();
  if (category) form.append('category', category);
  for (const [name, value] of Object.entries(attributes)) {
    for (const one of [value].flat()) form.append(typeof one === 'number' ? `${name}:number` : name, String(one));
  }
  return form;
}

function field(label, { value, hint, readonly = false, list = [] }) {
  const id = freshId('field');
  const hinted = `${id}-hint`;
  const offers = list.length > 0 && el('datalist', { id: `${id}-list` }, list.map((offer) => el('option', { value: offer })));
  const input = el('input', { id, type: 'text', value, readonly, required: label === words.form.id, autocomplete: 'off', spellcheck: 'false', 'aria-describedby': hinted, list: offers ? offers.id : null });
  return { input, element: el('div', { class: 'field' }, el('label', { for: id }, label), input, el('p', { class: 'hint', id: hinted }, hint), offers) };
}
