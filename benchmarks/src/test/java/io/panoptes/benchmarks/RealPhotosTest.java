package io.panoptes.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.folder.TestTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop of drawn things: which photos ask what, and what a model makes of them. */
class RealPhotosTest {
  private static final int MILK = 1;
  private static final int APPLE = 2;
  private static final int JUICE = 3;

  @TempDir private Path folder;
  private TestTree catalogue = new TestTree(folder);
  private TestTree studio = new TestTree(folder);
  private TestTree queries = new TestTree(folder);

  @BeforeEach
  void drawPhotos() throws IOException {
    catalogue = TestTree.in(folder.resolve("catalogue"));
    studio = TestTree.in(folder.resolve("studio"));
    queries = TestTree.in(folder.resolve("queries"));
    thing("milk/whole", MILK, 8);
    thing("fruit/apple", APPLE, 4);
  }

  private void thing(String object, int thing, int asking) throws IOException {
    catalogue.object(object, thing, 2);
    studio.photo(object + "/studio.jpg", thing, 3);
    for (int view = 1; view <= asking; view++) {
      queries.photo(object + "/" + view + ".jpg", thing, 10 + view);
    }
  }

  private RealPhotosFigures figures() throws IOException {
    Path model = folder.resolve("model");
    FakeModel.of("fa4e").copyTo(model);
    return RealPhotosFigures.of(RealPhotos.in(folder), model, FakeModel::open);
  }

  @Test
  void wholeShop_asksOneByOne_andByFours_andLeavesNothingOut() throws IOException {
    assertThat(RealPhotos.in(folder).leftOut()).isEmpty();
    RealPhotosFigures figures = figures();
    assertThat(figures.model()).isEqualTo(FakeModel.of("fa4e").id());
    assertThat(figures.onePhoto().asked()).isEqualTo(12);
    assertThat(figures.onePhoto().percent()).isEqualTo(100);
    assertThat(figures.onePhoto().objects()).isEqualTo(2);
    assertThat(figures.four().asked()).isEqualTo(3);
    assertThat(figures.four().percent()).isEqualTo(100);
    assertThat(figures.studio().asked()).isEqualTo(12);
    assertThat(figures.studio().percent()).isEqualTo(100);
    assertThat(figures.category().asked()).isEqualTo(12);
    assertThat(figures.category().percent()).isEqualTo(100);
  }

  @Test
  void photosOfOneProductUnderTheNameOfAnother_areWrong() throws IOException {
    for (int view = 1; view <= 4; view++) {
      queries.photo("fruit/apple/" + view + ".jpg", MILK, 20 + view);
    }
    RealPhotosFigures figures = figures();
    assertThat(figures.onePhoto().percent()).isEqualTo(100 * 8 / 12.0);
    assertThat(figures.category().percent()).isEqualTo(100 * 8 / 12.0);
    assertThat(figures.four().percent()).isEqualTo(100 * 2 / 3.0);
    assertThat(figures.onePhoto().interval().low()).isZero(); // both objects may be the apple
    assertThat(figures.onePhoto().interval().high()).isEqualTo(100);
  }

  @Test
  void photosOverFromFours_doNotAskInSets_andAreCounted() throws IOException {
    thing("juice/orange", JUICE, 6);
    assertThat(RealPhotos.in(folder).leftOut())
        .containsExactly("2 queries over from sets of 4, asked one by one only: juice/orange (2)");
    RealPhotosFigures figures = figures();
    assertThat(figures.four().asked()).isEqualTo(4);
    assertThat(figures.onePhoto().asked()).isEqualTo(18);
  }

  @Test
  void objectsMissingInACatalogue_doNotAskIt_andAreNamed() throws IOException {
    thing("juice/orange", JUICE, 4);
    Files.delete(studio.root().resolve("juice/orange/studio.jpg"));
    Files.delete(studio.root().resolve("juice/orange"));
    Files.delete(studio.root().resolve("juice"));
    queries.object("juice/unknown", 4, 4);
    RealPhotos photos = RealPhotos.in(folder);
    assertThat(photos.leftOut())
        .containsExactly(
            "4 queries of objects without a studio picture, asked of catalogue photos only:"
                + " juice/orange (4)",
            "4 queries of objects in neither catalogue, not asked: juice/unknown (4)");
    assertThat(photos.queries()).hasSize(3);
    RealPhotosFigures figures = figures();
    assertThat(figures.onePhoto().asked()).isEqualTo(16);
    assertThat(figures.studio().asked()).isEqualTo(12);
  }

  @Test
  void ofSeveralStudioPictures_theFirstByNameStands() throws IOException {
    studio.photo("milk/whole/back.jpg", MILK, 4);
    RealPhotos photos = RealPhotos.in(folder);
    assertThat(photos.studio())
        .extracting(object -> object.photos().getFirst().getFileName().toString())
        .containsExactly("studio.jpg", "back.jpg");
    assertThat(photos.studio()).allMatch(object -> object.photos().size() == 1);
    assertThat(photos.leftOut())
        .containsExactly(
            "1 studio pictures beside another of their object, which stands for it: milk/whole (1)");
  }

  @Test
  void productWithoutACategory_isNamed() throws IOException {
    catalogue.photo("lonely/1.jpg", 5, 1);
    assertThatThrownBy(() -> RealPhotos.in(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "photos must lie in category/object, got lonely in " + catalogue.root().toRealPath());
  }
}
