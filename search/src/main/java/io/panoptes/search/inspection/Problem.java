package io.panoptes.search.inspection;

import java.util.List;

/**
 * Something that is wrong with a catalogue: what, how often, where, and what mends it. Public for
 * commands, which print it.
 *
 * @param count how many there are, at least as many as are listed
 * @param places the first of them, each as a line that names place and value
 */
public record Problem(Kind kind, long count, List<String> places) {
  /** What can be wrong. */
  public enum Kind {
    /** What points to the current generation. */
    POINTER(
        "catalogue.json cannot be used",
        "put catalogue.json back from a backup, or take an export: indexer import FILE"),
    /** The files of the index. */
    INDEX_FILES(
        "files of the index are damaged or missing",
        "take an export (indexer import FILE), or add the photos to a new catalogue (indexer add"
            + " --object-dir DIR --index NEW)"),
    /** The folder of the model. */
    MODEL(
        "the model is gone or altered",
        "put the model's folder back from a backup, from an export, or from where the model was"
            + " made"),
    /** Documents of an object. */
    OBJECT(
        "objects are not whole",
        "indexer remove ID, then indexer add --object-dir DIR with the folder it came from"),
    /** A document without an object. */
    STRAY("documents belong to no object", "indexer compact --rebuild"),
    /** Vectors and their norms. */
    VECTORS(
        "vectors are missing or wrong",
        "indexer remove ID, then indexer add --object-dir DIR with the folder it came from"),
    /** The small pictures. */
    THUMBNAILS(
        "thumbnails are missing or empty",
        "put them back from a backup, or indexer remove ID, then indexer add --object-dir DIR with"
            + " the folder it came from"),
    /** The photos that the catalogue keeps. */
    ORIGINALS(
        "kept photos are not what they were",
        "put them back from a backup or an export: without, a new model cannot take these objects"
            + " along"),
    /** How much of what is near the graph finds. */
    RECALL("the graph misses too much of what is near", "indexer compact --rebuild"),
    /** What was removed and still takes room. */
    DELETED("too many documents are deleted ones", "indexer compact");

    private final String what;
    private final String mend;

    Kind(String what, String mend) {
      this.what = what;
      this.mend = mend;
    }

    /** Returns what is wrong, for people. */
    public String what() {
      return what;
    }

    /** Returns what mends it, for people. */
    public String mend() {
      return mend;
    }
  }

  public Problem {
    places = List.copyOf(places);
    if (places.isEmpty() || count < places.size()) {
      throw new IllegalArgumentException(
          "a problem must be listed at least once and at most as often as it is there, got "
              + places.size()
              + " places of "
              + count);
    }
  }
}
