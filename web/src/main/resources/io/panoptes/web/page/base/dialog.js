import { el, freshId, icon } from './dom.js';
import { words } from '../words.js';

/**
 * Opens a dialog and returns what it was closed with. `fill(close)` returns its content; Escape and the cross close it with undefined.
 * The browser keeps the focus inside and gives it back.
 */
export function dialog(title, fill, { wide = false, alert = false } = {}) {
  return new Promise((done) => {
    const titled = freshId('dialog');
    let result;
    const box = el('dialog', { class: wide ? 'wide' : false, 'aria-labelledby': titled, role: alert ? 'alertdialog' : false });
    const close = (value) => {
      result = value;
      box.close();
    };
    box.addEventListener('close', () => {
      box.remove();
      done(result);
    });
    box.append(
      el('header', {},
        el('h2', { id: titled }, title),
        el('button', { type: 'button', class: 'tool', 'aria-label': words.close, onclick: () => close() }, icon('close'))),
      ...[fill(close)].flat());
    document.body.append(box);
    box.showModal();
  });
}

/** Asks before something is done that cannot be undone; returns whether it shall be done. */
export async function confirm({ title, text, doIt }) {
  return (await dialog(title, (close) => [
    el('p', {}, text),
    el('footer', {},
      el('button', { type: 'button', class: 'button', autofocus: true, onclick: () => close(false) }, words.cancel),
      el('button', { type: 'button', class: 'button danger', onclick: () => close(true) }, doIt)),
  ], { alert: true })) === true;
}
