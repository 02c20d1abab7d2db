package io.panoptes.indexer.edit;

import io.panoptes.encoder.command.UsageException;
import io.panoptes.indexer.failure.CatalogueBusyException;
import io.panoptes.indexer.failure.GenerationChangedException;
import io.panoptes.indexer.store.CatalogueUse;
import io.panoptes.indexer.store.IndexBatches;
import io.panoptes.indexer.store.PhotoFiles;
import io.panoptes.indexer.store.Storers;
import io.panoptes.indexer.store.SyncedCatalogue;
import io.panoptes.indexer.table.ObjectFields;
import io.panoptes.indexer.table.ObjectIds;
import io.panoptes.indexer.table.ObjectPatch;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.index.CatalogueException;
import io.panoptes.search.index.IndexSchema;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.index.IndexWriter;

/**
 * Writes single objects of a catalogue that this process serves. What it returns is on disk and
 * stays there; {@code CatalogueWriter}s of any process write the same catalogue in turns. Threads
 * may share one. Closing it ends its threads; merging that is under way ends first.
 */
public final class ObjectEditor implements Closeable {
  /** A quarter of what runs merge: other edits, which nobody wants to wait for, have to. */
  private static final double MERGED_MEGABYTES = IndexBatches.MERGED_MEGABYTES / 4;

