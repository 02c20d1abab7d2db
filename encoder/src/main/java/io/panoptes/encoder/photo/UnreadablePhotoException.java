package io.panoptes.encoder.photo;

import java.io.IOException;

/** A photo that is left out, and why. */
public final class UnreadablePhotoException extends IOException {
  private static final long serialVersionUID = 1;

  /** Why a photo cannot be read; {@link #code()} is what reports show. */
  public enum Reason {
    EMPTY,
    NOT_A_PHOTO,
    UNSUPPORTED_HEIC,
    UNSUPPORTED_AVIF,
    UNSUPPORTED_FORMAT,
    TOO_MANY_BYTES,
    TOO_MANY_PIXELS,
    TRUNCATED,
    DAMAGED,
    UNREADABLE_FILE;

    /** Returns the reason as reports name it, in lower case with hyphens. */
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  private final Reason reason;

  /** Makes one that says {@code code: detail}. */
  public UnreadablePhotoException(Reason reason, String detail) {
    super(reason.code() + ": " + detail);
    this.reason = reason;
  }

  /** Returns why. */
  public Reason reason() {
    return reason;
  }
}
