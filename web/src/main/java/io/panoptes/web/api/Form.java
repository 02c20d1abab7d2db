package io.panoptes.web.api;

import io.javalin.http.Context;
import io.panoptes.indexer.edit.UploadedPhoto;
import io.panoptes.web.encoding.Upload;
import io.panoptes.web.problem.Problem;
import io.panoptes.web.problem.ProblemException;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came as {@code multipart/form-data}: photos, and fields in the order in which they came. The
 * bytes of photos lie in temporary files, which go with the request.
 */
record Form(List<Upload> photos, SequencedMap<String, List<String>> fields) {
  private static final String PHOTO = "photo";
  private static final String MULTIPART = "multipart/form-data";

  /** Small parts stay in memory. */
  private static final int IN_MEMORY = 16 << 10;

  /**
   * Reads the body of the request.
   *
   * @throws ProblemException if it is not such a form, or larger than it may be
   */
  static Form read(Context context) throws IOException {
    String type = context.contentType();
    if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(MULTIPART)) {
      throw new ProblemException(
          Problem.UNSUPPORTED_MEDIA_TYPE, "the body must be " + MULTIPART + ", got " + type);
    }
    List<Upload> photos = new ArrayList<>();
    SequencedMap<String, List<String>> fields = new LinkedHashMap<>();
    int values = 0;
    for (Part part : parts(context)) {
      if (part.getName().equals(PHOTO)) {
        photos.add(photo(part, photos.size() + 1));
      } else {
        values++;
        fields.computeIfAbsent(part.getName(), _ -> new ArrayList<>()).add(text(part));
      }
    }
    if (photos.size() > Limits.PHOTOS) {
      throw new ProblemException(
          Problem.TOO_LARGE,
          "a request may have " + Limits.PHOTOS + " photos, this one has " + photos.size());
    }
    if (values > Limits.FIELDS) {
      throw new ProblemException(
          Problem.TOO_LARGE,
          "a request may have " + Limits.FIELDS + " fields, this one has " + values);
    }
    return new Form(List.copyOf(photos), fields);
  }

  private static Collection<Part> parts(Context context) throws IOException {
    long length = context.req().getContentLengthLong();
    if (length > Limits.REQUEST_BYTES) {
      throw tooLarge();
    }
    context
        .req()
        .setAttribute(
            "org.eclipse.jetty.multipartConfig",
            new MultipartConfigElement(
                System.getProperty("java.io.tmpdir"),
                Limits.PHOTO_BYTES,
                Limits.REQUEST_BYTES,
                IN_MEMORY));
    try {
      return context.req().getParts();
    } catch (ServletException | IllegalStateException | IOException e) {
      throw BodyFailure.of(e, "a multipart form");
    }
  }

  static ProblemException tooLarge() {
    return new ProblemException(
        Problem.TOO_LARGE,
        "a photo may have " + Limits.PHOTO_BYTES + " bytes, and a request " + Limits.REQUEST_BYTES);
  }

  private static Upload photo(Part part, int number) {
    if (part.getSubmittedFileName() == null) {
      throw new ProblemException(
          Problem.INVALID_REQUEST, "photo must be a file, number " + number + " has no file name");
    }
    return new Upload(UploadedPhoto.plainName(part.getSubmittedFileName()), part::getInputStream);
  }

  private static String text(Part part) throws IOException {
    if (part.getSubmittedFileName() != null) {
      throw new ProblemException(
          Problem.INVALID_REQUEST,
          "a file must be a field " + PHOTO + ", got one as " + part.getName());
    }
    if (part.getSize() > Limits.FIELD_BYTES) {
      throw new ProblemException(
          Problem.TOO_LARGE,
          "a field may have "
              + Limits.FIELD_BYTES
              + " bytes, "
              + part.getName()
              + " has "
              + part.getSize());
    }
    try (InputStream input = part.getInputStream()) {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(input.readAllBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(
          Problem.INVALID_REQUEST, "a field must be UTF-8, " + part.getName() + " is not");
    }
  }

  /** Refuses fields that {@code known} does not name. */
  void requireOnly(Set<String> known) {
    for (String name : fields.keySet()) {
      if (!known.contains(name)) {
        throw new ProblemException(
            Problem.UNKNOWN_FIELD,
            "the fields are photo, " + String.join(", ", known) + ", got " + name);
      }
    }
  }

  /** Refuses a form without photos. */
  void requirePhotos() {
    if (photos.isEmpty()) {
      throw new ProblemException(
          Problem.INVALID_REQUEST, "a request must have a photo, as a file in a field " + PHOTO);
    }
  }

  /** Returns the only value of {@code name}, or null if there is none. */
  @Nullable String one(String name) {
    List<String> values = fields.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new ProblemException(
          Problem.INVALID_REQUEST,
          "the field " + name + " must be there once, got it " + values.size() + " times");
    }
    return values.isEmpty() ? null : values.getFirst();
  }

  /** Returns all values of {@code name}. */
  List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }
}
