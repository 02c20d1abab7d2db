package io.panoptes.indexer.add;

import io.panoptes.encoder.View;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.encoder.photo.Thumbnail;
import io.panoptes.encoder.photo.UnreadablePhotoException;
import io.panoptes.indexer.failure.Failures;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.indexer.fetch.UnreachablePhotoException;
import io.panoptes.indexer.source.ObjectSource;
import io.panoptes.indexer.source.PhotoContents;
import io.panoptes.indexer.source.SourceObject;
import io.panoptes.indexer.source.SourcePhoto;
import io.panoptes.indexer.store.IndexBatches;
import io.panoptes.indexer.store.PhotoFiles;
import io.panoptes.indexer.store.Storers;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import io.panoptes.search.index.IndexSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.lucene.index.IndexWriter;

/**
 * One run of photos into a catalogue, a pipeline in fixed memory: this thread compares folders with
 * the catalogue, others read the photos that have to be read, encode them in batches across
 * objects, write thumbnails, and write whole objects in batches. Longer than most, since the stages
 * are read as one.
 */
public final class AddRun implements Stoppable {
  /** Holds a batch of writes down to some 15 MB however many photos an object has. */
  private static final int COMMIT_PHOTOS = 4096;

  /** Thumbnails that may wait for the disk, some 10 KB each. */
  private static final int UNSTORED = 256;

  /** How long a stage waits for a full batch before it takes what there is. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private static final String CHANGED =
      "changed: it is not the photo any more that the catalogue has; indexer add takes the new one";

  /** A photo that has to be read. */
  private record ToRead(ObjectTask object, SourcePhoto photo) {}

  /** A photo that has to be encoded. */
  private record ToEncode(ObjectTask object, PhotoEntry photo, Pixels pixels) {}

  /** A thumbnail that has to be written. */
  private record ToStore(ObjectTask object, PhotoEntry photo, ByteBuffer jpeg) {}

  private final ObjectSource source;
  private final AddOptions options;
  private final Tuning tuning;
  private final Catalogue catalogue;
  private final IndexBatches index;
  private final CatalogueFolder folder;
  private final PhotoFiles files;
  private final Gone gone;
  private final EntryRules rules;
  private final Progress progress;
  private final PhotoReader reader = new PhotoReader();
  private final PhotoContents contents;

  private final Belt<ToRead> toRead;
  private final Belt<ToEncode> toEncode;
  private final Belt<ToStore> toStore;
  private final Belt<ObjectTask> toWrite;
  private final Stages stages;
  private final Tally tally;
  private int commits; // of the one thread that writes
  private volatile boolean stopped;

  /**
   * Makes one, which runs once.
   *
   * @param contents gets photos' bytes; the caller closes it
   * @param catalogue the generation that is written, by {@code index}
   */
  public AddRun(
      ObjectSource source,
      EntryRules rules,
      AddOptions options,
      Tuning tuning,
      CatalogueFolder folder,
      PhotoContents contents,
      Catalogue catalogue,
      IndexBatches index,
      Report report,
      Progress progress)
      throws IOException {
    this.source = source;
    this.options = options;
    this.tuning = tuning;
    this.catalogue = catalogue;
    this.index = index;
    this.folder = folder;
    this.files = new PhotoFiles(folder);
    this.contents = contents;
    this.rules = rules;
    this.gone = Gone.find(catalogue, source, options.part());
    this.tally = new Tally(report);
    this.progress = progress;
    this.toRead = new Belt<>(2 * tuning.decoders());
    this.toEncode = new Belt<>(4 * tuning.batch());
    this.toStore = new Belt<>(UNSTORED);
    this.toWrite = new Belt<>(tuning.commitObjects());
    this.stages = new Stages(List.of(toRead, toEncode, toStore, toWrite));
  }

  /** Ends the run soon: objects that are complete are committed, the others are dropped. */
  @Override
  public void stop() {
    stopped = true;
    contents.close();
  }

