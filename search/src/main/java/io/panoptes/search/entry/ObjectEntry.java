package io.panoptes.search.entry;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.index.IndexWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a catalogue notes of an object, without any vector: small, and the same whichever model made
 * the vectors. Public for the indexer, which makes them.
 *
 * @param category what kind of thing it is, if that is known
 * @param attributes by name
 * @param source what it was added from: the root of its folder, or a manifest, absolute; or {@link
 *     #UPLOADED}
 * @param photos at least one, none twice
 */
public record ObjectEntry(
    String id,
    @Nullable String category,
    SortedMap<String, Attribute> attributes,
    String source,
    List<PhotoEntry> photos) {
  /** The source of objects that nobody's file holds: they came by upload. */
  public static final String UPLOADED = "upload";

  public ObjectEntry {
    requireTerm("an object's id", id);
    if (category != null) {
      requireTerm("the category of object " + id, category);
    }
    requireTerm("the source of object " + id, source);
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    attributes.forEach((name, attribute) -> requireTerms(name, attribute));
    photos = List.copyOf(photos);
    if (photos.isEmpty()) {
      throw new IllegalArgumentException(
          "an object must have at least one photo, " + id + " has none");
    }
    Set<String> photoIds = new HashSet<>();
    for (PhotoEntry photo : photos) {
      if (!photoIds.add(photo.id())) {
        throw new IllegalArgumentException(
            "an object must have a photo once, " + id + " has " + photo.name() + " twice");
      }
    }
  }

  private static void requireTerms(String name, Attribute attribute) {
    requireTerm("an attribute's name", name);
    if (attribute instanceof Attribute.Text text) {
      text.values().forEach(value -> requireTerm("the attribute " + name, value));
    }
  }

  /**
   * Checks that {@code text} can be a term of the index.
   *
   * @param what what it is, for the message
   */
  private static void requireTerm(String what, String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(what + " must not be blank");
    }
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > IndexWriter.MAX_TERM_LENGTH) {
      throw new IllegalArgumentException(
          what
              + " must be at most "
              + IndexWriter.MAX_TERM_LENGTH
              + " bytes of UTF-8, got "
              + bytes
              + ": "
              + text.substring(0, 40)
              + "…");
    }
  }

  /**
   * Returns what tells this content of the object from any other: the same for equal ids,
   * categories, attributes and photos, whatever model made the vectors and wherever the photos came
   * from.
   */
  public String tag() {
    return ContentTag.of(this);
  }
}
