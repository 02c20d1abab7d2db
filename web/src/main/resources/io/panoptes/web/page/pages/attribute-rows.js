import { el, freshId, icon, put } from '../base/dom.js';
import { catalogue } from '../base/catalogue.js';
import { words } from '../words.js';

const BAR = '|'; // between several values, as in the tables that bin/indexer reads
// Names that the server takes for something else than an attribute.
const TAKEN = ['photo', 'category', 'name'];

/** Rows of name and value, to be added and taken away. */
export function attributeRows(attributes) {
  const rows = el('div', { class: 'rows' });
  const offered = freshId('attributes');
  const known = catalogue.facts.attributes ?? [];
  const add = (name = '', value = '') => {
    const numeric = typeof value === 'number' || known.some((other) => other.name === name && other.type === 'number');
    const nameId = freshId('attribute');
    const valueId = freshId('value');
    const numberId = freshId('number');
    const number = el('input', { id: numberId, type: 'checkbox', checked: numeric });
    const named = el('input', { id: nameId, type: 'text', value: name, list: offered, autocomplete: 'off', onchange: ({ target }) => {
      const type = known.find((other) => other.name === target.value)?.type;
      if (type) number.checked = type === 'number';
    } });
    const row = el('div', { class: 'row' },
      el('span', { class: 'field' }, el('label', { for: nameId }, words.form.attribute), named),
      el('span', { class: 'field' }, el('label', { for: valueId }, words.form.value), el('input', { id: valueId, type: 'text', value: [value].flat().join(BAR), autocomplete: 'off' })),
      el('span', { class: 'check' }, number, el('label', { for: numberId }, words.form.number)),
      el('button', { type: 'button', class: 'tool', 'aria-label': words.form.removeAttribute, onclick: () => {
        row.remove();
        more.focus();
      } }, icon('close')));
    rows.append(row);
    return named;
  };
  Object.entries(attributes).forEach(([name, value]) => add(name, value));
  const more = el('button', { type: 'button', class: 'button small', onclick: () => add().focus() }, icon('plus'), words.form.addAttribute);
  const read = () => [...rows.children].map((row) => {
    const [name, value, number] = row.querySelectorAll('input');
    return { name: name.value.trim(), value: value.value.trim(), number: number.checked };
  }).filter(({ name, value }) => name || value);
  return {
    element: el('fieldset', {}, el('legend', {}, words.form.attributes), el('p', { class: 'hint' }, words.form.attributesHint),
      put(el('datalist', { id: offered }), known.map(({ name }) => el('option', { value: name }))), rows, more),
    /** Returns what is wrong with them, or null. */
    wrong() {
      for (const { name, value, number } of read()) {
        if (!name || !value) return words.form.halfAttribute;
        if (TAKEN.includes(name)) return words.form.takenAttribute(name);
        if (number && !Number.isFinite(Number(value.replace(',', '.')))) return words.form.noNumber(name, value);
      }
      return null;
    },
    attributes: () => Object.fromEntries(read().map(({ name, value, number }) => {
      if (number) return [name, Number(value.replace(',', '.'))];
      const several = value.split(BAR).map((one) => one.trim()).filter(Boolean);
      return [name, several.length > 1 ? several : several[0] ?? value];
    })),
  };
}
