import { api } from '../base/api.js';
import { refresh } from '../base/catalogue.js';
import { confirm } from '../base/dialog.js';
import { el, icon, put } from '../base/dom.js';
import { errand } from '../base/errand.js';
import { forgetObject } from '../base/names.js';
import { objectAddress } from '../base/router.js';
import { verdict } from '../answer/answer.js';
import { photoInput } from '../photos/photo-input.js';
import { photoStrip } from '../photos/photo-strip.js';
import { trial } from './trial.js';
import { words } from '../words.js';

/** The last step of trying one's own: the thing is photographed again, and recognised or not. `draw` goes back to the first step. */
export function photographAgain(signal, draw) {
  const { added, again } = trial;
  const slot = el('div', { class: 'slot' });
  const said = el('div', { class: 'answered', 'aria-live': 'polite' });
  const large = photoInput(again, { signal, large: true, title: words.tryIt.again, hint: words.tryIt.againWhere });
  const small = photoInput(again, { signal });
  let running = new AbortController();
  const ask = async () => {
    running.abort();
    running = new AbortController();
    const mine = AbortSignal.any([running.signal, signal]);
    small.hidden = again.photos.length === 0;
    large.hidden = !small.hidden;
    if (small.hidden) return void [slot, said].forEach((part) => put(part));
    said.classList.add('stale');
    const form = again.form();
    form.append('top', '5');
    const answer = await errand(slot, (options) => api.recognise(form, options), { signal: mine, doing: words.wait.looking, again: ask });
    if (mine.aborted) return;
    said.classList.remove('stale');
    if (!answer) return void put(said);
    again.judged(answer.photos);
    const named = answer.object.verdict === 'known';
    const right = named && answer.object.id === added.id;
    put(said,
      el('p', { class: right ? 'try-result good' : 'try-result' }, icon(right ? 'check' : 'question'), right ? words.tryIt.right : named ? words.tryIt.other : words.tryIt.wrong),
      await verdict(answer, { photos: again.photos }));
  };
  again.addEventListener('change', ask, { signal });
  ask();
  const anew = () => {
    Object.assign(trial, { name: '', kind: '', added: null });
    trial.photos.clear();
    again.clear();
    draw();
  };
  const remove = async () => {
    if (!(await confirm({ title: words.object.removeTitle(added.attributes.name ?? added.id), text: words.object.removeText, doIt: words.object.remove }))) return;
    const gone = await errand(slot, (options) => api.remove(added.id, options), { signal, doing: words.wait.removing });
    if (!gone) return;
    forgetObject(added.id);
    await refresh().catch(() => {});
    anew();
  };
  return el('div', { class: 'try-form' },
    el('p', { class: 'notice-title', role: 'status' }, words.tryIt.added(trial.name)),
    el('p', {}, words.tryIt.againHint),
    photoStrip(again, signal), large, small,
    slot, said,
    el('p', { class: 'buttons' },
      el('button', { type: 'button', class: 'button', onclick: anew }, words.tryIt.another),
      el('button', { type: 'button', class: 'button', onclick: anew }, words.tryIt.toSearch),
      el('a', { class: 'button', href: objectAddress(added.id) }, words.tryIt.see),
      el('button', { type: 'button', class: 'button', onclick: remove }, icon('bin'), words.tryIt.remove)));
}
