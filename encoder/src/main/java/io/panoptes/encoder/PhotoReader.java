package io.panoptes.encoder;

import io.panoptes.encoder.UnreadablePhotoException.Reason;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.imageio.ImageIO;

/** Reads photos. */
public final class PhotoReader {
  /** Reads the photo in {@code file}. */
  public Photo read(Path file) throws IOException {
    return read(file.toString(), Files.readAllBytes(file));
  }

  /** Reads the photo whose file's bytes are {@code content}; {@code name} is for messages. */
  public Photo read(String name, byte[] content) throws UnreadablePhotoException {
    try {
      BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(content));
      if (decoded == null) {
        throw new UnreadablePhotoException(Reason.NOT_A_PHOTO, name);
      }
      BufferedImage image =
          new BufferedImage(decoded.getWidth(), decoded.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
      Graphics2D graphics = image.createGraphics();
      graphics.drawImage(decoded, 0, 0, null);
      graphics.dispose();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return new Photo(HexFormat.of().formatHex(digest), image);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    } catch (UnreadablePhotoException e) {
      throw e;
    } catch (IOException e) {
      throw new UnreadablePhotoException(Reason.DAMAGED, name + ": " + e.getMessage());
    }
  }
}
