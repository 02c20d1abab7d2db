package io.panoptes.indexer;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.View;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.PhotoFile;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.PhotoTree;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.encoder.photo.Thumbnail;
import io.panoptes.encoder.photo.UnreadablePhotoException;
import io.panoptes.search.Attribute;
import io.panoptes.search.Catalogue;
import io.panoptes.search.CatalogueObject;
import io.panoptes.search.CataloguePhoto;
import io.panoptes.search.IndexSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.apache.lucene.index.IndexWriter;
import org.jspecify.annotations.Nullable;

/**
 * One run of photos into a catalogue, a pipeline in fixed memory: this thread compares folders with
 * the catalogue, others read the photos that have to be read, encode them in batches across
 * objects, write thumbnails, and write whole objects in batches. Longer than most, since the stages
 * are read as one.
 */
final class AddRun {
  /** Holds a batch of writes down to some 15 MB however many photos an object has. */
  private static final int COMMIT_PHOTOS = 4096;

  /**
   * Threads that write thumbnails. They wait for the disk, not for a processor: syncing a file took
   * 3 to 50 ms, and file systems sync what many threads ask for at once.
   */
  private static final int STORERS = 16;

  /** Thumbnails that may wait for the disk, some 10 KB each. */
  private static final int UNSTORED = 256;

  /** How long a stage waits for a full batch before it takes what there is. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** A photo that has to be read. */
  private record ToRead(ObjectTask object, PhotoFile file) {
    Path path() {
      return file.in(object.folder().folder());
    }
  }

  /** A photo that has to be encoded. */
  private record ToEncode(ToRead photo, String id, Pixels pixels) {}

  /** A thumbnail that has to be written. */
  private record ToStore(ToRead photo, String id, ByteBuffer jpeg) {}

  private final PhotoTree tree;
  private final Metadata metadata;
  private final AddOptions options;
  private final Tuning tuning;
  private final Catalogue catalogue;
  private final IndexBatches index;
  private final Thumbnails thumbnails;
  private final Progress progress;
  private final PhotoReader reader = new PhotoReader();

  private final Belt<ToRead> toRead;
  private final Belt<ToEncode> toEncode;
  private final Belt<ToStore> toStore;
  private final Belt<ObjectTask> toWrite;
  private final Stages stages;
  private final AddTally tally = new AddTally();
  private volatile boolean stopped;

  AddRun(
      PhotoTree tree,
      Metadata metadata,
      AddOptions options,
      Tuning tuning,
      Catalogue catalogue,
      IndexBatches index,
      Thumbnails thumbnails,
      Progress progress) {
    this.tree = tree;
    this.metadata = metadata;
    this.options = options;
    this.tuning = tuning;
    this.catalogue = catalogue;
    this.index = index;
    this.thumbnails = thumbnails;
    this.progress = progress;
    this.toRead = new Belt<>(2 * tuning.decoders());
    this.toEncode = new Belt<>(4 * tuning.batch());
    this.toStore = new Belt<>(UNSTORED);
    this.toWrite = new Belt<>(tuning.commitObjects());
    this.stages = new Stages(List.of(toRead, toEncode, toStore, toWrite));
  }

  /** Ends the run soon: objects that are complete are committed, the others are dropped. */
  void stop() {
    stopped = true;
  }

  /** Runs to the end, whichever it is. */
  AddResult run() {
    long start = System.nanoTime();
    tally.skip(tree.skipped());
    tally.skip(metadata.skipped());
    progress.begin(tree.photos());
    stages.start(Stages.Kind.DECODING, tuning.decoders(), this::decode);
    stages.start(Stages.Kind.ENCODING, tuning.encoders(), this::encode);
    stages.start(Stages.Kind.STORING, STORERS, this::store);
    stages.start(Stages.Kind.WRITING, 1, this::write);
    stages.perform(this::compare);
    toRead.close();
    stages.join(Stages.Kind.DECODING);
    toEncode.close();
    toStore.close();
    stages.join(Stages.Kind.ENCODING);
    stages.join(Stages.Kind.STORING);
    toWrite.close();
    stages.join(Stages.Kind.WRITING);
    stages.perform(this::merge);
    return tally.result(
        Duration.ofNanos(System.nanoTime() - start),
        stages.work(),
        catalogue.generation(),
        stages.ending(stopped));
  }

  // The stages.

