package io.panoptes.indexer.transfer;

import io.panoptes.encoder.folder.Skipped;
import java.time.Duration;
import java.util.List;

/**
 * What an export holds.
 *
 * @param photos in all objects; one in two objects counts twice
 * @param thumbnails each once
 * @param originals files of photos, each once
 * @param bytes size of the file
 * @param skipped what should be in it and could not be read
 */
public record ExportResult(
    long objects,
    long photos,
    long thumbnails,
    long originals,
    long bytes,
    List<Skipped> skipped,
    Duration wall) {
  public ExportResult {
    skipped = List.copyOf(skipped);
  }
}
