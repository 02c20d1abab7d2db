package io.panoptes.indexer.write;

import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.add.EntryRules;
import io.panoptes.indexer.add.ObjectTask;
import io.panoptes.indexer.source.SourceObject;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notes of objects just what the generation notes that is followed. */
record FollowedEntries(Catalogue followed) implements EntryRules {
  @Override
  public @Nullable Skipped refused(SourceObject object, Optional<ObjectEntry> known) {
    return null;
  }

  /** What a generation has of an object that it cannot follow is older: it would come back. */
  @Override
  public boolean dropsUnreadable() {
    return true;
  }

  @Override
  public Optional<ObjectEntry> entry(ObjectTask task, Optional<ObjectEntry> current) {
    ObjectEntry entry;
    try {
      entry = followed.entry(task.id()).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<PhotoEntry> photos =
        task.photos(current).stream().filter(entry.photos()::contains).toList();
    return photos.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ObjectEntry(
                entry.id(), entry.category(), entry.attributes(), entry.source(), photos));
  }
}
