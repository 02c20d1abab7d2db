import { PhotoSet } from '../photos/photo-set.js';
import { navigate } from '../base/router.js';

let handed = null;

/** Takes photos along to the form that adds an object: what was not found can be added without picking the photos again. */
export function handOver(photos) {
  handed = photos;
  navigate('/catalogue?add');
}

/** Returns a set with the photos that were taken along, once, else an empty one. */
export function takeOver() {
  const set = new PhotoSet();
  handed?.moveTo(set);
  handed = null;
  return set;
}
