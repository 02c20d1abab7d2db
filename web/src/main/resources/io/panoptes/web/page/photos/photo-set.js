/** As many photos of one thing as the server takes at once. */
export const MOST = 20;

/** The photos of one question, or of one object to be added. Fires "change" when there are others. */
export class PhotoSet extends EventTarget {
  photos = [];

  /** Adds what can be photos; returns `{refused, tooMany}`: the names of files that are none, and how many were too many. */
  async add(files) {
    const photos = [...files].filter(({ type }) => type === '' || type.startsWith('image/'));
    const refused = [...files].filter((file) => !photos.includes(file)).map(({ name }) => name);
    const fitting = photos.slice(0, MOST - this.photos.length);
    const sent = await Promise.all(fitting.map(readable));
    this.photos.push(...sent.map((file) => new Photo(file)));
    if (sent.length) this.#changed();
    return { refused, tooMany: photos.length - fitting.length };
  }

  remove(photo) {
    this.photos = this.photos.filter((other) => other !== photo);
    photo.release();
    this.#changed();
  }

  /** Puts the cropped or turned picture in the photo's place. */
  edit(photo, file) {
    photo.show(file);
    this.#changed();
  }

  clear() {
    this.photos.forEach((photo) => photo.release());
    this.photos = [];
    this.#changed();
  }

  /** Hands the photos over, to a set that wants them. */
  moveTo(other) {
    other.photos.push(...this.photos.splice(0).slice(0, MOST - other.photos.length));
    this.#changed();
    other.#changed();
  }

  /** Notes what the server said of each photo, in the order in which they were sent. */
  judged(outcomes) {
    this.photos.forEach((photo, i) => {
      photo.refusal = outcomes[i]?.used === false ? outcomes[i].reason ?? 'damaged' : null;
    });
    this.dispatchEvent(new Event('judged'));
  }

  /** Returns the form that carries them. */
  form() {
    const form = new FormData();
    for (const { file } of this.photos) form.append('photo', file, file.name || 'photo.jpg');
    return form;
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

class Photo {
  refusal = null;

  constructor(file) {
    this.show(file);
  }

  show(file) {
    this.release();
    this.file = file;
    this.refusal = null;
    this.url = URL.createObjectURL(file);
  }

  release() {
    if (this.url) URL.revokeObjectURL(this.url);
  }
}

/** Makes a JPEG of what a canvas shows. */
export async function jpeg(canvas, name) {
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.92));
  return new File([blob], name.replace(/(\.\w+)?$/, '.jpg'), { type: 'image/jpeg' });
}

// Phones make HEIC and AVIF, which the server does not read; a browser that does turns them into JPEG.
async function readable(file) {
  if (!/^image\/(heic|heif|avif)/.test(file.type)) return file;
  try {
    const bitmap = await createImageBitmap(file);
    const canvas = Object.assign(document.createElement('canvas'), { width: bitmap.width, height: bitmap.height });
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    bitmap.close();
    return await jpeg(canvas, file.name);
  } catch {
    return file;
  }
}
