package io.panoptes.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.benchmarks.Asked.By;
import io.panoptes.benchmarks.RecognitionFigures.Answers;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The bundled model on real photos that it has not seen, as users ask: what README promises. */
@Tag("figures")
class RecognitionFiguresTest {
  private static final Path DATA = Path.of(System.getProperty("panoptes.data"));
  private static final Path MODEL =
      Path.of(System.getProperty("panoptes.root")).resolve("models/general");

  @Test
  void renderedFurniture_isRecognised() throws IOException {
    RecognitionFigures figures = RecognitionFigures.of(Split.FURNITURE_TEST, DATA, MODEL);

    assertThat(figures.by(By.ONE_PHOTO).objects().percent()).isGreaterThanOrEqualTo(96);
    assertThat(figures.by(By.ALL_PHOTOS).objects()).isEqualTo(new Rate(84, 84));
    assertGraphFindsTheNearest(figures);
  }

  @Test
  void photosOfRealThings_areRecognised() throws IOException {
    RecognitionFigures figures = RecognitionFigures.of(Split.OBJECTPI_TEST, DATA, MODEL);

    assertThat(figures.by(By.ONE_PHOTO).objects().percent()).isGreaterThanOrEqualTo(93);
    assertThat(figures.by(By.ALL_PHOTOS).objects().hits()).isGreaterThanOrEqualTo(93);
    assertThat(figures.by(By.ALL_PHOTOS).objects().of()).isEqualTo(98);
    assertGraphFindsTheNearest(figures);
  }

  private static void assertGraphFindsTheNearest(RecognitionFigures figures) {
    for (By by : By.values()) {
      Answers answers = figures.by(by);
      assertThat(answers.graphFirst().percent()).as("%s", by).isGreaterThanOrEqualTo(99.5);
      assertThat(answers.graphCategory().percent()).as("%s", by).isGreaterThanOrEqualTo(99.5);
    }
  }
}