  /** Runs to the end, whichever it is. */
  public AddResult run() {
    long start = System.nanoTime();
    tally.skip(source.skipped());
    progress.begin(source.photos());
    stages.start(Stages.Kind.DECODING, tuning.decoders(), this::decode);
    stages.start(Stages.Kind.ENCODING, tuning.encoders(), this::encode);
    stages.start(Stages.Kind.STORING, Storers.THREADS, this::store);
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
    stages.perform(this::removeGone);
    stages.perform(this::merge);
    return tally.result(
        Duration.ofNanos(System.nanoTime() - start),
        stages.work(),
        catalogue.generation(),
        stages.ending(stopped));
  }

  // The stages.

  /** Finds what has to be done, object by object. */
  private void compare() throws IOException {
    for (SourceObject object : source.objects()) {
      if (stopped) {
        return;
      }
      if (!options.part().has(object.id())) {
        progress.addDone(object.photos().size());
        continue;
      }
      Optional<ObjectEntry> known = catalogue.entry(object.id());
      Skipped refused = rules.refused(object, known);
      if (refused != null) {
        tally.count(List.of(new Outcome.Refused(object.id(), refused)));
        progress.addDone(object.photos().size());
        continue;
      }
      ObjectTask task = new ObjectTask(object, known, this::isKept);
      progress.addDone(object.photos().size() - task.unread().size());
      if (task.unread().isEmpty() && rules.entry(task, known).equals(known)) {
        tally.count(List.of(new Outcome.Unchanged(object.id())));
        continue;
      }
      catalogue.object(object.id()).ifPresent(task::know);
      if (task.unread().isEmpty()) {
        toWrite.put(task);
      }
      for (SourcePhoto photo : task.unread()) {
        if (stopped) {
          return;
        }
        toRead.put(new ToRead(task, photo));
      }
    }
  }

  /** Returns whether a photo that looks unchanged need not be read. */
  private boolean isKept(PhotoEntry photo) {
    return !options.checksum()
        && (!options.keepOriginals() || Files.exists(folder.original(photo.id())));
  }

  private void decode() throws IOException {
    while (!toRead.isDrained()) {
      for (ToRead photo : toRead.take(1, PATIENCE)) {
        if (!stopped) {
          decode(photo.object(), photo.photo());
        }
      }
    }
  }

  private void decode(ObjectTask object, SourcePhoto photo) throws IOException {
    try {
      byte[] content = contents.of(photo);
      PhotoEntry entry = photo.entry(PhotoReader.id(content), content.length);
      if (photo.id() != null && !photo.id().equals(entry.id())) {
        tally.skip(List.of(new Skipped(photo.location(), CHANGED)));
      } else if (look(object, photo, entry, content)) {
        return; // the step goes on
      }
    } catch (UnreadablePhotoException | UnreachablePhotoException e) {
      if (stopped) {
        return; // the object is left for the next run
      }
      String path = photo.location();
      tally.skip(List.of(new Skipped(path, Failures.reason(e).replace(path, "it"))));
    } catch (CancellationException e) {
      throw e; // not of this photo: another stage failed
    } catch (RuntimeException e) {
      throw new IndexerException("reading " + photo.location() + " failed: " + Failures.line(e), e);
    }
    progress.addDone(1);
    finishStep(object);
  }

  /** Returns whether the photo is on its way to the network; else its view is known. */
  private boolean look(ObjectTask object, SourcePhoto photo, PhotoEntry entry, byte[] content)
      throws IOException {
    boolean isKnown = recognise(object, photo, entry);
    Photo decoded = isKnown ? null : reader.read(photo.location(), content);
    if (options.keepOriginals()) {
      files.writeOriginal(entry.id(), ByteBuffer.wrap(content));
    }
    if (decoded == null || !object.claim(photo, entry)) {
      return false;
    }
    pass(object, entry, entry.box() == null ? decoded : decoded.crop(entry.box()));
    return true;
  }

  /**
   * Returns whether the view of {@code photo} is known, or on its way; it then needs no decoding.
   */
  private boolean recognise(ObjectTask object, SourcePhoto photo, PhotoEntry entry)
      throws IOException {
    if (object.hasClaimed(entry)) {
      boolean _ = object.claim(photo, entry);
      return true;
    }
    Optional<View> known = catalogue.view(entry.id(), entry.box());
    if (known.isPresent() && object.claim(photo, entry)) {
      object.addView(entry, known.get());
    }
    return known.isPresent();
  }

