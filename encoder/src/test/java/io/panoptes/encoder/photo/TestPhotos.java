package io.panoptes.encoder.photo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Photos of things that do not exist, drawn for tests: a thing is a handful of coloured shapes, a
 * view of it turns, moves and lights it a little. The same thing and view are always the same
 * bytes, and {@link FakeEncoder} finds views of one thing nearest to each other.
 */
public final class TestPhotos {
  private static final int WIDTH = 160;
  private static final int HEIGHT = 120;

  private TestPhotos() {}

  /** Returns view {@code view} of {@code thing}, a JPEG of 160 × 120 pixels. */
  public static byte[] jpeg(long thing, int view) {
    return encode(draw(thing, view), "jpeg");
  }

  /** Returns view {@code view} of {@code thing}, a PNG of 160 × 120 pixels. */
  public static byte[] png(long thing, int view) {
    return encode(draw(thing, view), "png");
  }

  /** Writes {@link #jpeg} as {@code name} into {@code folder}, made if it is missing. */
  public static Path write(Path folder, String name, long thing, int view) throws IOException {
    Files.createDirectories(folder);
    return Files.write(folder.resolve(name), jpeg(thing, view));
  }

  /** Returns view {@code view} of {@code thing} as an image, {@code TYPE_3BYTE_BGR}. */
  static BufferedImage draw(long thing, int view) {
    Random shapes = new Random(0x7e57 + 31 * thing);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(colour(shapes));
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.transform(camera(thing, view));
    for (int i = 0; i < 7; i++) {
      double width = 30 + shapes.nextInt(50);
      double height = 30 + shapes.nextInt(50);
      double left = shapes.nextInt(WIDTH) - width / 2;
      double top = shapes.nextInt(HEIGHT) - height / 2;
      graphics.setColor(colour(shapes));
      graphics.fill(
          shapes.nextBoolean()
              ? new Ellipse2D.Double(left, top, width, height)
              : new Rectangle2D.Double(left, top, width, height));
    }
    graphics.setTransform(new AffineTransform());
    graphics.setColor(new Color(255, 255, 255, 6 * Math.floorMod(view, 5)));
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.dispose();
    return image;
  }

  private static Color colour(Random random) {
    return Color.getHSBColor(
        random.nextFloat(), 0.5f + random.nextFloat() / 2, 0.2f + 0.8f * random.nextFloat());
  }

  private static AffineTransform camera(long thing, int view) {
    Random random = new Random(31 * (31 * thing + view) + 1);
    AffineTransform camera = new AffineTransform();
    camera.translate(
        WIDTH / 2.0 + 3 * random.nextGaussian(), HEIGHT / 2.0 + 3 * random.nextGaussian());
    camera.rotate(Math.toRadians(8 * (random.nextDouble() - 0.5)));
    double zoom = 0.95 + 0.1 * random.nextDouble();
    camera.scale(zoom, zoom);
    camera.translate(-WIDTH / 2.0, -HEIGHT / 2.0);
    return camera;
  }

  /** Returns {@code image} in {@code format}, a name that ImageIO's own writers know. */
  static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, format, output)) {
        throw new AssertionError("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
