package io.panoptes.search.index;

import java.io.IOException;

/** A catalogue that cannot be used, and why: one line that names the folder and the reason. */
public final class CatalogueException extends IOException {
  private static final long serialVersionUID = 1;

  /** Makes one. */
  public CatalogueException(String message) {
    super(message);
  }

  /** Makes one that something else led to. */
  public CatalogueException(String message, Throwable cause) {
    super(message, cause);
  }
}
