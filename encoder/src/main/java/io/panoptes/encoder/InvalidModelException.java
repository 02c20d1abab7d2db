package io.panoptes.encoder;

import java.io.IOException;

/** A model folder that cannot be used, and why. */
public final class InvalidModelException extends IOException {
  private static final long serialVersionUID = 1;

  /** Makes one; {@code message} names the folder, the file and the reason. */
  public InvalidModelException(String message) {
    super(message);
  }
}
