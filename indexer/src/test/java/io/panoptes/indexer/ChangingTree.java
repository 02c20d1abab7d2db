package io.panoptes.indexer;

import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.TestPhotos;
import io.panoptes.search.entry.PhotoEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;

/**
 * A folder of photos that changes at random, as a shop's does: new things, things that go, folders
 * that get another name, photos that are taken again. No photo is drawn twice, and no id is given
 * twice.
 */
final class ChangingTree {
  private static final String KEPT = "vase/";
  private static final List<String> CATEGORIES = List.of("mug", "bowl", "lamp");

  private final TestTree tree;
  private final Random random;
  private final Map<String, byte[]> drawn = new HashMap<>();
  private int things;
  private int views;

  ChangingTree(Path root, Random random, int objects) throws IOException {
    this.tree = TestTree.in(root);
    this.random = random;
    for (int i = 0; i < objects; i++) {
      addObject();
    }
  }

  Path root() {
    return tree.root();
  }

  TestTree asTestTree() {
    return tree;
  }

  /** Returns the file of the photo {@code id}, as it once was in the tree or is. */
  byte[] content(String photoId) {
    return Objects.requireNonNull(drawn.get(photoId), photoId);
  }

  /** Changes it a little. */
  void change() throws IOException {
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      List<String> ids =
          objects().keySet().stream().filter(object -> !object.startsWith(KEPT)).toList();
      String id = ids.get(random.nextInt(ids.size()));
      switch (random.nextInt(6)) {
        case 0, 1 -> addObject();
        case 2 -> draw(id + "/1.jpg");
        case 3 -> draw(id + "/" + (1 + random.nextInt(6)) + ".jpg");
        case 4 -> rename(id);
        default -> {
          if (ids.size() > 12) {
            IOUtils.rm(tree.root().resolve(id));
          }
        }
      }
    }
  }

  private String newId() {
    things++;
    return CATEGORIES.get(random.nextInt(CATEGORIES.size())) + "/" + things;
  }

  /** Adds an object that no change touches, and returns its id. */
  String addKept() throws IOException {
    things++;
    draw(KEPT + things + "/1.jpg");
    return KEPT + things;
  }

  private void addObject() throws IOException {
    String id = newId();
    for (int photo = 1 + random.nextInt(3); photo > 0; photo--) {
      draw(id + "/" + photo + ".jpg");
    }
  }

  private void draw(String path) throws IOException {
    views++;
    byte[] jpeg = TestPhotos.jpeg(views, 1);
    drawn.put(PhotoReader.id(jpeg), jpeg);
    tree.write(path, jpeg);
  }

  private void rename(String id) throws IOException {
    Path renamed = tree.root().resolve(newId());
    Files.createDirectories(Objects.requireNonNull(renamed.getParent()));
    Files.move(tree.root().resolve(id), renamed);
  }

  /** Returns what is to be noted of the photos of each object that is there. */
  SortedMap<String, List<PhotoEntry>> objects() throws IOException {
    SortedMap<String, List<PhotoEntry>> objects = new TreeMap<>();
    try (Stream<Path> files = Files.walk(tree.root())) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        Path folder = Objects.requireNonNull(file.getParent());
        objects
            .computeIfAbsent(tree.root().relativize(folder).toString(), _ -> new ArrayList<>())
            .add(
                new PhotoEntry(
                    PhotoReader.id(Files.readAllBytes(file)),
                    file.getFileName().toString(),
                    file.toString(),
                    Files.size(file),
                    Files.getLastModifiedTime(file).toInstant(),
                    null,
                    null));
      }
    }
    return objects;
  }
}
