package io.panoptes.web.api;

import io.panoptes.encoder.photo.PhotoReader;
import java.time.Duration;

/**
 * How much one request may ask for.
 *
 * @param time until it is answered, from when it was read
 */
public record Limits(Duration time) {
  /** Photos of a request. */
  public static final int PHOTOS = 20;

  /** Bytes of a photo. */
  static final long PHOTO_BYTES = PhotoReader.MAX_BYTES;

  /** Bytes of all of it: twenty photos as phones take them. */
  static final long REQUEST_BYTES = 96L << 20;

  /** Fields that are no photos. */
  public static final int FIELDS = 200;

  /** Bytes of such a field. */
  static final int FIELD_BYTES = 16 << 10;

  /** Bytes of a patch. */
  static final int PATCH_BYTES = 256 << 10;

  /** Bodies that are read at once: slow ones must not keep all threads. */
  static final int BODIES = 32;

  /** Candidates, or similar objects. */
  static final int TOP = 100;

  /** Objects on a page. */
  static final int PAGE = 100;

  /** Pages. */
  static final int PAGES = 1_000_000;
}
