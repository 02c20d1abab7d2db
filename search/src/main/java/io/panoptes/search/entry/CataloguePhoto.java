package io.panoptes.search.entry;

import io.panoptes.encoder.View;

/** A photo of a catalogue object: what is noted of it, and where the network sees it. */
public record CataloguePhoto(PhotoEntry entry, View view) {
  /** Returns the SHA-256 of the file's bytes, 64 hex digits. */
  public String id() {
    return entry.id();
  }

  /** Returns its name, unique within the object. */
  public String name() {
    return entry.name();
  }
}
