package io.panoptes.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.TestPhotos;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other modules' tests rely on this: a drawn thing is recognised among others. */
class TestPhotosTest {
  private static final int THINGS = 20;
  private static final int VIEWS = 6;

  private final PhotoReader reader = new PhotoReader();

  @Test
  void everyView_isNearestToAnotherViewOfItsOwnThing() throws IOException {
    record Shot(int thing, int view, UnitVector category, UnitVector object) {}
    List<Shot> shots = new ArrayList<>();
    try (FakeEncoder encoder = new FakeEncoder()) {
      for (int thing = 0; thing < THINGS; thing++) {
        for (int view = 0; view < VIEWS; view++) {
          Photo photo = reader.read("drawn.jpg", TestPhotos.jpeg(thing, view));
          Embedding embedding =
              encoder.encode(List.of(encoder.prepare(photo))).getFirst().embedding();
          shots.add(new Shot(thing, view, embedding.category(), embedding.object()));
        }
      }
    }

    assertThat(shots)
        .allSatisfy(shot -> {
          Shot nearest =
              shots.stream()
                  .filter(other -> !other.equals(shot))
                  .min(Comparator.comparingDouble(o -> o.object().distance(shot.object())))
                  .orElseThrow();
          assertThat(nearest.thing()).isEqualTo(shot.thing());
        });
  }

  @Test
  void sameThingAndView_areTheSameBytes() {
    assertThat(TestPhotos.jpeg(3, 1)).isEqualTo(TestPhotos.jpeg(3, 1));
  }

  @Test
  void twoViews_areDifferentBytes() {
    assertThat(TestPhotos.jpeg(3, 1)).isNotEqualTo(TestPhotos.jpeg(3, 2));
  }

  @Test
  void write_makesTheFolder(@TempDir Path folder) throws IOException {
    Path file = TestPhotos.write(folder.resolve("mug/17"), "1.jpg", 17, 1);

    assertThat(file)
        .isEqualTo(folder.resolve("mug/17/1.jpg"))
        .hasBinaryContent(TestPhotos.jpeg(17, 1));
  }
}
