package io.panoptes.indexer.add;

import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.source.SourceObject;
import io.panoptes.search.entry.ObjectEntry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what is to be noted of the objects that a run brings. */
public interface EntryRules {
  /** Returns why {@code object} is left out, or null if it is not. */
  @Nullable Skipped refused(SourceObject object, Optional<ObjectEntry> known);

  /** Returns whether an object goes that is known and of which no photo can be read any more. */
  boolean dropsUnreadable();

  /**
   * Returns what is to be noted of the object that {@code task} brings; empty if it has no photos.
   *
   * @param current what is noted of it now, perhaps under another id: what the run says nothing of
   *     stays
   */
  Optional<ObjectEntry> entry(ObjectTask task, Optional<ObjectEntry> current);
}
