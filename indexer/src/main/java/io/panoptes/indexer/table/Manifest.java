package io.panoptes.indexer.table;

import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.failure.IndexerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What a table of photos says: CSV with a header, or JSON Lines, a row a photo.
 *
 * <ul>
 *   <li>{@code object_id} and {@code photo} are needed; {@code category}, {@code box} and {@code
 *       session} may be there, and every other column is an attribute, as in a {@link Metadata}
 *       table. An attribute of JSON may be an array; its text is not parted.
 *   <li>{@code photo} is a path, relative to the manifest's folder or absolute, or an {@code https}
 *       address. Files are looked at and not opened; addresses are not asked. What lies in the
 *       folder by its path must do so by its links, too.
 *   <li>An object's rows may lie anywhere. It has what any of them says; where two differ, the
 *       first holds and the other is listed.
 *   <li>A row that cannot be used is listed and says nothing; the others count.
 * </ul>
 *
 * @param folder where the manifest is, absolute and normalised
 * @param objects at least one, in the order of their first photos, no id twice
 * @param skipped in the order of the table
 * @param unusable ids of objects in rows that could not be used
 * @param isWhole whether the object of every row is known, be the row usable or not
 */
public record Manifest(
    Path folder,
    List<ManifestObject> objects,
    List<Skipped> skipped,
    Set<String> unusable,
    boolean isWhole) {
  static final String PHOTO = "photo";
  static final String BOX = "box";
  static final String SESSION = "session";

  public Manifest {
    objects = List.copyOf(objects);
    skipped = List.copyOf(skipped);
    unusable = Set.copyOf(unusable);
  }

  /**
   * Reads the manifest in {@code file}.
   *
   * @throws IndexerException if it cannot be read, its header cannot be used, or none of its rows
   */
  public static Manifest read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IndexerException("there is no manifest " + file);
    }
    ManifestRows rows = new ManifestRows(file);
    Table.read(file, List.of(Column.OBJECT_ID, PHOTO), rows);
    return rows.manifest();
  }

  /** Returns the number of photos. */
  public long photos() {
    return objects.stream().mapToLong(object -> object.photos().size()).sum();
  }
}
