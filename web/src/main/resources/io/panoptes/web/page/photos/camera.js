import { dialog } from '../base/dialog.js';
import { el, icon, put } from '../base/dom.js';
import { words } from '../words.js';
import { jpeg } from './photo-set.js';

/** Whether the browser lets this page at a camera: not over plain HTTP, except on this very machine. */
export const hasCamera = () => Boolean(navigator.mediaDevices?.getUserMedia);

/** Opens the camera; gives the photos that were taken to `take` when it is closed by "use". */
export async function takePhotos(take) {
  const session = { stream: null, open: true, facing: 'environment' };
  const shots = [];
  const used = await dialog(words.camera.title, (close) => content(session, shots, close), { wide: true });
  session.open = false;
  stop(session);
  shots.forEach(({ url }) => URL.revokeObjectURL(url));
  if (used) take(shots.map(({ file }) => file));
}

function content(session, shots, close) {
  const video = el('video', { autoplay: true, playsinline: true, 'aria-label': words.camera.live });
  video.muted = true;
  const said = el('p', { class: 'stage-said', role: 'status' }, words.camera.starting);
  const list = el('ul', { class: 'shots', 'aria-label': words.camera.taken });
  const shoot = el('button', { type: 'button', class: 'shutter', 'aria-label': words.camera.shoot, disabled: true, onclick: () => snap() });
  const use = el('button', { type: 'button', class: 'button primary', disabled: true, onclick: () => close(true) }, words.camera.use(0));
  const other = el('button', { type: 'button', class: 'button', hidden: true, onclick: () => turn() }, icon('swap'), words.camera.other);

  const draw = () => {
    put(list, shots.map(({ url }, i) => el('li', {}, el('img', { src: url, alt: words.photos.nth(i + 1), width: 56, height: 56 }))));
    use.textContent = words.camera.use(shots.length);
    use.disabled = shots.length === 0;
  };
  const snap = async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: video.videoWidth, height: video.videoHeight });
    canvas.getContext('2d').drawImage(video, 0, 0);
    const file = await jpeg(canvas, `camera-${Date.now()}`);
    shots.push({ file, url: URL.createObjectURL(file) });
    draw();
  };
  const start = () => open(session, video).then(async () => {
    said.textContent = '';
    shoot.disabled = false;
    shoot.focus();
    const devices = await navigator.mediaDevices.enumerateDevices();
    other.hidden = devices.filter(({ kind }) => kind === 'videoinput').length < 2;
  }, (error) => (said.textContent = words.camera.errors[error.name] ?? words.camera.errors.other));
  const turn = () => {
    session.facing = session.facing === 'environment' ? 'user' : 'environment';
    shoot.disabled = true;
    start();
  };

  start();
  return [
    el('div', { class: 'stage' }, video, said),
    el('div', { class: 'shutter-row' }, list, shoot, other),
    el('p', { class: 'hint' }, words.camera.hint),
    el('footer', {}, el('button', { type: 'button', class: 'button', onclick: () => close() }, words.cancel), use),
  ];
}

async function open(session, video) {
  stop(session);
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: session.facing, width: { ideal: 1920 }, height: { ideal: 1440 } } });
  session.stream = stream;
  if (!session.open) return stop(session); // closed while the browser asked whether it may
  video.srcObject = stream;
  await new Promise((done) => video.addEventListener('loadeddata', done, { once: true }));
}

function stop(session) {
  session.stream?.getTracks().forEach((track) => track.stop());
  session.stream = null;
}
