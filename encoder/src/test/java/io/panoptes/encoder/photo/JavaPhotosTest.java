package io.panoptes.encoder.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.Consumer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Photos of kinds that Java writes: deep ones, interlaced ones, runs. */
class JavaPhotosTest {
  private final BufferedImage drawing = Fixtures.plain("drawing.png");

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void sixteenBits_areTheDrawing(String format) throws IOException {
    BufferedImage deep = deep(false);

    byte[] photo = write(deep, format, JavaPhotosTest::plain);

    assertThat(Fixtures.difference(Fixtures.read("deep", photo), drawing)).isZero();
  }

  @Test
  void sixteenBitsHalfClear_areHalfWhite() throws IOException {
    byte[] photo = write(deep(true), "png", JavaPhotosTest::interlaced);

    BufferedImage image = Fixtures.read("deep.png", photo);

    for (int x = 0; x < drawing.getWidth(); x++) {
      int full = drawing.getRGB(x, 9) & 0xff;
      assertThat(image.getRGB(x, 9) & 0xff).isBetween((full + 255) / 2 - 1, (full + 255) / 2 + 1);
    }
  }

  @Test
  void interlacedPng_isTheDrawing() throws IOException {
    byte[] photo = write(drawing, "png", JavaPhotosTest::interlaced);
    assertThat(photo[28]).isOne();

    assertThat(Fixtures.difference(Fixtures.read("interlaced.png", photo), drawing)).isZero();
  }

  @Test
  void interlacedPngOfSixteenBits_cutAnywhere_isTruncated() throws IOException {
    byte[] photo = write(deep(true), "png", JavaPhotosTest::interlaced);

    TruncatedPhotoTest.assertCutAnywhereIsTruncated("deep.png", photo);
  }

  @Test
  void runLengthBmp_isItsPalette() throws IOException {
    BufferedImage palette = new BufferedImage(64, 48, BufferedImage.TYPE_BYTE_INDEXED);
    palette.getGraphics().drawImage(drawing, 0, 0, null);

    byte[] photo = write(palette, "bmp", JavaPhotosTest::runs);

    BufferedImage expected = new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR);
    expected.getGraphics().drawImage(palette, 0, 0, null);
    assertThat(Fixtures.difference(Fixtures.read("runs.bmp", photo), expected)).isZero();
    TruncatedPhotoTest.assertCutAnywhereIsTruncated("runs.bmp", photo);
  }

  @Test
  void blackAndWhitePng_isBlackAndWhite() throws IOException {
    BufferedImage bits = new BufferedImage(20, 10, BufferedImage.TYPE_BYTE_BINARY);
    bits.setRGB(3, 4, 0xffffff);

    BufferedImage image = Fixtures.read("bits.png", write(bits, "png", JavaPhotosTest::plain));

    assertThat(image.getRGB(3, 4)).isEqualTo(0xffffffff);
    assertThat(image.getRGB(4, 4)).isEqualTo(0xff000000);
  }

  /** Returns the drawing at 16 bits, each sample 257 times what it was. */
  private BufferedImage deep(boolean halfClear) {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            halfClear,
            false,
            halfClear ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster =
        model.createCompatibleWritableRaster(drawing.getWidth(), drawing.getHeight());
    for (int y = 0; y < drawing.getHeight(); y++) {
      for (int x = 0; x < drawing.getWidth(); x++) {
        for (int band = 0; band < 3; band++) {
          raster.setSample(x, y, band, 257 * drawing.getRaster().getSample(x, y, band));
        }
        if (halfClear) {
          raster.setSample(x, y, 3, 32768);
        }
      }
    }
    return new BufferedImage(model, raster, false, null);
  }

  private static byte[] write(BufferedImage image, String format, Consumer<ImageWriteParam> setting)
      throws IOException {
    Iterator<ImageWriter> writers =
        ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), format);
    ImageWriter writer = writers.next();
    while (!writer.getClass().getName().startsWith("com.sun.")) {
      writer = writers.next();
    }
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    setting.accept(parameters);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(output);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static void plain(ImageWriteParam parameters) {}

  private static void interlaced(ImageWriteParam parameters) {
    parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
  }

  private static void runs(ImageWriteParam parameters) {
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionType("BI_RLE8");
  }
}
