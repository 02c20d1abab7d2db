import { el, icon } from './dom.js';
import { askForKey } from './key-dialog.js';
import { navigate } from './router.js';
import { words } from '../words.js';

// What the server refuses it refuses again, unless something else is sent.
const IN_VAIN = ['forbidden', 'unauthorized', 'invalid-request', 'unknown-field', 'not-found', 'method-not-allowed', 'precondition-failed', 'id-taken', 'too-large', 'unsupported-media-type', 'misdirected', 'unreadable-photos'];

/** Says what went wrong and what to do about it. `again` is the way to try once more, where trying may help. */
export function problemNotice(problem, again) {
  const { title, todo } = words.problems[problem.code] ?? words.problems.other;
  const wantsKey = problem.code === 'unauthorized' || problem.code === 'forbidden';
  const enter = async () => {
    if (await askForKey()) again?.();
  };
  return notice('problem', title, [
    el('p', {}, typeof todo === 'function' ? todo(problem) : todo),
    problem.photos.length > 0 && el('ul', {}, problem.photos.filter(({ used }) => !used).map(({ name, reason }) =>
      el('li', {}, words.photoRefused(name, words.reasons[reason] ?? words.reasons.other)))),
    (problem.detail || problem.requestId) && el('details', {},
      el('summary', {}, words.details),
      el('p', { class: 'technical' }, [problem.detail, problem.requestId && words.requestId(problem.requestId)].filter(Boolean).join(' · '))),
    el('p', { class: 'buttons' },
      wantsKey && el('button', { type: 'button', class: 'button primary', onclick: enter }, icon('key'), words.key.enter),
      problem.code === 'precondition-failed' && el('button', { type: 'button', class: 'button', onclick: () => navigate(location.pathname + location.search, { replace: true }) }, words.reload),
      again && !IN_VAIN.includes(problem.code) && el('button', { type: 'button', class: 'button', onclick: again }, words.again)),
  ]);
}

/** Makes a box that says something in the tone of `kind` (problem, good, plain). */
export function notice(kind, title, content) {
  return el('div', { class: `notice ${kind}`, role: kind === 'problem' ? 'alert' : 'status' },
    icon({ problem: 'warn', good: 'check', plain: 'question' }[kind]),
    el('div', {}, el('p', { class: 'notice-title' }, title), content));
}
