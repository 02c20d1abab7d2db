package io.panoptes.indexer.transfer;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an import.
 *
 * @param replace whether objects of the catalogue that differ from the export's are replaced
 * @param report a file for a line of JSON an object, written as they are committed
 */
public record ImportOptions(boolean replace, @Nullable Path report) {
  /** Says nothing. */
  public static final ImportOptions NONE = new ImportOptions(false, null);
}
