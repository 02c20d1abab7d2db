package io.panoptes.encoder.folder;

/**
 * Something that was left out, and why.
 *
 * @param path the file or folder as the user would name it, {@code FILE:LINE} for a row of a table,
 *     or the id of an object
 * @param reason a code in lower case with hyphens, then perhaps {@code ": "} and what it means here
 */
public record Skipped(String path, String reason) {
  /** Returns one line. */
  @Override
  public String toString() {
    return path + ": " + reason;
  }
}
