package io.panoptes.training.loop;

import io.panoptes.encoder.folder.PhotoFile;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.photo.Frame;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.encoder.photo.UnreadablePhotoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The photos that can be read, by number, as the network wants them. All are read once, to know
 * which can be; they are kept if they take no more than half of the heap, else read again each time
 * they are wanted. Many threads may share one.
 */
final class Squares {
  private final List<Frame> frames;
  private final PhotoReader reader = new PhotoReader();
  private final List<Path> paths = new ArrayList<>();
  private final List<@Nullable Pixels> kept = new ArrayList<>();
  private final Map<PhotoFolder, List<Integer>> numbers = new LinkedHashMap<>();
  private final List<Skipped> skipped = new ArrayList<>();

  private Squares(List<Frame> frames) {
    this.frames = frames;
  }

  /**
   * Reads the photos of {@code folders}, in order.
   *
   * @param frames that the network looks through, each once
   * @param heap bytes of the heap
   */
  static Squares read(
      List<PhotoFolder> folders, List<Frame> frames, ExecutorService workers, long heap)
      throws IOException {
    Squares squares = new Squares(frames);
    long photos = folders.stream().mapToLong(folder -> folder.photos().size()).sum();
    long bytes = frames.stream().mapToLong(frame -> 3L * frame.side() * frame.side()).sum();
    boolean keeps = photos * bytes <= heap / 2;
    for (PhotoFolder folder : folders) { // an object's photos at a time: few are held at once
      List<Future<Pixels>> read = new ArrayList<>();
      for (PhotoFile file : folder.photos()) {
        read.add(workers.submit(() -> squares.load(file.in(folder.folder()))));
      }
      for (int i = 0; i < read.size(); i++) {
        squares.add(folder, folder.photos().get(i).in(folder.folder()), read.get(i), keeps);
      }
    }
    return squares;
  }

  private void add(PhotoFolder folder, Path path, Future<Pixels> read, boolean keeps)
      throws IOException {
    try {
      Pixels pixels = Futures.get(read);
      numbers.computeIfAbsent(folder, _ -> new ArrayList<>()).add(paths.size());
      paths.add(path);
      kept.add(keeps ? pixels : null);
    } catch (UnreadablePhotoException e) {
      skipped.add(new Skipped(path.toString(), String.valueOf(e.getMessage())));
    }
  }

  private Pixels load(Path path) throws IOException {
    return Pixels.of(reader.read(path), frames);
  }

  /** Returns the photo of {@code number}. */
  Pixels get(int number) throws IOException {
    Pixels pixels = kept.get(number);
    return pixels == null ? load(paths.get(number)) : pixels;
  }

  int count() {
    return paths.size();
  }

  /** Returns the numbers of each object's photos; objects without any are not in it. */
  Map<PhotoFolder, List<Integer>> numbers() {
    return numbers;
  }

  /** Returns the photos that cannot be read. */
  List<Skipped> skipped() {
    return skipped;
  }
}
