package io.panoptes.indexer.fetch;

import java.io.IOException;

/**
 * Why a photo could not be fetched, in one line: a code in lower case with hyphens, {@code ": "},
 * and what it means here, with the address.
 */
public final class UnreachablePhotoException extends IOException {
  private static final long serialVersionUID = 1;

  private final String code;

  UnreachablePhotoException(String code, String detail) {
    super(code + ": " + detail);
    this.code = code;
  }

  UnreachablePhotoException(String code, String detail, Throwable cause) {
    super(code + ": " + detail, cause);
    this.code = code;
  }

  /** Returns the code alone. */
  public String code() {
    return code;
  }
}
