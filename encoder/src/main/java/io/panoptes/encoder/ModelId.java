package io.panoptes.encoder;

import java.util.regex.Pattern;

/**
 * What a model is known by: the SHA-256 of its {@code SHA256SUMS}, hence of all that decides a
 * vector.
 *
 * @param sha256 64 lower-case hex digits
 */
public record ModelId(String sha256) {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  public ModelId {
    if (!SHA_256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("a model id must be 64 hex digits, got " + sha256);
    }
  }

  /** Returns the first 12 hex digits, the form that people are shown. */
  @Override
  public String toString() {
    return sha256.substring(0, 12);
  }
}
