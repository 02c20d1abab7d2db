import { measure } from './likeness.js';
import { words } from '../words.js';

/**
 * Reads an answer as people do: one of `known` (this very object), `ambiguous` (one of two), `none-of-ours` (the kind is known, the object is
 * not), `foreign` (neither), `nothing` (nothing to compare with). `names` tells what an id is called.
 */
export function reading(answer, { hasKinds, photos, filtered, nameOf }) {
  const { category, object } = answer;
  const [first, second] = object.candidates;
  const seen = words.answer;
  if (!first) return { kind: 'nothing', title: filtered ? seen.nothingFiltered : seen.nothing, sure: filtered ? seen.nothingFilteredWhy : seen.nothingWhy };
  if (object.verdict === 'known') {
    return { kind: 'known', title: seen.known(nameOf(first.id)), sure: second ? seen.knownWhy(nameOf(second.id), lead(first, second)) : seen.knownAlone };
  }
  if (object.verdict === 'ambiguous') {
    return { kind: 'ambiguous', title: second ? seen.ambiguous(nameOf(first.id), nameOf(second.id)) : seen.known(nameOf(first.id)), sure: seen.ambiguousWhy };
  }
  const mixed = photos > 1 ? ` ${seen.severalPhotos}` : '';
  if (category?.verdict === 'known') return { kind: 'none-of-ours', title: seen.noneOfOurs(category.label), sure: seen.noneOfOursWhy(category.label) + mixed };
  if (category?.verdict === 'ambiguous') {
    const [one, other] = category.candidates;
    return { kind: 'none-of-ours', title: seen.noneOfOursPerhaps, sure: seen.noneOfOursPerhapsWhy(one.label, other?.label) + mixed };
  }
  if (!hasKinds) return { kind: 'none-of-ours', title: seen.noneOfOursNoKind, sure: seen.noneOfOursNoKindWhy + mixed };
  return { kind: 'foreign', title: seen.foreign, sure: seen.foreignWhy + mixed };
}

// How far the first is ahead of the second, of three degrees.
function lead(first, second) {
  const ahead = measure(second) - measure(first);
  return ahead > 0.3 ? 'far' : ahead > 0.1 ? 'clear' : 'close';
}
