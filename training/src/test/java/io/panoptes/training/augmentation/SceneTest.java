package io.panoptes.training.augmentation;

import static io.panoptes.training.augmentation.Drawings.draws;
import static io.panoptes.training.augmentation.Drawings.mean;
import static io.panoptes.training.augmentation.Drawings.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The parts that scenes are put together from. */
class SceneTest {
  private static final Range NONE = Range.only(0);
  private static final Range ONE = Range.only(1);

  /** Returns a picture of this size with a black square in its middle third, else nothing. */
  private static BufferedImage square(int width, int height) {
    BufferedImage image = Canvas.clear(width, height);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.BLACK);
    graphics.fillRect(width / 3, height / 3, width / 3, height / 3);
    graphics.dispose();
    return image;
  }

  @Test
  void framing_placesTheObject_asItWasDrawn() {
    Framing straight = new Framing(400, Range.only(0.5), NONE, 0, NONE, NONE, ONE);
    for (int copy = 0; copy < 10; copy++) {
      Framing.Drawn drawn = straight.draw(100, 50, draws(copy));
      double shorter = Math.min(drawn.width(), drawn.height());
      assertThat(Math.max(drawn.width(), drawn.height())).isEqualTo(400);
      Point2D corner = drawn.object().transform(new Point2D.Double(0, 0), null);
      Point2D opposite = drawn.object().transform(new Point2D.Double(100, 50), null);
      assertThat(opposite.getX() - corner.getX()).isCloseTo(shorter / 2, within(1e-9));
      assertThat(opposite.getY() - corner.getY()).isCloseTo(shorter / 4, within(1e-9));
      assertThat(opposite.getX() + corner.getX()).isCloseTo(drawn.width(), within(1e-9));
      assertThat(drawn.objectBottom()).isCloseTo(opposite.getY(), within(1e-9));
    }
  }

  @Test
  void framing_offCentreByOne_meetsTheEdge_andTiltIsTheScenes() {
    Framing aside = new Framing(256, Range.only(0.5), ONE, 0, Range.only(10), NONE, ONE);
    for (int copy = 0; copy < 10; copy++) {
      Framing.Drawn drawn = aside.draw(100, 100, draws(copy));
      AffineTransform upright = new AffineTransform(drawn.object());
      upright.preConcatenate(
          AffineTransform.getRotateInstance(
              -Math.toRadians(10), drawn.width() / 2.0, drawn.height() / 2.0));
      Point2D corner = upright.transform(new Point2D.Double(0, 0), null);
      Point2D opposite = upright.transform(new Point2D.Double(100, 100), null);
      assertThat(Math.min(corner.getX(), drawn.width() - opposite.getX()))
          .isCloseTo(0, within(1e-9));
      assertThat(Math.min(corner.getY(), drawn.height() - opposite.getY()))
          .isCloseTo(0, within(1e-9));
    }
  }

  @Test
  void framing_ofAnotherSize_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Framing(100, ONE, NONE, 0, NONE, NONE, ONE))
        .withMessage("longerSide must be 256 to 512, got 100");
  }

  @ParameterizedTest
  @EnumSource
  void texture_fillsAnySize_theSameForTheSameDraws(Texture texture) {
    for (int[] size : new int[][] {{1, 1}, {2, 90}, {90, 2}, {120, 80}}) {
      BufferedImage one = plain(size[0], size[1], Color.MAGENTA);
      BufferedImage other = plain(size[0], size[1], Color.GREEN);
      for (BufferedImage image : List.of(one, other)) {
        Graphics2D graphics = Canvas.graphics(image);
        texture.draw(graphics, size[0], size[1], draws());
        graphics.dispose();
      }
      // What was there before is to be seen nowhere.
      assertThat(Canvas.bytes(one)).isEqualTo(Canvas.bytes(other));
    }
  }

  @Test
  void grain_changesLevels_butNotTheirMean_andStaysWithinThem() {
    BufferedImage grey = plain(300, 200, new Color(128, 128, 128));
    new Grain(1, 12).draw(grey, draws());
    assertThat(mean(grey, 0)).isCloseTo(128, within(3.0));
    int least = 255;
    int most = 0;
    for (byte level : Canvas.bytes(grey)) {
      least = Math.min(least, level & 0xff);
      most = Math.max(most, level & 0xff);
    }
    assertThat(least).isBetween(80, 115);
    assertThat(most).isBetween(141, 176);
    BufferedImage white = plain(50, 50, Color.WHITE);
    new Grain(10, 64).draw(white, draws());
    assertThat(mean(white, 0))
        .isBetween(150.0, 254.0); // darker at spots; none wraps round to black
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Grain(0, 1))
        .withMessage("length must be positive, got 0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Grain(1, 65));
  }

  @Test
  void backdrop_showsAPlace_whereTheClutterHasOne() {
    Clutter.Piece place = new Clutter.Piece("street", plain(90, 120, Color.ORANGE), false);
    BufferedImage backdrop = new Backdrop(1, 0).paint(200, 100, 30, List.of(place), draws());
    assertThat(Canvas.bytes(backdrop)).isEqualTo(Canvas.bytes(plain(200, 100, Color.ORANGE)));
    BufferedImage room = new Backdrop(0, 0).paint(200, 100, 30, List.of(place), draws());
    assertThat(Canvas.bytes(room)).isNotEqualTo(Canvas.bytes(backdrop));
  }

  @Test
  void room_isPaintedEverywhere_withPicturesOfTheClutter() {
    Clutter.Piece red = new Clutter.Piece("red", plain(40, 40, Color.RED), false);
    int withRed = 0;
    for (int copy = 0; copy < 20; copy++) {
      BufferedImage room = new Backdrop(0, 3).paint(200, 150, 100, List.of(red), draws(copy));
      int black = 0;
      boolean isRed = false;
      for (int y = 0; y < 150; y++) {
        for (int x = 0; x < 200; x++) {
          black += (room.getRGB(x, y) & 0xffffff) == 0 ? 1 : 0;
          isRed |= room.getRGB(x, y) == Color.RED.getRGB();
        }
      }
      assertThat(black).isLessThan(200);
      withRed += isRed ? 1 : 0;
    }
    assertThat(withRed).isBetween(8, 19); // three of four rooms have pictures
  }

  @Test
  void things_standOnTheFloor_betweenTheWallAndTheObject() {
    Framing.Drawn frame =
        new Framing(400, Range.only(0.5), NONE, 0, NONE, NONE, ONE).draw(10, 10, draws());
    BufferedImage thing = Canvas.copy(plain(20, 20, Color.RED));
    int drawn = 0;
    for (int copy = 0; copy < 12; copy++) {
      BufferedImage scene = Canvas.opaque(frame.width(), frame.height());
      Graphics2D graphics = scene.createGraphics();
      Draws draws = draws(copy);
      new Things(3, Range.only(0.1), Range.only(0.5))
          .draw(graphics, frame, List.of(thing), 100, 200, new ContactShadow(NONE), draws);
      graphics.dispose();
      boolean isDrawn = false;
      for (int y = 0; y < frame.height(); y++) {
        boolean inRow = scene.getRGB(frame.width() / 2, y) == Color.RED.getRGB();
        assertThat(inRow && (y < 100 - 0.1 * 400 || y > 200)).isFalse();
        isDrawn |= inRow;
      }
      assertThat(isDrawn).isEqualTo(draws.drawn().getOrDefault("count", 0.0) > 0);
      drawn += isDrawn ? 1 : 0;
    }
    assertThat(drawn).isBetween(5, 12);
  }

  @Test
  void shadow_isUnderTheThing() {
    BufferedImage scene = plain(100, 100, Color.WHITE);
    Graphics2D graphics = scene.createGraphics();
    new ContactShadow(Range.only(0.5))
        .draw(graphics, square(40, 40), AffineTransform.getTranslateInstance(30, 30), draws());
    graphics.dispose();
    assertThat(mean(scene, 0, 45, 66, 10, 3)).isBetween(120.0, 160.0);
    assertThat(mean(scene, 0, 0, 0, 100, 60)).isEqualTo(255);
  }

  @Test
  void occluder_hidesAtMostAsMuchAsWasDrawn_andMostlyNearlyThat() {
    BufferedImage object = square(300, 300);
    Occluder occluder = new Occluder(1, Range.only(0.2), Range.only(0.5), Range.only(0.2));
    List<BufferedImage> things = List.of(square(60, 60));
    int hiding = 0;
    for (int copy = 0; copy < 30; copy++) {
      BufferedImage scene = plain(300, 300, Color.MAGENTA);
      occluder.draw(scene, object, things, draws(copy));
      int hidden = 0;
      for (int y = 100; y < 200; y++) {
        for (int x = 100; x < 200; x++) {
          hidden += scene.getRGB(x, y) == Color.MAGENTA.getRGB() ? 0 : 1;
        }
      }
      assertThat(hidden).isLessThan((int) (0.22 * 100 * 100));
      hiding += hidden > 0.05 * 100 * 100 ? 1 : 0;
    }
    assertThat(hiding).isGreaterThan(25);
  }

  @Test
  void occluder_ofNoShare_isNotThere_andOneThatHidesAllIsRefused() {
    BufferedImage scene = plain(300, 300, Color.MAGENTA);
    new Occluder(0, NONE, ONE, ONE).draw(scene, square(300, 300), List.of(), draws());
    assertThat(Canvas.bytes(scene)).isEqualTo(Canvas.bytes(plain(300, 300, Color.MAGENTA)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Occluder(1, ONE, ONE, ONE))
        .withMessageContaining("hidden must lie within 0.0 to 0.5, got");
  }
}
