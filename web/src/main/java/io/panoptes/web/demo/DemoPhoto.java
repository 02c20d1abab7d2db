package io.panoptes.web.demo;

import io.panoptes.encoder.folder.PhotoFile;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.PhotoTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A photo to ask the demo's catalogue with, and what the right answer is. */
record DemoPhoto(Path file, Truth truth) {
  /** What a photo shows. */
  sealed interface Truth {
    /** An object of the catalogue: the one whose id ends in {@code name}. */
    record InCatalogue(String name) implements Truth {}

    /** A thing that the catalogue does not have; it may have others of this {@code kind}. */
    record Stranger(String kind) implements Truth {}
  }

  /** Returns the name of the file. */
  String name() {
    return file.getFileName().toString();
  }

  /** Returns the photos {@code queries/OBJECT.jpg} and {@code strangers/KIND/*} in {@code demo}. */
  static List<DemoPhoto> in(Path demo) throws IOException {
    List<DemoPhoto> photos = new ArrayList<>();
    for (PhotoFolder queries : folders(demo.resolve("queries"))) {
      for (PhotoFile photo : queries.photos()) {
        photos.add(
            new DemoPhoto(
                photo.in(queries.folder()), new Truth.InCatalogue(withoutExtension(photo.name()))));
      }
    }
    for (PhotoFolder strangers : folders(demo.resolve("strangers"))) {
      for (PhotoFile photo : strangers.photos()) {
        photos.add(new DemoPhoto(photo.in(strangers.folder()), new Truth.Stranger(strangers.id())));
      }
    }
    return photos;
  }

  private static List<PhotoFolder> folders(Path folder) throws IOException {
    return PhotoTree.read(folder, _ -> false).objects();
  }

  private static String withoutExtension(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }
}
