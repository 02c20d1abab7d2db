package io.panoptes.training.augmentation;

import static io.panoptes.training.augmentation.Drawings.GREY;
import static io.panoptes.training.augmentation.Drawings.busy;
import static io.panoptes.training.augmentation.Drawings.on;
import static io.panoptes.training.augmentation.Drawings.photo;
import static io.panoptes.training.augmentation.Drawings.plain;
import static io.panoptes.training.augmentation.Drawings.stool;
import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.photo.Photo;
import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Field photos as a whole, and mild copies. */
class FieldCameraTest {
  private final Photo stool = photo(on(GREY, stool(), new Color(20, 40, 230)));
  private final Clutter clutter =
      Clutter.procedural()
          .and("box", photo(on(GREY, new Rectangle(60, 60, 120, 120), new Color(240, 20, 20))))
          .and("stool", photo(on(GREY, stool(), new Color(20, 240, 20))));

  private static FieldCamera camera(Seed seed, Clutter clutter) {
    return new FieldCamera(seed, clutter, FieldConditions.PHONE);
  }

  private static FieldPhoto.Taken taken(FieldPhoto photo) {
    assertThat(photo).isInstanceOf(FieldPhoto.Taken.class);
    return (FieldPhoto.Taken) photo;
  }

  private BufferedImage take(Seed seed, int copy) {
    return taken(camera(seed, clutter).take(stool, "stool", copy)).photo().image();
  }

  private static byte[] bytes(BufferedImage image) {
    return Canvas.bytes(Canvas.copy(image));
  }

  @Test
  void samePhotoSeedAndCopy_giveTheSameBytes() {
    assertThat(bytes(take(Seed.fieldTest(1), 3))).isEqualTo(bytes(take(Seed.fieldTest(1), 3)));
  }

  @Test
  void otherSeedsFamiliesAndCopies_giveOtherPhotos() {
    Set<List<Byte>> photos = new HashSet<>();
    for (BufferedImage photo :
        List.of(
            take(Seed.fieldTest(1), 0),
            take(Seed.fieldTest(2), 0),
            take(Seed.training(1), 0),
            take(Seed.fieldTest(1), 1))) {
      byte[] bytes = bytes(photo);
      photos.add(List.of(bytes[0], bytes[1], bytes[2], bytes[300], bytes[3000], bytes[30000]));
    }
    assertThat(photos).hasSize(4);
  }

  @Test
  void fieldPhoto_keepsTheId_andIsOfAPhonesShape() {
    for (int copy = 0; copy < 12; copy++) {
      FieldPhoto.Taken taken = taken(camera(Seed.fieldTest(1), clutter).take(stool, "stool", copy));
      BufferedImage image = taken.photo().image();
      assertThat(taken.photo().id()).isEqualTo(stool.id());
      assertThat(Math.max(image.getWidth(), image.getHeight())).isEqualTo(448);
      assertThat(Math.min(image.getWidth(), image.getHeight())).isIn(336, 448);
      assertThat(taken.drawn())
          .containsKeys(
              "framing.tilt", "occluder.occluded", "0-Shade.shaded", "3-Recompression.quality");
    }
  }

  @Test
  void object_isInThePicture_andClutterIsOfOtherObjectsAlone() {
    int withBox = 0;
    for (int copy = 0; copy < 20; copy++) {
      BufferedImage image = take(Seed.fieldTest(1), copy);
      assertThat(count(image, 2)).as("blue of copy %d", copy).isGreaterThan(1000);
      assertThat(count(image, 1)).as("green of copy %d", copy).isLessThan(300);
      withBox += count(image, 0) > 300 ? 1 : 0;
    }
    assertThat(withBox).isGreaterThan(8);
  }

  /** Returns the number of pixels in which channel {@code channel} is far above both others. */
  private static int count(BufferedImage image, int channel) {
    byte[] bytes = bytes(image);
    int count = 0;
    for (int i = 0; i < bytes.length; i += 3) {
      int[] rgb = {bytes[i + 2] & 0xff, bytes[i + 1] & 0xff, bytes[i] & 0xff};
      int others = Math.max(rgb[(channel + 1) % 3], rgb[(channel + 2) % 3]);
      count += rgb[channel] > 2.2 * others + 20 ? 1 : 0;
    }
    return count;
  }

  @Test
  void withoutClutter_theRoomIsProcedural() {
    FieldPhoto.Taken taken =
        taken(camera(Seed.fieldTest(1), Clutter.procedural()).take(stool, "stool", 0));
    assertThat(Clutter.procedural().size()).isZero();
    assertThat(taken.drawn()).containsKey("backdrop.floor.texture");
  }

  @Test
  void photoThatCannotBeCutOut_isRefused_andMildCopiesOfItAreMade() {
    Photo street = photo(busy(120, 90, 1));
    FieldPhoto refused = camera(Seed.fieldTest(1), clutter).take(street, "street", 0);
    assertThat(refused)
        .isInstanceOfSatisfying(
            FieldPhoto.NotCutOut.class,
            photo -> assertThat(photo.reason()).startsWith("background-not-plain: "));
    Augmented mild = Augmented.mildly(Seed.training(1));
    Photo copy = mild.of(street, 0);
    assertThat(copy.id()).isEqualTo(street.id());
    assertThat(copy.image().getWidth()).isEqualTo(120);
    assertThat(bytes(copy.image())).isEqualTo(bytes(mild.of(street, 0).image()));
    assertThat(bytes(copy.image())).isNotEqualTo(bytes(mild.of(street, 1).image()));
    assertThat(bytes(copy.image()))
        .isNotEqualTo(bytes(Augmented.mildly(Seed.training(2)).of(street, 0).image()));
  }

  @Test
  void mildCopies_ofTinyAndGreyPhotos_areMade() {
    Augmented mild = Augmented.mildly(Seed.training(1));
    assertThat(mild.of(photo(plain(1, 1, Color.RED)), 0).image().getWidth()).isEqualTo(1);
    assertThat(mild.of(photo(plain(2, 9, Color.GRAY)), 0).image().getHeight()).isEqualTo(9);
  }

  @Test
  void stepsOfNone_areThePhoto() {
    assertThat(new Augmented(Seed.training(1), List.of()).of(stool, 0).image())
        .isSameAs(stool.image());
  }
}
