package io.panoptes.encoder.folder;

import java.io.IOException;

/** A folder that holds no objects, and why. */
public final class PhotoTreeException extends IOException {
  private static final long serialVersionUID = 1;

  /** Makes one; {@code message} names the folder and the reason. */
  public PhotoTreeException(String message) {
    super(message);
  }

  /** Makes one with a cause. */
  public PhotoTreeException(String message, Throwable cause) {
    super(message, cause);
  }
}
