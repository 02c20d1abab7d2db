package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.panoptes.encoder.photo.Photo;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class MomentsTest {
  private static final int DIMENSION = 5;

  private record Photo(List<Float> feature, String object, String category) {}

  /** More photos than components, hence than a block of rows. */
  private static List<Photo> photos() {
    Random random = new Random(7);
    List<Photo> photos = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      List<Float> feature = new ArrayList<>();
      for (int d = 0; d < DIMENSION; d++) {
        feature.add((float) (random.nextGaussian() + i % 7 * 0.3 * d));
      }
      photos.add(new Photo(feature, "object " + i % 21, "category " + i % 7));
    }
    return photos;
  }

  private static Moments moments(List<Photo> photos) {
    Moments moments = new Moments(DIMENSION);
    for (Photo photo : photos) {
      moments.add(floats(photo.feature), photo.object, photo.category);
    }
    return moments;
  }

  private static float[] floats(List<Float> list) {
    float[] floats = new float[list.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = list.get(i);
    }
    return floats;
  }

  /** The mean of {@code photos}, the slow way. */
  private static double[] mean(List<Photo> photos) {
    double[] mean = new double[DIMENSION];
    for (Photo photo : photos) {
      for (int d = 0; d < DIMENSION; d++) {
        mean[d] += photo.feature.get(d) / (double) photos.size();
      }
    }
    return mean;
  }

  private static void assertCovariance(
      DMatrixRMaj actual, List<Photo> photos, Function<Photo, double[]> deviation) {
    for (int i = 0; i < DIMENSION; i++) {
      for (int j = 0; j < DIMENSION; j++) {
        double sum = 0;
        for (Photo photo : photos) {
          double[] d = deviation.apply(photo);
          sum += d[i] * d[j];
        }
        assertThat(actual.get(i, j)).isCloseTo(sum / photos.size(), within(1e-9));
      }
    }
  }

  @Test
  void total_isTheCovarianceAroundTheMean() {
    List<Photo> photos = photos();
    double[] mean = mean(photos);
    Moments moments = moments(photos);
    assertThat(moments.mean()).containsExactly(mean, within(1e-9));
    Function<Photo, double[]> deviation =
        photo -> {
          double[] d = new double[DIMENSION];
          for (int i = 0; i < DIMENSION; i++) {
            d[i] = photo.feature.get(i) - mean[i];
          }
          return d;
        };
    assertCovariance(moments.total().covariance(), photos, deviation);
    assertCovariance(
        moments.total().covariance(), photos, deviation); // asking twice changes nothing
  }

  @Test
  void between_isTheCovarianceOfTheGroupsMeans() {
    List<Photo> photos = photos();
    double[] mean = mean(photos);
    Moments moments = moments(photos);
    assertCovariance(
        moments.betweenObjects().covariance(),
        photos,
        photo -> ofGroup(photos, photo, Photo::object, mean));
    assertCovariance(
        moments.betweenCategories().covariance(),
        photos,
        photo -> ofGroup(photos, photo, Photo::category, mean));
    assertThat(moments.objects()).isEqualTo(21);
    assertThat(moments.categories()).isEqualTo(7);
    assertThat(moments.categorised()).isTrue();
  }

  @Test
  void fewPhotos_haveTheCovarianceOfMany() {
    List<Photo> few = photos().subList(0, DIMENSION - 1);
    double[] mean = mean(few);
    assertCovariance(
        moments(few).total().covariance(),
        few,
        photo -> {
          double[] d = new double[DIMENSION];
          for (int i = 0; i < DIMENSION; i++) {
            d[i] = photo.feature.get(i) - mean[i];
          }
          return d;
        });
  }

  private static double[] ofGroup(
      List<Photo> photos, Photo photo, Function<Photo, String> group, double[] mean) {
    String name = group.apply(photo);
    double[] d = mean(photos.stream().filter(p -> group.apply(p).equals(name)).toList());
    for (int i = 0; i < DIMENSION; i++) {
      d[i] -= mean[i];
    }
    return d;
  }

  @Test
  void photosWithoutCategory_areNotCategorised() {
    Moments moments = new Moments(2);
    moments.add(new float[] {1, 0}, "a", "kind");
    moments.add(new float[] {0, 1}, "b", "other kind");
    assertThat(moments.categorised()).isTrue();
    moments.add(new float[] {0, 1}, "c", null);
    assertThat(moments.categorised()).isFalse();
  }

  @Test
  void featureOfAnotherDimension_isRefused() {
    assertThatThrownBy(() -> new Moments(2).add(new float[3], "a", null))
        .hasMessage("a feature must have 2 components, got 3");
  }

  @Test
  void featureThatIsNoNumber_isRefusedWithItsObject() {
    assertThatThrownBy(() -> new Moments(2).add(new float[] {1, Float.NaN}, "cup/blue", null))
        .hasMessage(
            "a feature's components must be finite numbers, component 1 of a photo of cup/blue is"
                + " NaN");
  }

  @Test
  void featureChangedLater_staysAsItWasAdded() {
    Moments moments = new Moments(2);
    float[] feature = {1, 0};
    moments.add(feature, "a", null);
    feature[0] = 5;
    moments.add(feature, "b", null);
    assertThat(moments.total().covariance().get(0, 0)).isCloseTo(4, within(1e-12));
  }
}
