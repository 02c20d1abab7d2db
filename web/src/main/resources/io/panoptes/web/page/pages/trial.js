import { PhotoSet } from '../photos/photo-set.js';

/** How far the user is with a thing of their own: it outlives a visit to another page. `added` is the object, once it is in the catalogue. */
export const trial = { photos: new PhotoSet(), name: '', kind: '', added: null, again: new PhotoSet() };
