package io.panoptes.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.PhotoFile;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.PhotoTree;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.photo.Jpeg;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.UnreadablePhotoException;
import io.panoptes.training.augmentation.Clutter;
import io.panoptes.training.augmentation.FieldCamera;
import io.panoptes.training.augmentation.FieldConditions;
import io.panoptes.training.augmentation.FieldPhoto;
import io.panoptes.training.augmentation.Seed;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * A tree of photos as a field camera takes them: the same folders and names as in the tree it is
 * made of, and in its root {@value #DRAWN}, one line a photo with all that was drawn for it. Public
 * for benchmarks, which measure on the photos that {@code training field} writes.
 */
public final class FieldTree {
  static final String DRAWN = "drawn.jsonl";
  private static final float QUALITY = 0.85f;

  /** Pieces of other photos to stand about: enough that few are met twice. */
  private static final int PIECES = 200;

  private final FieldCamera camera;
  private final PhotoReader reader = new PhotoReader();
  private final ObjectMapper json = new ObjectMapper();

  /**
   * What was written.
   *
   * @param skipped what cannot be read or cut out, in path order
   */
  public record Written(long photos, List<Skipped> skipped) {
    public Written {
      skipped = List.copyOf(skipped);
    }
  }

  /** What became of a photo. */
  private sealed interface Outcome {
    record Taken(String line) implements Outcome {}

    record LeftOut(Skipped skipped) implements Outcome {}
  }

  private FieldTree(FieldCamera camera) {
    this.camera = camera;
  }

  /**
   * Returns one whose camera is a phone.
   *
   * @param clutter photos whose parts stand about
   */
  public static FieldTree byPhone(PhotoTree clutter, Seed seed) throws IOException {
    return new FieldTree(
        new FieldCamera(seed, Clutter.from(clutter, seed, PIECES), FieldConditions.PHONE));
  }

  /**
   * Writes the field photos of {@code tree}, which was read from {@code root}, to {@code out}.
   *
   * @throws IOException if {@code out} is not empty, or lies within {@code root}
   */
  public Written write(PhotoTree tree, Path root, Path out, Progress progress) throws IOException {
    refuseToMix(root, out);
    progress.begin(tree.photos());
    Files.createDirectories(out);
    List<Skipped> skipped = new ArrayList<>(tree.skipped());
    long photos = 0;
    int cores = Runtime.getRuntime().availableProcessors();
    try (ExecutorService workers = Executors.newFixedThreadPool(cores);
        Writer drawn = Files.newBufferedWriter(out.resolve(DRAWN))) {
      try {
        for (Future<Outcome> underWay : start(tree, root, out, workers)) {
          switch (outcome(underWay)) {
            case Outcome.LeftOut leftOut -> skipped.add(leftOut.skipped);
            case Outcome.Taken taken -> {
              drawn.write(taken.line + "\n");
              photos++;
            }
          }
          progress.addDone(1);
        }
      } finally {
        workers.shutdownNow();
      }
    }
    return new Written(photos, skipped);
  }

  private static void refuseToMix(Path root, Path out) throws IOException {
    if (out.toAbsolutePath().normalize().startsWith(root.toAbsolutePath().normalize())) {
      throw new IOException(out + " must lie outside " + root + ", whose photos it is made of");
    }
    if (Files.exists(out)) {
      try (Stream<Path> entries = Files.list(out)) {
        if (entries.findAny().isPresent()) {
          throw new IOException(out + " exists and is not empty");
        }
      }
    }
  }

  private List<Future<Outcome>> start(PhotoTree tree, Path root, Path out, ExecutorService workers)
      throws IOException {
    List<Future<Outcome>> underWay = new ArrayList<>();
    for (PhotoFolder object : tree.objects()) {
      Path folder = root.relativize(object.folder());
      Files.createDirectories(out.resolve(folder));
      for (PhotoFile file : object.photos()) {
        underWay.add(workers.submit(() -> take(object, file, folder, out)));
      }
    }
    return underWay;
  }

  private Outcome take(PhotoFolder object, PhotoFile file, Path folder, Path out)
      throws IOException {
    Path path = file.in(object.folder());
    Photo photo;
    try {
      photo = reader.read(path);
    } catch (UnreadablePhotoException e) {
      return new Outcome.LeftOut(new Skipped(path.toString(), String.valueOf(e.getMessage())));
    }
    return switch (camera.take(photo, object.id(), 0)) {
      case FieldPhoto.NotCutOut refused ->
          new Outcome.LeftOut(new Skipped(path.toString(), refused.reason()));
      case FieldPhoto.Taken taken -> {
        Path target = folder.resolve(jpegName(file.fileName()));
        Files.write(out.resolve(target), Jpeg.encode(taken.photo().image(), QUALITY));
        yield new Outcome.Taken(line(target, photo, taken));
      }
    };
  }

  private String line(Path target, Photo photo, FieldPhoto.Taken taken) throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("photo", target.toString());
    line.put("of_sha256", photo.id());
    line.put("drawn", new TreeMap<>(taken.drawn()));
    return json.writeValueAsString(line);
  }

  /**
   * Returns the name of the field photo of the photo {@code name}: a JPEG's; that of another format
   * is kept whole, so that none collide.
   */
  public static String jpegName(String name) {
    return name.matches("(?i).*\\.jpe?g") ? name : name + ".jpg";
  }

  private static Outcome outcome(Future<Outcome> underWay) throws IOException {
    try {
      return underWay.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while taking photos");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException("a photo cannot be taken: " + e.getCause(), e);
    }
  }
}
