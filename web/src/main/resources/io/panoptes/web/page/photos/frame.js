import { el } from '../base/dom.js';
import { words } from '../words.js';

const LEAST = 0.08; // of a side: a smaller part shows nothing
const STEP = 0.02; // of a side, for an arrow key

/**
 * The frame that says which part of a picture is kept, in fractions of it. It is drawn with the pointer, or with the arrow keys: on the frame
 * itself they move it, on a corner they move the corner.
 */
export function frame() {
  let box = { left: 0, top: 0, right: 1, bottom: 1 };
  const move = el('button', { type: 'button', class: 'frame-move', 'aria-label': words.crop.frame });
  const corners = [['left', 'top'], ['right', 'top'], ['left', 'bottom'], ['right', 'bottom']].map((sides) => ({
    sides,
    handle: el('button', { type: 'button', class: `frame-corner ${sides.join(' ')}`, 'aria-label': words.crop.corner(...sides) }),
  }));
  const element = el('div', { class: 'frame' }, move, corners.map(({ handle }) => handle));
  const draw = () => {
    for (const side of ['left', 'top']) element.style[side] = `${100 * box[side]}%`;
    for (const side of ['right', 'bottom']) element.style[side] = `${100 * (1 - box[side])}%`;
  };
  const shift = (from, dx, dy) => {
    const x = clamp(dx, -from.left, 1 - from.right);
    const y = clamp(dy, -from.top, 1 - from.bottom);
    box = { left: from.left + x, right: from.right + x, top: from.top + y, bottom: from.bottom + y };
    draw();
  };
  const pull = (from, [across, down], dx, dy) => {
    box = { ...from };
    box[across] = across === 'left' ? clamp(from.left + dx, 0, from.right - LEAST) : clamp(from.right + dx, from.left + LEAST, 1);
    box[down] = down === 'top' ? clamp(from.top + dy, 0, from.bottom - LEAST) : clamp(from.bottom + dy, from.top + LEAST, 1);
    draw();
  };
  follow(move, element, () => box, shift);
  corners.forEach(({ sides, handle }) => follow(handle, element, () => box, (from, dx, dy) => pull(from, sides, dx, dy)));
  draw();
  return {
    element,
    box: () => ({ x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top }),
    whole() {
      box = { left: 0, top: 0, right: 1, bottom: 1 };
      draw();
    },
    turn(by) {
      const { left, top, right, bottom } = box;
      box = by > 0 ? { left: 1 - bottom, top: left, right: 1 - top, bottom: right } : { left: top, top: 1 - right, right: bottom, bottom: 1 - left };
      draw();
    },
  };
}

/** Calls `change(box at the start, dx, dy)` while the handle is dragged, and at each arrow key. */
function follow(handle, element, box, change) {
  handle.addEventListener('pointerdown', (down) => {
    down.preventDefault();
    handle.focus();
    handle.setPointerCapture(down.pointerId);
    const from = box();
    const { width, height } = element.parentElement.getBoundingClientRect();
    const drag = (now) => change(from, (now.clientX - down.clientX) / width, (now.clientY - down.clientY) / height);
    const stop = new AbortController();
    handle.addEventListener('pointermove', drag, { signal: stop.signal });
    handle.addEventListener('lostpointercapture', () => stop.abort(), { signal: stop.signal });
  });
  handle.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
    if (!step) return;
    event.preventDefault();
    change(box(), ...step);
  });
}

const clamp = (value, least, most) => Math.min(most, Math.max(least, value));
