import { el, icon } from '../base/dom.js';
import { writeName } from '../base/names.js';
import { picture } from '../base/picture.js';
import { objectAddress, searchAddress } from '../base/router.js';
import { likeness, measure } from './likeness.js';
import { words } from '../words.js';

/**
 * Shows candidates as cards, each with the catalogue photo that matched; where it was asked with photos, `asked()` makes the picture that stands
 * beside it.
 */
export function candidateCards(candidates, { label, filters = [], asked = () => null }) {
  return el('ol', { class: asked() ? 'cards paired' : 'cards', 'aria-label': label }, candidates.map((candidate) => card(candidate, asked, filters)));
}

function card(candidate, asked, filters) {
  const { id, category, photo } = candidate;
  const name = writeName(el('a', { class: 'card-name', href: objectAddress(id) }), id);
  return el('li', { class: 'card', 'data-object': id },
    el('span', { class: 'card-pair', 'aria-hidden': 'true' }, [asked(), picture(id, photo)].filter(Boolean)),
    el('span', { class: 'card-text' },
      name,
      el('span', { class: 'card-kind' }, category ? words.kind(category) : id),
      likeness(measure(candidate)),
      el('a', { class: 'card-more', href: searchAddress({ object: id, space: 'category', filters }) }, icon('similar'), words.answer.more,
        el('span', { class: 'unseen' }, ` (${id})`))));
}

/** Lets the user choose between the same thing and similar things. `choose` hears "object" or "category". */
export function spaceSwitch(space, choose) {
  const options = [['object', words.search.same], ['category', words.search.similar]].map(([value, text]) =>
    el('button', { type: 'button', 'data-space': value, 'aria-pressed': String(space === value), onclick: () => pick(value) }, text));
  const pick = (value) => {
    options.forEach((option) => option.setAttribute('aria-pressed', String(option.dataset.space === value)));
    choose(value);
  };
  return el('div', { class: 'switch', role: 'group', 'aria-label': words.search.switch }, options);
}
