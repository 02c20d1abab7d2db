import { catalogue, refresh } from './catalogue.js';
import { dialog } from './dialog.js';
import { el, freshId, put } from './dom.js';
import { forget, keep, key } from './key.js';
import { Problem } from './api.js';
import { words } from '../words.js';

/** Asks for a key, and says where one is found; returns whether the page now has one that the server takes. */
export async function askForKey() {
  return (await dialog(words.key.title, (close) => {
    const field = el('input', { id: freshId('key'), type: 'password', autocomplete: 'off', spellcheck: 'false', required: true, autofocus: true });
    const said = el('p', { class: 'field-error', role: 'alert' });
    const use = async (event) => {
      event.preventDefault();
      keep(field.value);
      const problem = await tried();
      if (problem) put(said, problem);
      else close(true);
    };
    return el('form', { onsubmit: use },
      el('p', {}, words.key.where),
      el('div', { class: 'field' }, el('label', { for: field.id }, words.key.label), field, said),
      el('footer', {},
        key() && el('button', { type: 'button', class: 'button', onclick: () => (forget(), refresh().catch(() => {}), close(false)) }, words.key.forget),
        el('span', { class: 'grow' }),
        el('button', { type: 'button', class: 'button', onclick: () => close(false) }, words.cancel),
        el('button', { type: 'submit', class: 'button primary' }, words.key.use)));
  })) === true;
}

// Returns what to say of the key, or null if it is good for writing.
async function tried() {
  try {
    await refresh();
    // A key that the server does not know has been forgotten by now.
    if (!key()) return words.key.unknown;
    return catalogue.facts.writable ? null : words.key.readsOnly;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return (words.problems[error.code] ?? words.problems.other).title;
  }
}
