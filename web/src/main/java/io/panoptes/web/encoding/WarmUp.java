package io.panoptes.web.encoding;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.View;
import io.panoptes.encoder.photo.PhotoReader;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Lets a picture go the whole way, so that who asks first need not wait for it to be paved. */
public final class WarmUp {
  private static final int SIDE = 256;

  private WarmUp() {}

  /** Decodes and encodes a picture. */
  public static void run(Encoder encoder) throws IOException {
    List<View> _ =
        encoder.encode(List.of(encoder.prepare(new PhotoReader().read("warm-up", picture()))));
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
