package io.panoptes.indexer.add;

import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.source.SourceObject;
import io.panoptes.indexer.table.Metadata;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be noted of objects that are added, given what is said of them and what was noted
 * before.
 *
 * @param root what is noted as the place they came from
 */
public record AddedEntries(String root, AddOptions options) implements EntryRules {
  @Override
  public @Nullable Skipped refused(SourceObject object, Optional<ObjectEntry> known) {
    if (options.replace() || known.isEmpty() || known.get().source().equals(root)) {
      return null;
    }
    return new Skipped(
        object.place(),
        "of-another-root: the object "
            + object.id()
            + " was added from "
            + known.get().source()
            + "; --replace takes it over");
  }

  @Override
  public boolean dropsUnreadable() {
    return false;
  }

  @Override
  public Optional<ObjectEntry> entry(ObjectTask task, Optional<ObjectEntry> current) {
    SourceObject object = task.source();
    List<PhotoEntry> photos = task.photos(current);
    if (photos.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ObjectEntry(
            object.id(), category(object, current), attributes(object, current), root, photos));
  }

  private @Nullable String category(SourceObject object, Optional<ObjectEntry> current) {
    Metadata.Row row = object.row();
    if (row != null && row.category() != null) {
      return row.category();
    }
    String before = current.isPresent() ? setBefore(object, current.get()) : null;
    if (object.category() != null) {
      return before == null ? object.category() : before; // set by a table once
    }
    return options.category() == null ? before : options.category();
  }

  /** Returns the category of {@code current}, unless it came with a folder's former place. */
  private static @Nullable String setBefore(SourceObject object, ObjectEntry current) {
    String category = current.category();
    boolean moved = !current.id().equals(object.id());
    return moved && category != null && current.id().startsWith(category + "/") ? null : category;
  }

  private static SortedMap<String, Attribute> attributes(
      SourceObject object, Optional<ObjectEntry> current) {
    Metadata.Row row = object.row();
    if (row != null) {
      return row.attributes();
    }
    return current.map(ObjectEntry::attributes).orElseGet(TreeMap::new);
  }
}
