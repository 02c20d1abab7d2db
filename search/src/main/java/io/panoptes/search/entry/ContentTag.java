package io.panoptes.search.entry;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tag of what an object is: the beginning of a SHA-256 over its id, category, attributes and
 * photos, each text behind its length, so that no two contents are written alike.
 */
final class ContentTag {
  private static final int HEX_DIGITS = 32;

  /** How a text is written that there is not. */
  private static final int NONE = -1;

  private ContentTag() {}

  static String of(ObjectEntry object) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(content)) {
      write(out, object);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.toByteArray());
      return HexFormat.of().formatHex(hash).substring(0, HEX_DIGITS);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory never fails to be written
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void write(DataOutputStream out, ObjectEntry object) throws IOException {
    write(out, object.id());
    write(out, object.category());
    out.writeInt(object.attributes().size());
    for (Map.Entry<String, Attribute> attribute : object.attributes().entrySet()) {
      write(out, attribute.getKey());
      write(out, attribute.getValue());
    }
    out.writeInt(object.photos().size());
    for (PhotoEntry photo : object.photos()) {
      write(out, photo.id());
      write(out, photo.name());
      write(out, photo.box() == null ? null : photo.box().toString());
      write(out, photo.session());
    }
  }

  private static void write(DataOutputStream out, Attribute attribute) throws IOException {
    switch (attribute) {
      case Attribute.Text text -> {
        out.writeByte('t');
        out.writeInt(text.values().size());
        for (String value : text.values()) {
          write(out, value);
        }
      }
      case Attribute.Number number -> {
        out.writeByte('n');
        out.writeInt(number.values().size());
        for (double value : number.values()) {
          out.writeDouble(value);
        }
      }
    }
  }

  private static void write(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(NONE);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