  private void pass(ObjectTask object, PhotoEntry entry, Photo looked) throws IOException {
    byte[] jpeg = Thumbnail.jpeg(looked);
    Pixels pixels = catalogue.encoder().prepare(looked);
    object.addStep();
    toStore.put(new ToStore(object, entry, ByteBuffer.wrap(jpeg)));
    toEncode.put(new ToEncode(object, entry, pixels));
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
              + batch.getFirst().photo().location()
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
      ObjectTask object = batch.get(i).object();
      object.addView(batch.get(i).photo(), views.get(i));
      finishStep(object);
    }
  }

  private void store() throws IOException {
    while (!toStore.isDrained()) {
      for (ToStore thumbnail : toStore.take(1, PATIENCE)) {
        if (!stopped) {
          PhotoEntry photo = thumbnail.photo();
          files.writeThumbnail(photo.id(), photo.box(), thumbnail.jpeg());
          finishStep(thumbnail.object());
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
        photos += object.source().photos().size();
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

  /** Commits {@code batch}, whose photos' files are written; counts it when that is done. */
  private void commit(List<ObjectTask> batch) throws IOException {
    files.sync();
    List<Outcome> outcomes = new ArrayList<>();
    index.write(writer -> {
      catalogue.refresh(); // another process may have written since this run compared
      for (ObjectTask object : batch) {
        outcomes.add(write(writer, object));
      }
    });
    tally.count(outcomes);
    commits++;
    if (commits % IndexBatches.COMMITS_A_MERGE == 0) {
      index.mergeAll(() -> stopped); // each commit costs something for each segment there is
    }
  }

  private Outcome write(IndexWriter writer, ObjectTask task) throws IOException {
    Optional<CatalogueObject> current = catalogue.object(task.id());
    Optional<ObjectEntry> known = current.map(CatalogueObject::entry);
    Skipped refused = rules.refused(task.source(), known);
    if (refused != null) {
      return new Outcome.Refused(task.id(), refused);
    }
    Optional<ObjectEntry> former = known.isPresent() ? known : gone.takeRenamed(catalogue, task);
    Optional<ObjectEntry> entry = rules.entry(task, former);
    if (entry.isEmpty()) {
      if (known.isPresent() && rules.dropsUnreadable()) {
        long _ = writer.deleteDocuments(IndexSchema.idTerm(task.id()));
      }
      return new Outcome.Unreadable(task.id());
    }
    if (entry.equals(known)) {
      return new Outcome.Unchanged(task.id());
    }
    CatalogueObject object = task.object(entry.get(), current, catalogue);
    long _ = writer.updateDocuments(IndexSchema.idTerm(object.id()), IndexSchema.block(object));
    if (former.isEmpty()) {
      return new Outcome.Added(task.id());
    }
    String formerId = former.get().id();
    if (formerId.equals(task.id())) {
      return new Outcome.Updated(task.id(), null);
    }
    long _ = writer.deleteDocuments(IndexSchema.idTerm(formerId));
    return new Outcome.Updated(task.id(), formerId);
  }

  /** Lists the objects that have gone from the source, or takes them out. */
  private void removeGone() throws IOException {
    if (stopped) {
      return;
    }
    if (!options.prune()) {
      tally.gone(gone.ids());
      return;
    }
    for (List<String> batch : gone.batches(tuning.commitObjects())) {
      List<Outcome> outcomes = new ArrayList<>();
      index.write(writer -> {
        catalogue.refresh();
        for (String id : batch) {
          Optional<ObjectEntry> current = catalogue.entry(id);
          if (current.isPresent() && gone.isStillGone(current.get())) {
            long _ = writer.deleteDocuments(IndexSchema.idTerm(id));
            outcomes.add(new Outcome.Removed(id));
          }
        }
      });
      tally.count(outcomes);
    }
  }

  /** Merges segments, a bounded step at a time, so that other writers get their turn. */
  private void merge() throws IOException {
    if (tally.hasWritten()) {
      index.mergeAll(() -> stopped);
    }
  }
}
