package io.panoptes.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.encoder.photo.Square;
import io.panoptes.encoder.photo.TestPhotos;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bundled backbones alone, side by side and with mirror images, on drawn photos. */
class FeatureExtractorTest {
  private static final double ROUNDING = 1e-5;

  private final List<Photo> photos = new ArrayList<>();

  @BeforeEach
  void drawPhotos() throws IOException {
    for (int i = 0; i < 5; i++) {
      photos.add(new PhotoReader().read("drawn.jpg", TestPhotos.jpeg(i, 0)));
    }
  }

  private List<Pixels> prepare(FeatureExtractor extractor) {
    return photos.stream().map(extractor::prepare).toList();
  }

  private List<float[]> features(boolean mirrored, String... backbones) throws IOException {
    try (FeatureExtractor extractor = TestModels.extractor(mirrored, backbones)) {
      return extractor.features(prepare(extractor));
    }
  }

  /** Returns the numbers of {@code vectors} one after the other, divided by their common length. */
  private static float[] unitLength(float[]... vectors) {
    double squares = 0;
    List<Float> all = new ArrayList<>();
    for (float[] vector : vectors) {
      for (float value : vector) {
        squares += (double) value * value;
        all.add(value);
      }
    }
    float[] unit = new float[all.size()];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (all.get(i) / Math.sqrt(squares));
    }
    return unit;
  }

  private static void assertClose(List<float[]> actual, List<float[]> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).containsExactly(expected.get(i), within((float) ROUNDING));
    }
  }

  @Test
  void sideBySide_areTheFeaturesOfEach_atUnitLengthTogether() throws IOException {
    List<float[]> lite0 = features(false, TestModels.LITE0);
    List<float[]> lite2 = features(false, TestModels.LITE2);
    List<float[]> expected = new ArrayList<>();
    for (int i = 0; i < photos.size(); i++) {
      expected.add(unitLength(lite2.get(i), lite0.get(i)));
    }
    assertClose(features(false, TestModels.LITE2, TestModels.LITE0), expected);
  }

  @Test
  void mirrored_areTheMeanOfAPhotoAndItsMirrorImage_atUnitLength() throws IOException {
    List<float[]> expected = new ArrayList<>();
    try (FeatureExtractor lite0 = TestModels.extractor(false, TestModels.LITE0)) {
      for (Pixels pixels : prepare(lite0)) {
        Pixels image = new Pixels(List.of(mirror(pixels.square(224))));
        float[] one = lite0.features(List.of(pixels)).getFirst();
        float[] other = lite0.features(List.of(image)).getFirst();
        float[] mean = new float[one.length];
        for (int i = 0; i < mean.length; i++) {
          mean[i] = (one[i] + other[i]) / 2;
        }
        expected.add(unitLength(mean));
      }
    }
    assertClose(features(true, TestModels.LITE0), expected);
  }

  @Test
  void mirroredBackbones_sideBySide_areMirroredEach() throws IOException {
    List<float[]> lite0 = features(true, TestModels.LITE0);
    List<float[]> lite2 = features(true, TestModels.LITE2);
    List<float[]> expected = new ArrayList<>();
    for (int i = 0; i < photos.size(); i++) {
      expected.add(unitLength(lite0.get(i), lite2.get(i)));
    }
    assertClose(features(true, TestModels.LITE0, TestModels.LITE2), expected);
  }

  private static Square mirror(Square square) {
    int side = square.side();
    byte[] mirrored = new byte[square.rgb().length];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        for (int channel = 0; channel < 3; channel++) {
          mirrored[3 * (y * side + x) + channel] =
              square.rgb()[3 * (y * side + side - 1 - x) + channel];
        }
      }
    }
    return new Square(side, mirrored);
  }

  @Test
  void eachBackbone_seesThePixelsItWouldSeeAlone() throws IOException {
    try (FeatureExtractor both = TestModels.extractor(false, TestModels.LITE0, TestModels.LITE2)) {
      Pixels pixels = both.prepare(photos.getFirst());
      assertThat(pixels.squares()).extracting(Square::side).containsExactly(224, 260);
      for (Square square : pixels.squares()) {
        assertThat(square.rgb()).isEqualTo(photos.getFirst().toSquare(square.side()).rgb());
      }
    }
  }

  @Test
  void pixelsOfAnotherExtractor_areRefused() throws IOException {
    try (FeatureExtractor lite0 = TestModels.extractor(false, TestModels.LITE0);
        FeatureExtractor both = TestModels.extractor(false, TestModels.LITE0, TestModels.LITE2)) {
      List<Pixels> small = prepare(lite0);
      assertThatThrownBy(() -> both.features(small))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("pixels must have side 260, got 224");
    }
  }

  @Test
  void weights_haveTheirPublishedNames_afterTheBackbonesWhereThereAreSeveral() throws IOException {
    try (FeatureExtractor lite0 =
            FeatureExtractor.load(TestModels.LITE0, TestModels.weights(TestModels.LITE0));
        FeatureExtractor both = TestModels.extractor(false, TestModels.LITE0, TestModels.LITE2)) {
      assertThat(lite0.weights()).containsKey("conv_stem.weight");
      assertThat(both.weights())
          .containsKeys(
              "efficientnet_lite0/conv_stem.weight", "efficientnet_lite2/conv_stem.weight")
          .doesNotContainKey("conv_stem.weight");
      assertThat(both.featureDimension()).isEqualTo(2560);
    }
  }

  @Test
  void weightsOfAnotherBackbone_areRefusedByTheFile() {
    assertThatThrownBy(
            () -> FeatureExtractor.load(TestModels.LITE2, TestModels.weights(TestModels.LITE0)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(TestModels.weights(TestModels.LITE0).toString());
  }
}
