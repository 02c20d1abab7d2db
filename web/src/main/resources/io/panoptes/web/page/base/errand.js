import { patiently, Problem } from './api.js';
import { el, put } from './dom.js';
import { notice, problemNotice } from './notice.js';
import { words } from '../words.js';

/**
 * Does something that takes time, and shows in `slot` how far it is, with a button to cancel it; waits with the user where the server is busy or
 * gone. Returns what `task({signal, onUpload})` returned, or undefined if it was cancelled or refused: then the slot says so, and `again` is
 * offered.
 */
export async function errand(slot, task, { signal, doing = words.wait.loading, again, quietly = false } = {}) {
  const cancel = new AbortController();
  const both = AbortSignal.any([cancel.signal, ...(signal ? [signal] : [])]);
  const bar = el('progress', { max: 1, 'aria-label': doing });
  const text = el('span', { class: 'wait-text', role: 'status' }, doing);
  const shown = el('div', { class: 'wait' }, text,
    el('button', { type: 'button', class: 'button small', onclick: () => cancel.abort() }, words.cancel), bar);
  const say = (what, share = null) => {
    if (text.textContent !== what) text.textContent = what;
    if (share === null) bar.removeAttribute('value');
    else bar.value = share;
  };
  const show = () => put(slot, shown);
  // What comes at once needs no bar that flashes up.
  const late = quietly ? setTimeout(show, 200) : show();
  try {
    const result = await patiently(() => {
      say(doing);
      return task({ signal: both, onUpload: (share) => (share < 1 ? say(words.wait.sending(share), share) : say(doing)) });
    }, {
      signal: both,
      onWait(seconds) {
        show();
        say(seconds === null ? words.wait.offline : words.wait.busy(seconds));
      },
    });
    both.throwIfAborted();
    put(slot);
    return result;
  } catch (error) {
    if (signal?.aborted) return undefined;
    if (cancel.signal.aborted) put(slot, notice('plain', words.wait.cancelled, again && el('p', { class: 'buttons' }, el('button', { type: 'button', class: 'button', onclick: again }, words.again))));
    else if (error instanceof Problem) put(slot, problemNotice(error, again));
    else throw error;
    return undefined;
  } finally {
    clearTimeout(late);
  }
}
