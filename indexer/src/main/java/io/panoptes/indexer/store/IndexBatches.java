package io.panoptes.indexer.store;

import io.panoptes.encoder.ModelId;
import io.panoptes.indexer.failure.Failures;
import io.panoptes.indexer.failure.GenerationChangedException;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.index.IndexSchema;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.MergeScheduler;
import org.apache.lucene.index.MergeTrigger;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * One index of a catalogue as written: batch by batch, each under the catalogue's lock, so that
 * several processes may take turns. A batch is committed as a whole or not at all. Merging is a
 * step of its own: a batch never waits for one.
 */
public final class IndexBatches {
  /** Opens index folders: a seam, for tests whose disk is full. */
  @FunctionalInterface
  public interface Opener {
    Directory open(Path folder) throws IOException;

    /** Opens folders as Lucene thinks best on this machine. */
    Opener DEFAULT = FSDirectory::open;
  }

  /** What a batch does. */
  @FunctionalInterface
  public interface Batch {
    void write(IndexWriter writer) throws IOException;
  }

  /** Takes the right to write, which closing gives back. */
  @FunctionalInterface
  private interface Right {
    Closeable take() throws IOException;
  }

  /** After how many commits there is something to merge: Lucene merges ten segments of a size. */
  public static final int COMMITS_A_MERGE = 10;

  /**
   * Merging makes no larger segments: it adds some thousand vectors a second to a graph, and other
   * writers wait for it.
   */
  public static final double MERGED_MEGABYTES = 64;

  private final Path folder;
  private final ModelId model;
  private final Right right;
  private final Opener opener;

  private IndexBatches(Path folder, ModelId model, Right right, Opener opener) {
    this.folder = folder;
    this.model = model;
    this.right = right;
    this.opener = opener;
  }

  /**
   * Makes one for {@code generation}, which must be the one that readers use whenever a batch is
   * written.
   *
   * @param wait how long to wait for another writer's batch
   */
  public static IndexBatches ofCurrent(
      CatalogueFolder catalogue, int generation, ModelId model, Duration wait, Opener opener) {
    return new IndexBatches(
        catalogue.generation(generation),
        model,
        () -> lockCurrent(catalogue, generation, wait),
        opener);
  }

  /** Makes one for an index that readers do not use, and of which the caller is the only writer. */
  public static IndexBatches aside(Path folder, ModelId model, Opener opener) {
    return new IndexBatches(folder, model, () -> () -> {}, opener);
  }

  private static CatalogueLock lockCurrent(CatalogueFolder catalogue, int generation, Duration wait)
      throws IOException {
    CatalogueLock lock = CatalogueLock.toWrite(catalogue, wait);
    try {
      int current = catalogue.currentGeneration();
      if (current != generation) {
        throw new GenerationChangedException(
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

  /** Makes the index, empty; the caller is its only writer. */
  public void create(Map<String, String> commitData) throws IOException {
    commit(
        unmerged().setOpenMode(OpenMode.CREATE),
        writer -> writer.setLiveCommitData(commitData.entrySet()));
  }

  /** Gives the index other commit data, if its last commit was with another. */
  public void describe(Map<String, String> commitData) throws IOException {
    write(writer -> {
      if (!commitData(writer).equals(commitData)) {
        writer.setLiveCommitData(commitData.entrySet());
      }
    });
  }

  /** Lets {@code batch} write, and commits what it wrote, if anything. */
  public void write(Batch batch) throws IOException {
    write(unmerged(), batch);
  }

  /**
   * Lets {@code batch} write as many documents as take {@code megabytes} into each segment, which
   * is made at one go: its graph is as good as can be.
   */
  public void writeLarge(double megabytes, Batch batch) throws IOException {
    write(unmerged().setRAMBufferSizeMB(megabytes), batch);
  }

  /** Merges segments once, to {@code most} megabytes, if that makes queries faster. */
  private boolean merge(double most) throws IOException {
    TieredMergePolicy policy = new TieredMergePolicy();
    policy.setMaxMergedSegmentMB(most);
    return merge(policy, IndexWriter::maybeMerge);
  }

  /**
   * Merges as long as there is something to, other writers getting their turn in between. What
   * cannot be merged now (no room on the disk, another writer, another generation) is left for the
   * next writer: nothing that was written depends on it.
   */
  public void mergeAll(BooleanSupplier stopped) throws IOException {
    mergeAll(MERGED_MEGABYTES, stopped);
  }

  /** Does the same, making no segments of more than {@code megabytes}. */
  public void mergeAll(double megabytes, BooleanSupplier stopped) throws IOException {
    try {
      boolean merged = true;
      while (merged && !stopped.getAsBoolean()) {
        merged = merge(megabytes);
      }
    } catch (IndexerException e) {
      // what was to be done is done, and committed
    }
  }

  /** Takes deleted documents out of a segment that has some; returns whether there was one. */
  public boolean mergeDeletes() throws IOException {
    TieredMergePolicy policy = new TieredMergePolicy();
    policy.setMaxMergedSegmentMB(MERGED_MEGABYTES).setForceMergeDeletesPctAllowed(0);
    return merge(policy, writer -> writer.forceMergeDeletes(false));
  }

  private boolean merge(MergePolicy policy, Batch batch) throws IOException {
    SingleMerge single = new SingleMerge();
    write(IndexSchema.writerConfig().setMergePolicy(policy).setMergeScheduler(single), batch);
    return single.merged;
  }

  private static IndexWriterConfig unmerged() {
    return IndexSchema.writerConfig().setMergePolicy(NoMergePolicy.INSTANCE);
  }

  private void write(IndexWriterConfig config, Batch batch) throws IOException {
    try (Closeable _ = right.take()) {
      commit(
          config.setOpenMode(OpenMode.APPEND),
          writer -> {
            requireModel(writer);
            batch.write(writer);
          });
    }
  }

  /** The last guard of the rule that vectors of two models never meet. */
  private void requireModel(IndexWriter writer) throws IOException {
    ModelId written = IndexSchema.model(commitData(writer), folder.toString());
    if (!written.equals(model)) {
      throw new GenerationChangedException(
          "the index "
              + folder
              + " is of the model "
              + written
              + ", not "
              + model
              + ": a catalogue never mixes models");
    }
  }

  private static Map<String, String> commitData(IndexWriter writer) {
    return StreamSupport.stream(writer.getLiveCommitData().spliterator(), false)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private void commit(IndexWriterConfig config, Batch batch) throws IOException {
    try (Directory directory = opener.open(folder);
        IndexWriter writer = new IndexWriter(directory, config.setCommitOnClose(false))) {
      batch.write(writer);
      if (writer.hasUncommittedChanges()) {
        writer.commit(); // with the data of the commit before
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