  /** Finds what has to be done, folder by folder. */
  private void compare() throws IOException {
    for (PhotoFolder folder : tree.objects()) {
      if (stopped) {
        return;
      }
      Optional<CatalogueObject> known = catalogue.object(folder.id());
      ObjectTask task = new ObjectTask(folder, known);
      Skipped refused = refused(folder, known);
      if (refused != null) {
        tally.count(List.of(new Outcome.Refused(refused)));
        progress.addDone(folder.photos().size());
        continue;
      }
      progress.addDone(folder.photos().size() - task.unread().size());
      if (task.unread().isEmpty()) {
        if (known.equals(assemble(task, known))) {
          tally.count(List.of(new Outcome.Unchanged()));
        } else {
          toWrite.put(task);
        }
      }
      for (PhotoFile file : task.unread()) {
        if (stopped) {
          return;
        }
        toRead.put(new ToRead(task, file));
      }
    }
  }

  private void decode() throws IOException {
    while (!toRead.isDrained()) {
      for (ToRead photo : toRead.take(1, PATIENCE)) {
        if (!stopped) {
          decode(photo);
        }
      }
    }
  }

  private void decode(ToRead photo) throws IOException {
    ObjectTask object = photo.object();
    try {
      if (!object.recognise(photo.file())) {
        Photo decoded = reader.read(photo.path());
        if (object.claim(photo.file(), decoded.id())) {
          byte[] jpeg = Thumbnail.jpeg(decoded);
          Pixels pixels = catalogue.encoder().prepare(decoded);
          object.addStep();
          toStore.put(new ToStore(photo, decoded.id(), ByteBuffer.wrap(jpeg)));
          toEncode.put(new ToEncode(photo, decoded.id(), pixels));
          return;
        }
      }
    } catch (UnreadablePhotoException e) {
      String path = photo.path().toString();
      tally.skip(List.of(new Skipped(path, Failures.reason(e).replace(path, "it"))));
    } catch (CancellationException e) {
      throw e; // not of this photo: another stage failed
    } catch (RuntimeException e) {
      throw new IndexerException("reading " + photo.path() + " failed: " + Failures.line(e), e);
    }
    progress.addDone(1);
    finishStep(object);
  }

  private void encode() throws IOException {
    while (!toEncode.isDrained()) {
      List<ToEncode> batch = toEncode.take(tuning.batch(), PATIENCE);
      if (!batch.isEmpty() && !stopped) {
        encode(batch);
      }
    }
  }

  private void encode(List<ToEncode> batch) throws IOException {
    List<View> views;
    try {
      views = catalogue.encoder().encode(batch.stream().map(ToEncode::pixels).toList());
    } catch (RuntimeException e) {
      throw new IndexerException(
          "encoding "
              + batch.getFirst().photo().path()
              + " and "
              + (batch.size() - 1)
              + " photos more failed: "
              + Failures.line(e),
          e);
    }
    tally.encoded(batch.size());
    progress.addEncoded(batch.size());
    progress.addDone(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      ObjectTask object = batch.get(i).photo().object();
      object.addView(batch.get(i).id(), views.get(i));
      finishStep(object);
    }
  }

  private void store() throws IOException {
    while (!toStore.isDrained()) {
      for (ToStore thumbnail : toStore.take(1, PATIENCE)) {
        if (!stopped) {
          thumbnails.write(thumbnail.id(), thumbnail.jpeg());
          finishStep(thumbnail.photo().object());
        }
      }
    }
  }

  private void finishStep(ObjectTask object) {
    if (object.finishStep()) {
      toWrite.put(object);
    }
  }

  private void write() throws IOException {
    List<ObjectTask> batch = new ArrayList<>();
    int photos = 0;
    long due = 0;
    while (!toWrite.isDrained()) {
      for (ObjectTask object : toWrite.take(1, PATIENCE)) {
        if (batch.isEmpty()) {
          due = System.nanoTime() + tuning.commitAfter().toNanos();
        }
        batch.add(object);
        photos += object.folder().photos().size();
      }
      boolean isFull = batch.size() >= tuning.commitObjects() || photos >= COMMIT_PHOTOS;
      if (isFull || (!batch.isEmpty() && System.nanoTime() - due >= 0)) {
        commit(batch);
        batch.clear();
        photos = 0;
      }
    }
    if (!batch.isEmpty()) {
      commit(batch);
    }
  }

  /** Commits {@code batch}, whose photos' thumbnails are written; counts it when that is done. */
  private void commit(List<ObjectTask> batch) throws IOException {
    thumbnails.sync();
    List<Outcome> outcomes = new ArrayList<>();
    index.write(writer -> {
      catalogue.refresh(); // another process may have written since this run compared
      for (ObjectTask object : batch) {
        outcomes.add(write(writer, object));
      }
    });
    tally.count(outcomes);
  }

