package io.panoptes.indexer;

import io.panoptes.encoder.ModelId;
import io.panoptes.search.CatalogueFolder;
import io.panoptes.search.IndexSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.MergeScheduler;
import org.apache.lucene.index.MergeTrigger;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * One generation of a catalogue as written: batch by batch, each under the catalogue's lock, so
 * that several processes may take turns. A batch is committed as a whole or not at all. Merging is
 * a step of its own: a batch never waits for one.
 */
final class IndexBatches {
  /** Opens index folders: a seam, for tests whose disk is full. */
  @FunctionalInterface
  interface Opener {
    Directory open(Path folder) throws IOException;

    /** Opens folders as Lucene thinks best on this machine. */
    Opener DEFAULT = FSDirectory::open;
  }

  /** What a batch does. */
  @FunctionalInterface
  interface Batch {
    void write(IndexWriter writer) throws IOException;
  }

  private final CatalogueFolder catalogue;
  private final int generation;
  private final ModelId model;
  private final Duration wait;
  private final Opener opener;

  /**
   * Makes one.
   *
   * @param wait how long to wait for another writer's batch
   */
  IndexBatches(
      CatalogueFolder catalogue, int generation, ModelId model, Duration wait, Opener opener) {
    this.catalogue = catalogue;
    this.generation = generation;
    this.model = model;
    this.wait = wait;
    this.opener = opener;
  }

  /** Makes the index, empty; the caller has the lock. */
  void create() throws IOException {
    write(OpenMode.CREATE, NoMergePolicy.INSTANCE, IndexWriter::deleteAll);
  }

  /** Lets {@code batch} write, and commits what it wrote, if anything. */
  void write(Batch batch) throws IOException {
    try (CatalogueLock _ = lock()) {
      write(OpenMode.APPEND, NoMergePolicy.INSTANCE, batch);
    }
  }

  /** Merges segments once, if that makes queries faster; returns whether it did. */
  boolean merge() throws IOException {
    try (CatalogueLock _ = lock()) {
      SingleMerge single = new SingleMerge();
      IndexWriterConfig config = IndexSchema.writerConfig().setMergeScheduler(single);
      write(
          config.setOpenMode(OpenMode.APPEND),
          writer -> {
            writer.maybeMerge();
          });
      return single.merged;
    }
  }

  private CatalogueLock lock() throws IOException {
    CatalogueLock lock = CatalogueLock.acquire(catalogue, wait);
    try {
      int current = catalogue.currentGeneration();
      if (current != generation) {
        throw new IndexerException(
            "the catalogue "
                + catalogue
                + " has gone on to generation "
                + current
                + " meanwhile: run the command again");
      }
      return lock;
    } catch (IOException | RuntimeException | Error e) {
      try (lock) {
        throw e;
      }
    }
  }

  private void write(OpenMode mode, MergePolicy merging, Batch batch) throws IOException {
    write(IndexSchema.writerConfig().setOpenMode(mode).setMergePolicy(merging), batch);
  }

  private void write(IndexWriterConfig config, Batch batch) throws IOException {
    Path folder = catalogue.generation(generation);
    try (Directory directory = opener.open(folder);
        IndexWriter writer = new IndexWriter(directory, config.setCommitOnClose(false))) {
      batch.write(writer);
      if (writer.hasUncommittedChanges()) {
        writer.setLiveCommitData(IndexSchema.commitData(model).entrySet());
        writer.commit();
      }
    } catch (IndexerException e) {
      throw e;
    } catch (IOException e) {
      throw new IndexerException("cannot write the index " + folder + ": " + Failures.reason(e), e);
    }
  }

  /** Does the first merge that is due, in the calling thread, and leaves the others. */
  private static final class SingleMerge extends MergeScheduler {
    private boolean merged;

    @Override
    public void merge(MergeSource source, MergeTrigger trigger) throws IOException {
      MergePolicy.OneMerge merge = merged ? null : source.getNextMerge();
      if (merge != null) {
        merged = true;
        source.merge(merge);
      }
    }

    @Override
    public void close() {}
  }
}
