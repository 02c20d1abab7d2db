package io.panoptes.indexer.transfer;

import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.search.entry.CatalogueObject;
import java.io.IOException;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The objects of an export, one by one, by id: each only once, and as many as the export says.
 * Closing closes the lines that they are read from; one thread reads.
 */
final class ExportedObjects implements AutoCloseable {
  private final Lines lines;
  private final ExportManifest manifest;
  private BytesRef last = new BytesRef();
  private long objects;
  private long photos;

  ExportedObjects(Lines lines, ExportManifest manifest) {
    this.lines = lines;
    this.manifest = manifest;
  }

  /**
   * Returns the next; null after the last.
   *
   * @throws IndexerException if it is none, or others are there than the export says
   */
  @Nullable CatalogueObject next() throws IOException {
    byte[] line = lines.next();
    if (line == null) {
      if (objects != manifest.objects() || photos != manifest.photos()) {
        throw new IndexerException(
            ExportFormat.MANIFEST
                + " promises "
                + manifest.objects()
                + " objects with "
                + manifest.photos()
                + " photos, got "
                + objects
                + " with "
                + photos
                + " ("
                + lines.place()
                + ")");
      }
      return null;
    }
    CatalogueObject object = ExportedObject.parse(line, manifest, lines.place());
    BytesRef id = new BytesRef(object.id());
    if (id.compareTo(last) <= 0) {
      throw new IndexerException(
          lines.place()
              + ": objects must be in the order of their ids, each once, got "
              + object.id()
              + " after "
              + last.utf8ToString());
    }
    last = id;
    objects++;
    photos += object.views().size();
    return object;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
