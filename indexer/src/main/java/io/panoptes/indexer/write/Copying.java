package io.panoptes.indexer.write;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.command.Progress;
import io.panoptes.indexer.add.Stoppable;
import io.panoptes.indexer.store.IndexBatches;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.index.IndexSchema;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings a generation of the same model up to date with the current one, by copying vectors into
 * few large segments, each made at one go. What merging has done to their graphs is so undone:
 * Lucene's merges keep the larger graph and mend only nodes that lose many neighbours at once
 * (apache/lucene issue 16552).
 */
final class Copying implements Stoppable {
  /** Bytes of vectors, which the writer holds until it has its segment. */
  private static final long SEGMENT_BYTES = 64 << 20;

  private static final double SEGMENT_MEGABYTES = 1024;

  private final Progress progress;
  private volatile boolean stopped;

  Copying(Progress progress) {
    this.progress = progress;
  }

  /** Ends the copying soon, after the segment in hand. */
  @Override
  public void stop() {
    stopped = true;
  }

  /** Returns whether it came to the end; if not, it was asked to stop. */
  boolean follow(Catalogue current, Catalogue successor, IndexBatches batches) throws IOException {
    Set<String> ids = current.ids();
    removeOthers(ids, successor, batches);
    progress.begin(current.photoCount());
    Iterator<String> left = ids.iterator();
    while (left.hasNext() && !stopped) {
      batches.writeLarge(
          SEGMENT_MEGABYTES,
          writer -> {
            long bytes = 0;
            while (left.hasNext() && bytes < SEGMENT_BYTES) {
              String id = left.next();
              CatalogueObject object = current.object(id).orElseThrow();
              progress.addDone(object.views().size());
              if (!successor.object(id).equals(Optional.of(object))) { // its vectors, too
                long _ = writer.updateDocuments(IndexSchema.idTerm(id), IndexSchema.block(object));
                bytes += bytes(object);
              }
            }
          });
    }
    return !left.hasNext();
  }

  private static long bytes(CatalogueObject object) {
    Embedding aggregate = object.aggregate();
    int dimensions = aggregate.category().dimension() + aggregate.object().dimension();
    return (object.views().size() + 1L) * dimensions * Float.BYTES;
  }

  private static void removeOthers(Set<String> ids, Catalogue successor, IndexBatches batches)
      throws IOException {
    List<String> others = successor.ids().stream().filter(id -> !ids.contains(id)).toList();
    batches.write(writer -> {
      for (String id : others) {
        long _ = writer.deleteDocuments(IndexSchema.idTerm(id));
      }
    });
  }
}
