package io.panoptes.indexer.source;

import io.panoptes.indexer.table.Metadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object that is brought to the catalogue.
 *
 * @param category what its folder or its own rows say, if they do
 * @param place its folder, or its line in a manifest, as the user would name it
 * @param row what a table says of it, if it does
 * @param isWhole whether {@code photos} are all that the source has of it; if not, others that are
 *     known stay
 * @param photos at least one
 */
public record SourceObject(
    String id,
    @Nullable String category,
    String place,
    Metadata.@Nullable Row row,
    boolean isWhole,
    List<SourcePhoto> photos) {
  public SourceObject {
    photos = List.copyOf(photos);
  }
}
