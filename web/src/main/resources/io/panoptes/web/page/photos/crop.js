import { dialog } from '../base/dialog.js';
import { el, icon } from '../base/dom.js';
import { words } from '../words.js';
import { frame } from './frame.js';
import { jpeg } from './photo-set.js';

const SHOWN = 1024; // longest side on the screen, in pixels of the canvas
const SENT = 2048; // longest side of what is sent: more tells the server nothing

/** Lets a photo be turned and cropped; returns the new file, or undefined if it stays as it is. */
export async function crop(photo) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(photo.file, { imageOrientation: 'from-image' });
  } catch {
    await dialog(words.crop.title, (close) => [
      el('p', {}, words.crop.unreadable),
      el('footer', {}, el('button', { type: 'button', class: 'button primary', onclick: () => close() }, words.close)),
    ]);
    return undefined;
  }
  try {
    return await dialog(words.crop.title, (close) => content(bitmap, photo, close), { wide: true });
  } finally {
    bitmap.close();
  }
}

function content(bitmap, photo, close) {
  let turns = 0; // of 90 degrees, clockwise
  const canvas = el('canvas', { role: 'img', 'aria-label': words.crop.picture });
  const cut = frame();
  const stage = el('div', { class: 'stage' }, el('div', { class: 'stage-picture' }, canvas, cut.element));
  const draw = () => paint(canvas, bitmap, turns, WHOLE, (longest) => SHOWN / longest);
  const turn = (by) => {
    turns = (turns + by + 4) % 4;
    cut.turn(by);
    draw();
  };
  const use = async (event) => {
    event.target.disabled = true;
    const sent = document.createElement('canvas');
    paint(sent, bitmap, turns, cut.box(), (longest) => Math.min(1, SENT / longest));
    close(await jpeg(sent, photo.file.name || 'photo'));
  };
  draw();
  return [
    stage,
    el('p', { class: 'hint' }, words.crop.hint),
    el('footer', {},
      el('span', { class: 'tools' },
        button('left', words.crop.left, () => turn(-1)),
        button('right', words.crop.right, () => turn(1)),
        button('crop', words.crop.whole, () => cut.whole())),
      el('button', { type: 'button', class: 'button', onclick: () => close() }, words.cancel),
      el('button', { type: 'button', class: 'button primary', onclick: use }, words.crop.use)),
  ];
}

const button = (look, text, onclick) => el('button', { type: 'button', class: 'button small', onclick }, icon(look), text);

const WHOLE = { x: 0, y: 0, width: 1, height: 1 };

/** Paints the part of the turned picture that `box` (fractions of it) has, scaled by `scaleOf(its longer side)`. */
function paint(canvas, bitmap, turns, box, scaleOf) {
  const across = turns % 2 === 1;
  const [width, height] = across ? [bitmap.height, bitmap.width] : [bitmap.width, bitmap.height];
  const scale = scaleOf(Math.max(width * box.width, height * box.height));
  canvas.width = Math.max(1, Math.round(width * box.width * scale));
  canvas.height = Math.max(1, Math.round(height * box.height * scale));
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff'; // JPEG knows no transparency
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(-box.x * width * scale, -box.y * height * scale);
  context.scale(scale, scale);
  context.translate(width / 2, height / 2);
  context.rotate((turns * Math.PI) / 2);
  context.drawImage(bitmap, -bitmap.width / 2, -bitmap.height / 2);
}
