import { el } from '../base/dom.js';

/** Renders what descriptions in an OpenAPI document use of Markdown: paragraphs, indented code, `code` and **bold**. */
export function markup(text = '') {
  return text.split(/\n{2,}/).filter(Boolean).map((block) =>
    block.startsWith('    ') ? code(block.replaceAll(/^ {4}/gm, '')) : el('p', {}, inline(block)));
}

/** Renders one line of it. */
export function inline(text = '') {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part) => {
    if (part.startsWith('`')) return el('code', {}, part.slice(1, -1));
    return part.startsWith('**') ? el('strong', {}, part.slice(2, -2)) : part;
  });
}

/** A block of code, which the keyboard can scroll. */
export const code = (text) => el('pre', { tabindex: '0' }, el('code', {}, text));
