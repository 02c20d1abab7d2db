package io.panoptes.web.security;

/**
 * Who calls, as far as a key tells.
 *
 * @param name what log lines call it
 */
public record Caller(String name, boolean mayWrite) {
  /** Somebody without a key. */
  public static final Caller ANONYMOUS = new Caller("anonymous", false);
}
