package io.panoptes.encoder.folder;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A folder whose photos show one object.
 *
 * @param id the object's id, Unicode NFC
 * @param category the first part of an id that has several, else none, unless a table names another
 * @param folder where the photos are, as the user would name it
 * @param photos at least one, by name or in the order of their views
 */
public record PhotoFolder(
    String id, @Nullable String category, Path folder, List<PhotoFile> photos) {
  public PhotoFolder {
    photos = List.copyOf(photos);
  }
}
