package io.panoptes.training.loop;

import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.Skipped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The photos that can be read, which are numbered from 0 in their order, and those that cannot. */
final class PhotoNumbers {
  private final List<Path> paths = new ArrayList<>();
  private final Map<PhotoFolder, List<Integer>> byObject = new LinkedHashMap<>();
  private final List<Skipped> skipped = new ArrayList<>();

  /** Gives the photo of {@code object} in {@code path} the next number. */
  void add(PhotoFolder object, Path path) {
    byObject.computeIfAbsent(object, _ -> new ArrayList<>()).add(paths.size());
    paths.add(path);
  }

  /** Says that a photo cannot be read. */
  void skip(Skipped photo) {
    skipped.add(photo);
  }

  int count() {
    return paths.size();
  }

  Path path(int number) {
    return paths.get(number);
  }

  /** Returns the numbers of each object's photos; objects without any are not in it. */
  Map<PhotoFolder, List<Integer>> byObject() {
    return Collections.unmodifiableMap(byObject);
  }

  /** Returns the photos that cannot be read. */
  List<Skipped> skipped() {
    return List.copyOf(skipped);
  }
}
