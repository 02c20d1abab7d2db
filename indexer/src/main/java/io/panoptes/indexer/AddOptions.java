package io.panoptes.indexer;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is said of all objects of one run.
 *
 * @param category the category of objects whose folder and row name none
 * @param metadata a table of attributes, if there is one
 * @param replace whether objects of another source root are taken over rather than refused
 */
public record AddOptions(@Nullable String category, @Nullable Path metadata, boolean replace) {
  /** Says nothing. */
  public static final AddOptions NONE = new AddOptions(null, null, false);
}
