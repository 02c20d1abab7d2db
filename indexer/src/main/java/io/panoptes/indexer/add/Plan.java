package io.panoptes.indexer.add;

import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.source.ObjectSource;
import io.panoptes.indexer.source.SourceObject;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a run of {@link AddRun} would do, told without reading a photo or writing anything. */
public final class Plan {
  /** Finds what is noted of an object. */
  @FunctionalInterface
  private interface Known {
    Optional<ObjectEntry> entry(String id) throws IOException;
  }

  private final ObjectSource source;
  private final AddOptions options;
  private final CatalogueFolder folder;
  private final EntryRules rules;
  private final Tally tally;

  /** Makes one for the objects of {@code source}. */
  public Plan(ObjectSource source, EntryRules rules, AddOptions options, CatalogueFolder folder) {
    this.source = source;
    this.rules = rules;
    this.options = options;
    this.folder = folder;
    this.tally = new Tally(Report.NONE);
  }

  /** Tells what becomes of a catalogue that is not there yet. */
  public AddResult againstNothing() throws IOException {
    return compare(_ -> Optional.empty(), 0);
  }

  /** Tells what becomes of {@code catalogue}; a renamed object is told as one new and one gone. */
  public AddResult against(Catalogue catalogue) throws IOException {
    List<String> gone = Gone.find(catalogue, source, options.part()).ids();
    if (options.prune()) {
      tally.count(gone.stream().map(Outcome.Removed::new).toList());
    } else {
      tally.gone(gone);
    }
    return compare(catalogue::entry, catalogue.generation());
  }

  private AddResult compare(Known catalogue, int generation) throws IOException {
    long start = System.nanoTime();
    tally.skip(source.skipped());
    for (SourceObject object : source.objects()) {
      if (options.part().has(object.id())) {
        tally.count(List.of(outcome(object, catalogue.entry(object.id()))));
      }
    }
    return tally.result(
        Duration.ofNanos(System.nanoTime() - start),
        AddResult.Work.NONE,
        generation,
        new AddResult.Ending.Complete());
  }

  private Outcome outcome(SourceObject object, Optional<ObjectEntry> known) {
    Skipped refused = rules.refused(object, known);
    if (refused != null) {
      return new Outcome.Refused(object.id(), refused);
    }
    if (known.isEmpty()) {
      return new Outcome.Added(object.id());
    }
    ObjectTask task = new ObjectTask(object, known, this::isKept);
    return task.unread().isEmpty() && rules.entry(task, known).equals(known)
        ? new Outcome.Unchanged(object.id())
        : new Outcome.Updated(object.id(), null);
  }

  private boolean isKept(PhotoEntry photo) {
    return !options.keepOriginals() || Files.exists(folder.original(photo.id()));
  }
}
