package io.panoptes.encoder.folder;

import io.panoptes.encoder.photo.TestPhotos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A folder of photos that a test draws. */
public record TestTree(Path root) {
  /** Makes the folder {@code root}, empty. */
  public static TestTree in(Path root) throws IOException {
    return new TestTree(Files.createDirectories(root));
  }

  /** Draws {@code views} photos of {@code thing} into the folder {@code object}. */
  public TestTree object(String object, long thing, int views) throws IOException {
    for (int view = 1; view <= views; view++) {
      photo(object + "/" + view + ".jpg", thing, view);
    }
    return this;
  }

  /** Draws a photo. */
  public Path photo(String path, long thing, int view) throws IOException {
    return write(path, TestPhotos.jpeg(thing, view));
  }

  /** Writes a file. */
  public Path write(String path, byte[] content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.write(file, content);
  }

  /** Writes a file of text. */
  public Path write(String path, String content) throws IOException {
    return write(path, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Makes a symbolic link. */
  public void link(String path, Path target) throws IOException {
    Path _ = Files.createSymbolicLink(root.resolve(path), target);
  }
}
