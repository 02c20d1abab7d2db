import { back, lost } from './connection.js';
import { forget, key, keyHeaders } from './key.js';

/** What the server refused, or why it could not be asked. `code` is what the words know it by. */
export class Problem extends Error {
  constructor({ code, status = 0, detail = '', retryAfter = null, photos = [], requestId = null }) {
    super(detail || code);
    Object.assign(this, { code, status, detail, retryAfter, photos, requestId });
  }
}

/** Asks the server; returns `{data, etag}`. A form is sent by XMLHttpRequest, since fetch does not tell how much of it has gone. */
export async function request(method, path, { query, patch, form, headers = {}, signal, onUpload } = {}) {
  const url = query?.size ? `${path}?${query}` : path;
  const keyed = key();
  const sent = { Accept: 'application/json', ...keyHeaders(), ...headers };
  let body = form;
  if (patch) [body, sent['Content-Type']] = [JSON.stringify(patch), 'application/merge-patch+json'];
  const answer = form ? await upload(method, url, sent, form, signal, onUpload) : await plain(method, url, sent, body, signal);
  if (answer.status >= 200 && answer.status < 300) {
    return { data: answer.text ? JSON.parse(answer.text) : null, etag: answer.header('ETag') };
  }
  const problem = asProblem(answer);
  // The key of an earlier start. Without any, reading may still be allowed.
  if (problem.code === 'unauthorized' && keyed) {
    if (key() === keyed) forget();
    return request(method, path, { query, patch, form, headers, signal, onUpload });
  }
  if (problem.code === 'not-ready') lost();
  throw problem;
}

/** Asks, and where the server is busy or gone, waits and asks again until the signal says otherwise. `onWait` hears the seconds left, or null while the server is gone. */
export async function patiently(ask, { signal, onWait = () => {} } = {}) {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Problem) || !waits(error)) throw error;
      if (error.code === 'offline' || error.code === 'not-ready') {
        onWait(null, error);
        await back(signal);
      } else {
        await countDown(error.retryAfter, signal, (seconds) => onWait(seconds, error));
      }
    }
  }
}

const waits = ({ code, retryAfter }) => code === 'offline' || code === 'not-ready' || retryAfter !== null;

async function countDown(seconds, signal, onTick) {
  for (let left = Math.min(Math.max(1, seconds), 60); left > 0; left--) {
    signal?.throwIfAborted();
    onTick(left);
    await new Promise((done) => setTimeout(done, 1000));
  }
  signal?.throwIfAborted();
}

async function plain(method, url, headers, body, signal) {
  try {
    const response = await fetch(url, { method, headers, body, signal });
    return { status: response.status, text: await response.text(), header: (name) => response.headers.get(name) };
  } catch (error) {
    if (signal?.aborted) throw error;
    throw gone();
  }
}

function upload(method, url, headers, form, signal, onUpload = () => {}) {
  return new Promise((done, fail) => {
    const call = new XMLHttpRequest();
    call.open(method, url);
    for (const [name, value] of Object.entries(headers)) call.setRequestHeader(name, value);
    call.upload.onprogress = ({ loaded, total }) => onUpload(total ? loaded / total : 1);
    call.upload.onload = () => onUpload(1);
    call.onload = () => done({ status: call.status, text: call.responseText, header: (name) => call.getResponseHeader(name) });
    call.onerror = () => fail(gone());
    call.onabort = () => fail(signal.reason);
    signal?.throwIfAborted();
    signal?.addEventListener('abort', () => call.abort(), { once: true });
    call.send(form);
  });
}

function gone() {
  lost();
  return new Problem({ code: 'offline' });
}

function asProblem({ status, text, header }) {
  const retryAfter = header('Retry-After') === null ? null : Number(header('Retry-After')) || 1;
  try {
    const { type, detail, photos, request_id: requestId } = JSON.parse(text);
    return new Problem({ code: type.replace('urn:panoptes:problem:', ''), status, detail, photos, requestId, retryAfter });
  } catch {
    // A proxy in between speaks for itself: what it says is no problem document.
    return new Problem({ code: `http-${status}`, status, retryAfter, requestId: header('X-Request-Id') });
  }
}

const object = (id) => `/api/v1/objects/${encodeURIComponent(id)}`;
const get = async (path, options) => (await request('GET', path, options)).data;

export const api = {
  catalogue: (options) => get('/api/v1/catalogue', options),
  objects: (query, options) => get('/api/v1/objects', { query, ...options }),
  object: (id, options) => request('GET', object(id), options),
  similar: (id, query, options) => get(`${object(id)}/similar`, { query, ...options }),
  openapi: (options) => get('/openapi.json', options),
  recognise: async (form, options) => (await request('POST', '/api/v1/recognitions', { form, ...options })).data,
  put: (id, form, options) => request('PUT', object(id), { form, ...options }),
  patch: (id, patch, options) => request('PATCH', object(id), { patch, ...options }),
  remove: (id, options) => request('DELETE', object(id), options),
  photo: (id, photo) => `${object(id)}/photos/${photo}`,
};
