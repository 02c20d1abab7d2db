/** Whether the server answers. Fires "down", and "back" when it answers again: whoever waits then goes on by itself. */
export const connection = Object.assign(new EventTarget(), { up: true });

const PAUSES = [1, 1, 2, 3, 5, 8]; // seconds; the last one goes on
let asking = false;

/** Notes that the server did not answer, and asks until it does. */
export async function lost() {
  if (asking) return;
  asking = true;
  connection.up = false;
  connection.dispatchEvent(new Event('down'));
  for (let i = 0; !(await answers()); i++) {
    await new Promise((done) => setTimeout(done, 1000 * PAUSES[Math.min(i, PAUSES.length - 1)]));
  }
  asking = false;
  connection.up = true;
  connection.dispatchEvent(new Event('back'));
}

async function answers() {
  try {
    return (await fetch('/health/ready', { cache: 'no-store', signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}

/** Waits until the server answers again. */
export function back(signal) {
  return new Promise((done, fail) => {
    if (connection.up) return void done();
    connection.addEventListener('back', done, { once: true, signal });
    signal?.addEventListener('abort', () => fail(signal.reason), { once: true });
  });
}