  private final CatalogueFolder folder;
  private final Duration wait;
  private final IndexBatches.Opener indexes;
  private final Storers storers = new Storers();
  private final ExecutorService merging =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("merging-", 1).factory());
  private final AtomicInteger commits = new AtomicInteger();
  private volatile boolean closed;

  /** Makes an edit under the lock, as of the newest commit. */
  @FunctionalInterface
  private interface Decision<E extends Edit> {
    E make(IndexWriter writer) throws IOException;
  }

  /**
   * Makes one for the catalogue in {@code folder}.
   *
   * @param wait how long an edit waits for another writer's batch before it is given up with a
   *     {@link CatalogueBusyException}
   */
  public ObjectEditor(Path folder, Duration wait) {
    this(CatalogueFolder.at(folder), wait, IndexBatches.Opener.DEFAULT);
  }

  ObjectEditor(CatalogueFolder folder, Duration wait, IndexBatches.Opener indexes) {
    this.folder = folder;
    this.wait = wait;
    this.indexes = indexes;
  }

  /**
   * Makes the object {@code id} of {@code photos}, or puts it in the place of what has that id. The
   * photos' files are kept by the catalogue.
   *
   * @param leased the generation whose encoder made the photos' views; it sees what is written when
   *     this returns
   * @throws UsageException if there can be no such object
   * @throws CatalogueBusyException if another writer does not come to its end
   * @throws GenerationChangedException if {@code leased} is the current generation no more
   */
  public Edit.OfPut put(
      Catalogue leased,
      String id,
      ObjectFields fields,
      List<UploadedPhoto> photos,
      Condition condition)
      throws IOException {
    if (photos.isEmpty()) {
      throw new UsageException("an object must have at least one photo, got none");
    }
    CatalogueObject object =
        UploadedObject.of(ObjectIds.ofUpload(id), fields, photos, leased.encoder());
    try (CatalogueUse _ = CatalogueUse.share(folder, wait)) {
      store(photos);
      return edit(leased, writer -> put(writer, leased, object, condition));
    }
  }

  private void store(List<UploadedPhoto> photos) throws IOException {
    PhotoFiles files = new PhotoFiles(folder);
    List<Callable<Boolean>> pictures = new ArrayList<>();
    for (UploadedPhoto photo : photos) {
      pictures.add(() -> {
        files.writeOriginal(photo.id(), photo.content().duplicate());
        return true;
      });
      pictures.add(() -> {
        files.writeThumbnail(photo.id(), null, photo.thumbnail().duplicate());
        return true;
      });
    }
    List<Boolean> _ = storers.all(pictures);
    files.sync();
  }

  private static Edit.OfPut put(
      IndexWriter writer, Catalogue catalogue, CatalogueObject object, Condition condition)
      throws IOException {
    Optional<ObjectEntry> current = catalogue.entry(object.id());
    if (!condition.holds(current)) {
      return new Edit.Refused(current);
    }
    ObjectEntry entry = object.entry();
    if (current.isPresent() && current.get().equals(entry)) {
      return new Edit.Replaced(entry);
    }
    update(writer, object);
    return current.isPresent() ? new Edit.Replaced(entry) : new Edit.Created(entry);
  }

  /**
   * Changes what is noted of the object {@code id}; its photos stay as they are.
   *
   * @throws CatalogueBusyException if another writer does not come to its end
   * @throws GenerationChangedException if {@code leased} is the current generation no more
   */
  public Edit.OfPatch patch(Catalogue leased, String id, ObjectPatch patch, Condition condition)
      throws IOException {
    String normal = ObjectIds.normalize(id);
    return edit(leased, writer -> patch(writer, leased, normal, patch, condition));
  }

  private static Edit.OfPatch patch(
      IndexWriter writer, Catalogue catalogue, String id, ObjectPatch patch, Condition condition)
      throws IOException {
    Optional<CatalogueObject> object = catalogue.object(id);
    if (object.isEmpty()) {
      return new Edit.Missing(id);
    }
    ObjectEntry entry = object.get().entry();
    if (!condition.holds(Optional.of(entry))) {
      return new Edit.Refused(Optional.of(entry));
    }
    ObjectEntry patched = patch.of(entry);
    if (!patched.equals(entry)) {
      update(writer, new CatalogueObject(patched, object.get().views(), object.get().aggregate()));
    }
    return new Edit.Replaced(patched);
  }

  /**
   * Takes the object {@code id} out. The files of its photos stay until the catalogue is compacted:
   * others may have the same.
   *
   * @throws CatalogueBusyException if another writer does not come to its end
   * @throws GenerationChangedException if {@code leased} is the current generation no more
   */
  public Edit.OfDelete delete(Catalogue leased, String id, Condition condition) throws IOException {
    String normal = ObjectIds.normalize(id);
    return edit(leased, writer -> delete(writer, leased, normal, condition));
  }

  private static Edit.OfDelete delete(
      IndexWriter writer, Catalogue catalogue, String id, Condition condition) throws IOException {
    if (!catalogue.contains(id)) {
      return new Edit.Missing(id);
    }
    if (!condition.equals(Condition.Presence.ANY)) { // else a damaged object can be removed, too
      Optional<ObjectEntry> current = catalogue.entry(id);
      if (!condition.holds(current)) {
        return new Edit.Refused(current);
      }
    }
    long _ = writer.deleteDocuments(IndexSchema.idTerm(id));
    return new Edit.Removed(id);
  }

  private static void update(IndexWriter writer, CatalogueObject object) throws IOException {
    long _ = writer.updateDocuments(IndexSchema.idTerm(object.id()), IndexSchema.block(object));
  }

  private <E extends Edit> E edit(Catalogue leased, Decision<E> decision) throws IOException {
    IndexBatches index =
        IndexBatches.ofCurrent(folder, leased.generation(), leased.model(), wait, indexes);
    List<E> made = new ArrayList<>();
    index.write(writer -> {
      SyncedCatalogue.sync(folder, leased.generation());
      refresh(leased); // others may have written since
      made.add(decision.make(writer));
    });
    refresh(leased);
    mergeWhenDue(index);
    return made.getFirst();
  }

  private static void refresh(Catalogue leased) throws IOException {
    try {
      leased.refresh();
    } catch (CatalogueException e) {
      throw new GenerationChangedException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Has segments merged every so many commits, behind the caller's back: it takes seconds. */
  private void mergeWhenDue(IndexBatches index) {
    if (commits.incrementAndGet() % IndexBatches.COMMITS_A_MERGE == 0) {
      try {
        merging.execute(() -> merge(index));
      } catch (RejectedExecutionException e) {
        // it is being closed: what is left is left for the next writer
      }
    }
  }

  private void merge(IndexBatches index) {
    try {
      index.mergeAll(MERGED_MEGABYTES, () -> closed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    merging.close();
    storers.close();
  }
}
