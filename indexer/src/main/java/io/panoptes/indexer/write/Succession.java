package io.panoptes.indexer.write;

import io.panoptes.encoder.InvalidModelException;
import io.panoptes.encoder.Model;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.indexer.store.CatalogueLock;
import io.panoptes.indexer.store.IndexBatches;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.index.CatalogueException;
import io.panoptes.search.index.IndexSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import java.util.SortedSet;
import org.apache.lucene.util.IOUtils;

/**
 * The making of the generation that is to take the current one's place: aside, while that one keeps
 * serving and taking changes; whole, before anything points to it. A killed one is gone on with.
 *
 * <p>Its index lies in {@code generations/NNNN.building}, is renamed to {@code generations/NNNN}
 * when it is whole, and only then pointed to. A process that dies between the two leaves a whole
 * generation that nobody uses: the next one goes on with that, under a new number.
 */
final class Succession {
  /** Brings one generation up to date with another. */
  @FunctionalInterface
  interface Following {
    /** Returns whether it came to the end; if not, it was asked to stop. */
    boolean follow(Catalogue current, Catalogue successor, IndexBatches batches) throws IOException;
  }

  /** Whether the successor, as it is now, may take the current generation's place. */
  @FunctionalInterface
  interface Approval {
    boolean approve(Catalogue current, Catalogue successor) throws IOException;

    /** It may. */
    Approval GIVEN = (current, successor) -> true;
  }

  /** How often changes are caught up with before writers have to wait for the last of them. */
  private static final int PASSES = 4;

  private final CatalogueFolder folder;
  private final Model.Opener models;
  private final IndexBatches.Opener indexes;
  private final Duration wait;

  Succession(
      CatalogueFolder folder, Model.Opener models, IndexBatches.Opener indexes, Duration wait) {
    this.folder = folder;
    this.models = models;
    this.indexes = indexes;
    this.wait = wait;
  }

  /**
   * Makes the next generation, of {@code model}, and puts it in the place of {@code current} if
   * that is approved; returns the number of the generation that readers use then. The caller has
   * the right to rebuild.
   */
  int succeed(Catalogue current, Model model, Following following, Approval approval)
      throws IOException {
    keep(model);
    int number = begin(current, model);
    IndexBatches.aside(folder.building(number), model.id(), indexes)
        .describe(IndexSchema.commitData(model.id(), current.generation()));
    return replace(current, number, folder.building(number), following, approval);
  }

  /**
   * Puts the generation before {@code current} in its place again, with what was written since, if
   * that is approved; returns the number of the generation that readers use then.
   */
  int goBack(Catalogue current, Following following, Approval approval) throws IOException {
    int previous =
        current
            .previousGeneration()
            .orElseThrow(() ->
                new IndexerException(
                    "generation "
                        + current.generation()
                        + " of the catalogue "
                        + folder
                        + " has none before it"));
    Path index = folder.generation(previous);
    if (!Files.isDirectory(index)) {
      throw new IndexerException(
          "generation " + previous + " of the catalogue " + folder + " has been cleared away");
    }
    return replace(current, previous, index, following, approval);
  }

  private int replace(
      Catalogue current, int number, Path index, Following following, Approval approval)
      throws IOException {
    if (!follow(current, number, index, following, approval)) {
      return current.generation();
    }
    for (int pass = 1; ; pass++) {
      long followed = current.commit();
      try (CatalogueLock _ = CatalogueLock.toWrite(folder, wait)) {
        requireCurrent(current);
        current.refresh();
        if (current.commit() == followed
            || (pass > PASSES && follow(current, number, index, following, approval))) {
          pointTo(number, index);
          return number;
        }
      }
      if (!follow(current, number, index, following, approval)) {
        return current.generation();
      }
    }
  }

  private boolean follow(
      Catalogue current, int number, Path index, Following following, Approval approval)
      throws IOException {
    try (Catalogue successor = Catalogue.open(folder, number, index, models)) {
      IndexBatches batches = IndexBatches.aside(index, successor.model(), indexes);
      boolean whole = following.follow(current, successor, batches);
      successor.refresh();
      return whole && approval.approve(current, successor);
    }
  }

  private void requireCurrent(Catalogue current) throws IOException {
    if (folder.currentGeneration() != current.generation()) {
      throw new IndexerException(
          "the catalogue " + folder + " has gone on to another generation: run the command again");
    }
  }

  private void pointTo(int number, Path index) throws IOException {
    if (!index.equals(folder.generation(number))) {
      Files.move(index, folder.generation(number), StandardCopyOption.ATOMIC_MOVE);
      IOUtils.fsync(generations(), true);
    }
    folder.pointTo(number);
  }

  private Path generations() {
    return Objects.requireNonNull(folder.generation(1).getParent());
  }

  /** Keeps a whole copy of {@code model} in the catalogue. */
  private void keep(Model model) throws IOException {
    Path kept = folder.model(model.id());
    try {
      if (Files.isDirectory(kept) && models.open(kept).id().equals(model.id())) {
        return;
      }
    } catch (InvalidModelException e) {
      // half a copy, of a process that died
    }
    IOUtils.rm(kept);
    model.copyTo(kept);
    IOUtils.fsync(folder.models(), true);
  }

  /** Returns the number of the index to fill, which is empty or what an earlier run left. */
  private int begin(Catalogue current, Model model) throws IOException {
    SortedSet<Integer> whole = folder.generations();
    SortedSet<Integer> building = folder.generationsBuilding();
    int number = Math.max(whole.last(), building.isEmpty() ? 0 : building.last()) + 1;
    boolean isRebuilt = model.id().equals(current.model()); // what has served needs new graphs, too
    for (int left : building) {
      if (isFor(model, left, folder.building(left))) {
        return left;
      }
      if (!isRebuilt) { // a change of models that was begun waits while graphs are rebuilt
        IOUtils.rm(folder.building(left));
      }
    }
    for (int left : whole.tailSet(current.generation() + 1)) {
      if (!isRebuilt && isFor(model, left, folder.generation(left))) {
        Files.move(
            folder.generation(left), folder.building(number), StandardCopyOption.ATOMIC_MOVE);
        IOUtils.fsync(generations(), true);
        return number;
      }
    }
    Path index = Files.createDirectory(folder.building(number));
    IndexBatches.aside(index, model.id(), indexes)
        .create(IndexSchema.commitData(model.id(), current.generation()));
    return number;
  }

  private boolean isFor(Model model, int number, Path index) throws IOException {
    try (Catalogue left = Catalogue.open(folder, number, index, models)) {
      return left.model().equals(model.id());
    } catch (CatalogueException e) {
      return false; // not even its first commit was done
    }
  }
}
