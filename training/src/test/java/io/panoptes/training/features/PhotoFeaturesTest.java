package io.panoptes.training.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.TestModels;
import io.panoptes.encoder.folder.PhotoTree;
import io.panoptes.encoder.folder.TestTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoFeaturesTest {
  @TempDir private Path temporary = Path.of("");

  /** Whoever asked frees the backbone next: a worker that is still in it would end the JVM. */
  @Test
  void whenTheUserOfFeaturesFails_noWorkerIsInTheBackboneAnyMore() throws IOException {
    TestTree.in(temporary).object("mug/red", 1, 112); // seven batches
    PhotoTree photos = PhotoTree.read(temporary, _ -> false);
    try (FeatureExtractor lite0 = TestModels.extractor(TestModels.plain(TestModels.LITE0))) {
      PhotoFeatures features = new PhotoFeatures(lite0, /* cache= */ null);
      assertThatThrownBy(() ->
              features.read(
                  photos.objects(),
                  (object, file, feature) -> {
                    throw new IllegalStateException("enough of " + file);
                  }))
          .isInstanceOf(IllegalStateException.class);
      assertThat(workersAt()).isEmpty();
    }
  }

  /** Returns where threads are that compute features. */
  private static List<StackTraceElement> workersAt() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .filter(frame -> frame.getClassName().equals(PhotoFeatures.class.getName()))
        .toList();
  }
}
