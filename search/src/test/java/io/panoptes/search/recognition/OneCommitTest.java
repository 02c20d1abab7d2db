package io.panoptes.search.recognition;

import static io.panoptes.search.catalogue.TestCatalogue.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.View;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.TestCatalogue;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.query.Space;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OneCommitTest {
  private static final RecognitionOptions OPTIONS = RecognitionOptions.DEFAULT.withTop(5);

  @TempDir Path folder;

  /** Photos that, as soon as they are looked at, are in a newer commit of the catalogue, too. */
  private static final class PhotosOfWhatIsBeingAdded extends AbstractList<View> {
    private final CatalogueObject added;
    private final TestCatalogue written;
    private final Catalogue read;

    PhotosOfWhatIsBeingAdded(CatalogueObject added, TestCatalogue written, Catalogue read) {
      this.added = added;
      this.written = written;
      this.read = read;
    }

    @Override
    public View get(int index) {
      try {
        written.put(added);
        read.refresh();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return added.views().get(index);
    }

    @Override
    public int size() {
      return added.views().size();
    }
  }

  private static List<String> ids(List<ObjectCandidate> candidates) {
    return candidates.stream().map(ObjectCandidate::id).toList();
  }

  @Test
  void bothSpacesAndSimilarObjects_areAnsweredByOneCommit() throws IOException {
    TestCatalogue written =
        TestCatalogue.in(folder, object("mug/1", "mug", 2), object("mug/2", "mug", 1));
    CatalogueObject added = object("mug/3", "mug", 1);
    try (Catalogue catalogue = written.open()) {
      Recogniser recogniser = new Recogniser(catalogue);
      RecognitionWithSimilar before =
          recogniser.recognise(new PhotosOfWhatIsBeingAdded(added, written, catalogue), OPTIONS, 5);
      assertThat(ids(objects(before))).containsExactlyInAnyOrder("mug/1", "mug/2");
      assertThat(ids(before.similar())).containsExactlyInAnyOrder("mug/1", "mug/2");
      RecognitionWithSimilar after = recogniser.recognise(added.views(), OPTIONS, 1);
      assertThat(ids(objects(after))).hasSize(3).startsWith("mug/3");
      assertThat(ids(after.similar())).containsExactly("mug/3");
    }
  }

  private static List<ObjectCandidate> objects(RecognitionWithSimilar answer) {
    return Objects.requireNonNull(answer.recognition().object()).candidates();
  }

  @Test
  void similarObjectsAreThoseOfThePhotos_andNoneIfNoneAreWanted() throws IOException {
    TestCatalogue written =
        TestCatalogue.in(
            folder, object("a", "mug", 2), object("b", "mug", 3), object("c", "pot", 1));
    try (Catalogue catalogue = written.open()) {
      Recogniser recogniser = new Recogniser(catalogue);
      for (int photos = 1; photos < 4; photos++) {
        List<View> views = object("query", "mug", photos).views();
        RecognitionWithSimilar found = recogniser.recognise(views, OPTIONS, 2);
        assertThat(found.recognition()).isEqualTo(recogniser.recognise(views, OPTIONS));
        assertThat(found.similar())
            .isEqualTo(recogniser.similar(views, OPTIONS.withSpace(Space.CATEGORY).withTop(2)));
        assertThat(recogniser.recognise(views, OPTIONS, 0).similar()).isEmpty();
      }
    }
  }

  /** Each commit moves an object together with the one nearest to it: at odds, neither is near. */
  @Test
  void anObjectThatIsMoved_isAskedForWhereItsNeighbourIs() throws IOException {
    CatalogueObject[] here = pair("mug/here");
    CatalogueObject[] there = pair("mug/there");
    TestCatalogue written = TestCatalogue.in(folder, here);
    RecognitionOptions options = OPTIONS.withSpace(Space.OBJECT);
    try (Catalogue catalogue = written.open()) {
      Recogniser recogniser = new Recogniser(catalogue);
      CompletableFuture<Void> moving =
          CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 60; i++) {
              move(i % 2 == 0 ? there : here, written, catalogue);
            }
          });
      do {
        List<ObjectCandidate> nearest = recogniser.similarTo("asking", options).orElseThrow();
        assertThat(ids(nearest)).containsExactly("neighbour");
        assertThat(nearest.getFirst().distance()).isLessThan(1e-3);
      } while (!moving.isDone());
      moving.join();
    }
  }

  private static void move(CatalogueObject[] to, TestCatalogue written, Catalogue read) {
    try {
      written.put(to);
      read.refresh();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CatalogueObject[] pair(String place) {
    List<View> views = object(place, "mug", 1).views();
    return new CatalogueObject[] {
      object("asking", "mug", views), object("neighbour", "mug", views)
    };
  }
}
