package io.panoptes.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A {@code multipart/form-data} body, as browsers make it. */
public final class MultipartBody {
  private static final String BOUNDARY = "panoptes-test-boundary";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Adds a field. */
  public MultipartBody field(String name, String value) {
    return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a photo. */
  public MultipartBody photo(String file, byte[] content) {
    return file("photo", file, content);
  }

  /** Adds a file. */
  public MultipartBody file(String name, String file, byte[] content) {
    return part("name=\"" + name + "\"; filename=\"" + file + "\"", content);
  }

  private MultipartBody part(String disposition, byte[] content) {
    bytes.writeBytes(
        ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(content);
    bytes.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** Returns all of it. */
  public byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes.toByteArray());
    all.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return all.toByteArray();
  }

  /** Returns its media type. */
  public String type() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }
}
