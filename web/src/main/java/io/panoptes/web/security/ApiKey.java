package io.panoptes.web.security;

import java.util.Arrays;

/**
 * Somebody who may use the server: known by the hash of a key, never by the key itself.
 *
 * @param name what log lines call it
 */
record ApiKey(String name, boolean mayWrite, Hash hash) {
  /** The SHA-256 of a key. */
  static final class Hash {
    private final byte[] bytes;

    Hash(byte[] bytes) {
      if (bytes.length != 32) {
        throw new IllegalArgumentException(
            "the hash of a key must have 32 bytes, got " + bytes.length);
      }
      this.bytes = bytes.clone();
    }

    byte[] bytes() {
      return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  ApiKey {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a key must have a name");
    }
  }
}
