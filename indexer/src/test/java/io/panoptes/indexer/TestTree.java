package io.panoptes.indexer;

import io.panoptes.encoder.TestPhotos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A folder of photos that a test draws. */
record TestTree(Path root) {
  /** Makes the folder {@code root}, empty. */
  static TestTree in(Path root) throws IOException {
    return new TestTree(Files.createDirectories(root));
  }

  /** Draws {@code views} photos of {@code thing} into the folder {@code object}. */
  TestTree object(String object, long thing, int views) throws IOException {
    for (int view = 1; view <= views; view++) {
      photo(object + "/" + view + ".jpg", thing, view);
    }
    return this;
  }

  /** Draws a photo. */
  Path photo(String path, long thing, int view) throws IOException {
    return write(path, TestPhotos.jpeg(thing, view));
  }

  Path write(String path, byte[] content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.write(file, content);
  }

  Path write(String path, String content) throws IOException {
    return write(path, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  void link(String path, Path target) throws IOException {
    Path _ = Files.createSymbolicLink(root.resolve(path), target);
  }
}
