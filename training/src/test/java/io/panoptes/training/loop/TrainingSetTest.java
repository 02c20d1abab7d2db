package io.panoptes.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.folder.PhotoFile;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.PhotoTreeException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrainingSetTest {
  private final Map<PhotoFolder, List<Integer>> photos = new HashMap<>();
  private int next;

  private PhotoFolder object(String id, @Nullable String category, int readable) {
    PhotoFile file = new PhotoFile("1.jpg", 1, Instant.EPOCH);
    PhotoFolder folder = new PhotoFolder(id, category, Path.of(id), List.of(file));
    if (readable > 0) {
      photos.put(folder, java.util.stream.IntStream.range(next, next + readable).boxed().toList());
      next += readable;
    }
    return folder;
  }

  @Test
  void categoriesOfOneObject_andObjectsWithoutPhotos_areLeftOutByName() throws Exception {
    TrainingSet set =
        TrainingSet.of(
            List.of(
                object("pot/a", "pot", 2),
                object("mug/b", "mug", 1),
                object("mug/c", "mug", 3),
                object("jug/d", "jug", 2),
                object("jug/e", "jug", 0),
                object("loose", null, 2)),
            photos);
    assertThat(set.objects()).extracting(TrainingObject::id).containsExactly("mug/b", "mug/c");
    assertThat(set.objects()).extracting(TrainingObject::category).containsOnly(0);
    assertThat(set.categories()).containsExactly("mug");
    assertThat(set.isCategorised()).isTrue();
    assertThat(set.leftOut())
        .containsExactlyInAnyOrder(
            "the object jug/e: none of its photos can be read",
            "the object loose: it has no category, others have",
            "the category jug: it has one object, pairs need two",
            "the category pot: it has one object, pairs need two");
  }

  @Test
  void photosWithoutCategories_areTakenForOne() throws Exception {
    TrainingSet set = TrainingSet.of(List.of(object("a", null, 1), object("b", null, 1)), photos);
    assertThat(set.objects()).hasSize(2);
    assertThat(set.isCategorised()).isFalse();
    assertThat(set.categories()).hasSize(1);
  }

  @Test
  void nothingToPair_isRefused_withTheReasons() {
    assertThatThrownBy(() ->
            TrainingSet.of(List.of(object("mug/a", "mug", 1), object("pot/b", "pot", 1)), photos))
        .isInstanceOf(PhotoTreeException.class)
        .hasMessageContaining("training needs a category with two objects")
        .hasMessageContaining("the category mug: it has one object, pairs need two");
  }
}