  private Outcome write(IndexWriter writer, ObjectTask task) throws IOException {
    Optional<CatalogueObject> current = catalogue.object(task.folder().id());
    Skipped refused = refused(task.folder(), current);
    if (refused != null) {
      return new Outcome.Refused(refused);
    }
    Optional<CatalogueObject> assembled = assemble(task, current);
    if (assembled.isEmpty()) {
      return new Outcome.Unreadable();
    }
    if (assembled.equals(current)) {
      return new Outcome.Unchanged();
    }
    CatalogueObject object = assembled.get();
    long _ = writer.updateDocuments(IndexSchema.idTerm(object.id()), IndexSchema.block(object));
    return current.isPresent() ? new Outcome.Updated() : new Outcome.Added();
  }

  /** Merges segments, a bounded step at a time, so that other writers get their turn. */
  private void merge() throws IOException {
    if (tally.hasWritten()) {
      boolean merged = true;
      while (merged && !stopped) {
        merged = index.merge();
      }
    }
  }

  // What an object is to be.

  private @Nullable Skipped refused(PhotoFolder folder, Optional<CatalogueObject> known) {
    if (options.replace() || known.isEmpty() || known.get().source().equals(source())) {
      return null;
    }
    return new Skipped(
        folder.folder().toString(),
        "of-another-root: the object "
            + folder.id()
            + " was added from "
            + known.get().source()
            + "; --replace takes it over");
  }

  private String source() {
    return tree.root().toString();
  }

  /**
   * Returns the object that {@code task} makes, none if it has no photos.
   *
   * @param current the object as the catalogue has it now: what this run says nothing of stays
   */
  private Optional<CatalogueObject> assemble(ObjectTask task, Optional<CatalogueObject> current)
      throws IOException {
    List<CataloguePhoto> photos = task.photos(current);
    if (photos.isEmpty()) {
      return Optional.empty();
    }
    PhotoFolder folder = task.folder();
    Metadata.@Nullable Row row = metadata.rows().get(folder.id());
    return Optional.of(
        new CatalogueObject(
            folder.id(),
            category(folder, row, current),
            attributes(row, current),
            source(),
            photos,
            aggregateOf(photos, current)));
  }

  private @Nullable String category(
      PhotoFolder folder, Metadata.@Nullable Row row, Optional<CatalogueObject> current) {
    if (row != null && row.category() != null) {
      return row.category();
    }
    String before = row == null && current.isPresent() ? current.get().category() : null;
    if (folder.category() != null) {
      return before == null ? folder.category() : before; // set by a table once
    }
    return options.category() == null ? before : options.category();
  }

  private static SortedMap<String, Attribute> attributes(
      Metadata.@Nullable Row row, Optional<CatalogueObject> current) {
    if (row != null) {
      return row.attributes();
    }
    return current.map(CatalogueObject::attributes).orElseGet(TreeMap::new);
  }

  private Embedding aggregateOf(List<CataloguePhoto> photos, Optional<CatalogueObject> current)
      throws IOException {
    if (current.isPresent() && ids(photos).equals(ids(current.get().photos()))) {
      return current.get().aggregate();
    }
    Encoder encoder = catalogue.encoder();
    return encoder.aggregate(photos.stream().map(CataloguePhoto::view).toList());
  }

  private static Set<String> ids(List<CataloguePhoto> photos) {
    Set<String> ids = new HashSet<>();
    for (CataloguePhoto photo : photos) {
      ids.add(photo.id());
    }
    return ids;
  }

  /** What has come of a run so far, for all its threads. */
  private static final class AddTally {
    // Guarded by this.
    private final List<Skipped> skipped = new ArrayList<>();
    private int added;
    private int updated;
    private int unchanged;
    private long encoded;

    synchronized void skip(List<Skipped> more) {
      skipped.addAll(more);
    }

    synchronized void encoded(int photos) {
      encoded += photos;
    }

    synchronized void count(List<Outcome> outcomes) {
      for (Outcome outcome : outcomes) {
        switch (outcome) {
          case Outcome.Added _ -> added++;
          case Outcome.Updated _ -> updated++;
          case Outcome.Unchanged _ -> unchanged++;
          case Outcome.Unreadable _ -> {}
          case Outcome.Refused refused -> skipped.add(refused.skipped());
        }
      }
    }

    synchronized boolean hasWritten() {
      return added + updated > 0;
    }

    synchronized AddResult result(
        Duration wall, AddResult.Work work, int generation, AddResult.Ending ending) {
      Collections.sort(skipped, Comparator.comparing(Skipped::path).thenComparing(Skipped::reason));
      return new AddResult(
          added, updated, unchanged, skipped, encoded, wall, work, generation, ending);
    }
  }
}
