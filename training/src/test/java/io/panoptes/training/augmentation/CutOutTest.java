package io.panoptes.training.augmentation;

import static io.panoptes.training.augmentation.Drawings.GREY;
import static io.panoptes.training.augmentation.Drawings.SIDE;
import static io.panoptes.training.augmentation.Drawings.busy;
import static io.panoptes.training.augmentation.Drawings.intersectionOverUnion;
import static io.panoptes.training.augmentation.Drawings.on;
import static io.panoptes.training.augmentation.Drawings.photo;
import static io.panoptes.training.augmentation.Drawings.plain;
import static io.panoptes.training.augmentation.Drawings.stool;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects whose outline is known, compressed as photos are. */
class CutOutTest {
  private static CutOut cutOut(BufferedImage image) {
    return CutOut.of(photo(image).image());
  }

  private static CutOut.Done done(BufferedImage image) {
    CutOut cutOut = cutOut(image);
    assertThat(cutOut).isInstanceOf(CutOut.Done.class);
    return (CutOut.Done) cutOut;
  }

  private static String refusal(BufferedImage image) {
    CutOut cutOut = cutOut(image);
    assertThat(cutOut).isInstanceOf(CutOut.Refused.class);
    return ((CutOut.Refused) cutOut).reason();
  }

  @ParameterizedTest
  @CsvSource({"#802010", "#000000", "#ffffff", "#3060e0", "#909090", "#d4b0b0"})
  void stool_isCutOutOfARender_betweenItsLegsToo(String colour) {
    CutOut.Done stool = done(on(GREY, stool(), Color.decode(colour)));
    assertThat(intersectionOverUnion(stool, stool())).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @CsvSource({"#ffffff,#303030", "#101010,#c0c0c0", "#40a040,#f0f0f0"})
  void stool_isCutOutOfAnyPlainBackground(String background, String colour) {
    CutOut.Done stool = done(on(Color.decode(background), stool(), Color.decode(colour)));
    Area seatAndLegs = stool();
    // In front of burnt-out white, what the legs enclose is kept: it may be a label.
    double least = background.equals("#ffffff") ? 0.6 : 0.95;
    assertThat(intersectionOverUnion(stool, seatAndLegs)).isGreaterThan(least);
  }

  @Test
  void label_whiteAsTheStudio_isTheObjects() {
    Area box = new Area(new Rectangle2D.Double(70, 50, 110, 160));
    BufferedImage image = on(Color.WHITE, box, new Color(30, 90, 30));
    Graphics2D graphics = image.createGraphics();
    graphics.fillRect(90, 90, 70, 60);
    graphics.dispose();
    assertThat(intersectionOverUnion(done(image), box)).isGreaterThan(0.95);
  }

  @Test
  void place_isWhereTheObjectIs() {
    CutOut.Done cutOut = done(on(GREY, new Rectangle(40, 60, 100, 50), Color.BLUE));
    assertThat(cutOut.place().contains(new Rectangle(40, 60, 100, 50))).isTrue();
    assertThat(new Rectangle(39, 59, 102, 52).contains(cutOut.place())).isTrue();
    assertThat(cutOut.image().getWidth()).isEqualTo(cutOut.place().width);
    assertThat(cutOut.image().getHeight()).isEqualTo(cutOut.place().height);
  }

  @Test
  void surfaceThatPassesThroughTheBackgroundsColour_isNoHole() {
    Rectangle box = new Rectangle(50, 50, 150, 150);
    BufferedImage image = on(GREY, box, Color.BLACK);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(
        new GradientPaint(60, 0, new Color(180, 180, 180), 190, 0, new Color(244, 244, 244)));
    graphics.fillRect(60, 60, 130, 130);
    graphics.dispose();
    assertThat(intersectionOverUnion(done(image), box)).isGreaterThan(0.95);
  }

  @Test
  void edge_keepsNothingOfTheOldBackground() {
    CutOut.Done ball = done(on(GREY, new Ellipse2D.Double(50, 50, 150, 150), Color.BLACK));
    BufferedImage onBlack = plain(SIDE, SIDE, Color.BLACK);
    Graphics2D graphics = onBlack.createGraphics();
    graphics.drawImage(ball.image(), ball.place().x, ball.place().y, null);
    graphics.dispose();
    for (byte level : Canvas.bytes(onBlack)) {
      assertThat(level & 0xff).isLessThan(40); // a rim would have up to 212
    }
  }

  @Test
  void edge_isSoft() {
    CutOut.Done ball = done(on(GREY, new Ellipse2D.Double(50, 50, 150, 150), Color.BLACK));
    int soft = 0;
    for (int argb : Canvas.pixels(ball.image())) {
      int alpha = argb >>> 24;
      soft += alpha > 20 && alpha < 235 ? 1 : 0;
    }
    assertThat(soft).isBetween(200, 1200); // about once or twice around
  }

  @Test
  void objectThatReachesTheBorder_isCutOut_andNoiseIsBackground() {
    BufferedImage image = on(GREY, new Rectangle(100, 100, 60, 156), new Color(150, 40, 40));
    byte[] bytes = Canvas.bytes(image);
    byte[] noise = Canvas.bytes(busy(SIDE, SIDE, 1));
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ((bytes[i] & 0xff) + Math.floorMod(noise[i], 5) - 2);
    }
    assertThat(intersectionOverUnion(done(image), new Rectangle(100, 100, 60, 156)))
        .isGreaterThan(0.95);
  }

  @Test
  void greyObject_isCutOutByItsBrightnessAlone() {
    assertThat(intersectionOverUnion(done(on(GREY, stool(), new Color(120, 120, 120))), stool()))
        .isGreaterThan(0.95);
  }

  @Test
  void busyBackground_isRefused() {
    BufferedImage image = busy(SIDE, SIDE, 2);
    assertThat(refusal(image))
        .startsWith("background-not-plain: 75 % of the border must have one colour, ");
  }

  @Test
  void backgroundOfTwoColours_isRefused() {
    assertThat(refusal(Drawings.halves())).startsWith("background-not-plain: ");
  }

  @Test
  void photoOfAFewPixels_isRefused() {
    assertThat(refusal(plain(15, 200, GREY)))
        .isEqualTo("too-small: a photo must have 16 pixels each way to be cut out, got 15×200");
    assertThat(refusal(plain(1, 1, GREY))).startsWith("too-small: ");
  }

  @Test
  void nothing_isRefused_andSoIsWhiteOnWhite() {
    assertThat(refusal(plain(SIDE, SIDE, GREY)))
        .isEqualTo(
            "nothing-stands-out: 0.5 % of the photo must differ from its background, 0.0 % do");
    assertThat(refusal(on(Color.WHITE, stool(), new Color(253, 253, 253))))
        .startsWith("nothing-stands-out: ");
  }

  @Test
  void objectThatHardlyDiffers_isRefused() {
    assertThat(refusal(on(Color.WHITE, stool(), new Color(250, 250, 250))))
        .startsWith("faint-outline: at most 50 % of the object's outline may look like");
  }
}
