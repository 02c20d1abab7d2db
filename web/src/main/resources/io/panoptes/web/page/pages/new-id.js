/** Returns an id made of what people call a thing: `mug/red-with-dots`, and from the second attempt on `mug/red-with-dots-2`. */
export function freeId(name, kind, attempt = 1) {
  const parts = [slug(kind), slug(name) || 'thing'].filter(Boolean);
  return parts.join('/') + (attempt > 1 ? `-${attempt}` : '');
}

const slug = (text) =>
  text.trim().toLowerCase().normalize('NFC').replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
