const PLACE = 'panoptes.key';

/** Takes the key that the server printed within the address (`/?key=…`) out of it, so that it is neither shared nor seen. */
export function takeKeyFromAddress() {
  const url = new URL(location.href);
  const given = url.searchParams.get('key');
  if (given === null) return;
  keep(given);
  url.searchParams.delete('key');
  history.replaceState(null, '', url.pathname + url.search + url.hash);
}

/** Returns the key that every request carries, or null. */
export const key = () => sessionStorage.getItem(PLACE);

/** Keeps a key until the tab is closed. A whole address as the server prints it does, too. */
export function keep(typed) {
  const text = typed.trim();
  const within = /[?&]key=([^&#\s]+)/.exec(text);
  const found = within ? decodeURIComponent(within[1]) : text;
  if (found) sessionStorage.setItem(PLACE, found);
  else forget();
}

/** Forgets the key. */
export const forget = () => sessionStorage.removeItem(PLACE);

/** Returns the headers that show the key, if there is one. */
export const keyHeaders = () => (key() ? { Authorization: `Bearer ${key()}` } : {});
