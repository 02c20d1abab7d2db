/** Fires "change" when the page's address has become another one. */
export const address = new EventTarget();

/** Goes to an address of this page without loading the document again. */
export function navigate(to, { replace = false } = {}) {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  address.dispatchEvent(new CustomEvent('change', { detail: { replace } }));
}

/** Returns the address of an object's own page. */
export const objectAddress = (id) => `/objects/${encodeURIComponent(id)}`;

/** Returns the address of the search for what is like an object. */
export function searchAddress({ object, space, filters = [] }) {
  const query = new URLSearchParams();
  if (object) query.set('object', object);
  if (space === 'category') query.set('space', 'category');
  for (const filter of filters) query.append('filter', filter);
  return query.size ? `/?${query}` : '/';
}

/** Follows links within the page, and the browser's back and forward. */
export function followLinks() {
  addEventListener('popstate', () => address.dispatchEvent(new CustomEvent('change', { detail: { replace: false } })));
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href]');
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || event.defaultPrevented || link.origin !== location.origin || link.target || !isPage(link)) return;
    event.preventDefault();
    if (link.href !== location.href) navigate(link.pathname + link.search + link.hash);
  });
}

// Within one page a fragment is the browser's: it scrolls.
const isPage = ({ pathname, search, hash }) =>
  /^\/(catalogue|docs|objects\/[^/]+)?$/.test(pathname) && !(hash && pathname === location.pathname && search === location.search);
