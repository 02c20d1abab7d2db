package io.panoptes.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.FakeModel;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Reads a catalogue while a command changes it: one reader stays with what it opened, another sees
 * each commit. Both see whole objects, as they were before or as they are to be after. One thread
 * uses it.
 */
final class Onlooker implements Closeable {
  private final Path folder;
  private final CatalogueState before;
  private final CatalogueState after;
  private final boolean atOnce;
  private final @Nullable Catalogue opened;
  private @Nullable Catalogue latest;

  /**
   * Makes one.
   *
   * @param atOnce whether there is nothing between before and after
   */
  Onlooker(Path folder, CatalogueState before, CatalogueState after, boolean atOnce)
      throws IOException {
    this.folder = folder;
    this.before = before;
    this.after = after;
    this.atOnce = atOnce;
    this.opened = before.generation() == 0 ? null : Catalogue.open(folder, FakeModel::open);
  }

  /** Looks at the newest commit. */
  void look() throws IOException {
    CatalogueFolder catalogue = CatalogueFolder.at(folder);
    if (catalogue.exists()) {
      Catalogue reader = latest;
      if (reader == null || reader.generation() != catalogue.currentGeneration()) {
        IOUtils.close(reader);
        reader = Catalogue.open(folder, FakeModel::open);
        latest = reader;
      } else {
        reader.refresh();
      }
      assertThat(reader.model()).isIn(before.model(), after.model());
      requireAllowed(CatalogueState.entries(reader));
    }
  }

  /** Requires that the reader that was opened before the command still sees what it saw then. */
  void requireStill() throws IOException {
    if (opened != null) {
      assertThat(CatalogueState.entries(opened)).isEqualTo(before.objects());
    }
  }

  /** Requires of {@code objects} that each is as before or as after, and none is in between. */
  void requireAllowed(SortedMap<String, ObjectEntry> objects) {
    if (atOnce && !objects.equals(before.objects())) {
      assertThat(objects).isEqualTo(after.objects());
      return;
    }
    Set<String> ids = new HashSet<>(objects.keySet());
    ids.addAll(before.objects().keySet());
    ids.addAll(after.objects().keySet());
    for (String id : ids) {
      assertThat(objects.get(id))
          .as("the object " + id)
          .isIn(before.objects().get(id), after.objects().get(id));
      String former = formerId(id);
      assertThat(former != null && objects.containsKey(former) && objects.containsKey(id))
          .as(id + " beside " + former + ", whose new name it is")
          .isFalse();
      assertThat(former == null || objects.containsKey(former) || objects.containsKey(id))
          .as(id + " or " + former + ", whose new name it is")
          .isTrue();
    }
  }

  /** Returns the id that the new object {@code id} had before, if it was renamed. */
  private @Nullable String formerId(String id) {
    ObjectEntry object = after.objects().get(id);
    if (object == null || before.objects().containsKey(id)) {
      return null;
    }
    return before.objects().values().stream()
        .filter(old -> !after.objects().containsKey(old.id()))
        .filter(old -> photoIds(old).equals(photoIds(object)))
        .map(ObjectEntry::id)
        .reduce((_, last) -> last) // of several, one is taken
        .orElse(null);
  }

  private static List<String> photoIds(ObjectEntry object) {
    return object.photos().stream().map(PhotoEntry::id).toList();
  }

  @Override
  public void close() throws IOException {
    IOUtils.close(opened, latest);
  }
}
