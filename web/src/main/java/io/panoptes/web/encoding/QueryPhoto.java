package io.panoptes.web.encoding;

import io.panoptes.encoder.View;

/** What became of a photo of a query. */
public sealed interface QueryPhoto {
  /** Returns what the caller calls it. */
  String name();

  /** It was seen; {@code id} is the SHA-256 of its bytes. */
  record Seen(String name, String id, View view) implements QueryPhoto {}

  /** It was left out; {@code reason} is a code, {@code message} the whole story. */
  record LeftOut(String name, String reason, String message) implements QueryPhoto {}
}
