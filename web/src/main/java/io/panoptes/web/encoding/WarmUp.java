package io.panoptes.web.encoding;

import io.panoptes.encoder.Encoder;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;

/** Lets a picture go the whole way, so that the first who asks need not wait for it to be paved. */
public final class WarmUp {
  private static final int SIDE = 256;

  /** The model comes from disk, and code is still interpreted. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private WarmUp() {}

  /** Decodes and encodes a picture. */
  public static void run(PhotoEncoder photos, Encoder encoder)
      throws IOException, InterruptedException {
    byte[] picture = picture();
    Upload upload = new Upload("warm-up", picture.length, () -> new ByteArrayInputStream(picture));
    try {
      List<QueryPhoto> _ = photos.query(encoder, List.of(upload), null, Deadline.in(LIMIT));
    } catch (QueueFullException | TimedOutException e) {
      throw new IOException("the model does not work: " + e.getMessage(), e);
    }
  }

  private static byte[] picture() throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(new GradientPaint(0, 0, Color.DARK_GRAY, SIDE, SIDE, Color.ORANGE));
    graphics.fillRect(0, 0, SIDE, SIDE);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, "jpg", bytes)) {
      throw new IOException("this JDK cannot write a JPEG");
    }
    return bytes.toByteArray();
  }
}
