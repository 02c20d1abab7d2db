package io.panoptes.search;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.View;
import io.panoptes.encoder.photo.Box;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.Pixels;
import io.panoptes.encoder.photo.UnreadablePhotoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Photos in, views out, in order: some threads decode ahead while the calling one encodes in
 * batches. However many photos there are, it holds no more than {@value #AHEAD} of them.
 */
final class PhotoViews implements AutoCloseable {
  private static final int BATCH = 16;
  private static final int AHEAD = 64;

  /** What became of a photo; {@code name} is the path as it was given. */
  sealed interface Outcome {
    String name();
  }

  /** It was seen; {@code id} is the SHA-256 of its bytes. */
  record Seen(String name, String id, View view) implements Outcome {}

  /** It was left out; {@code reason} is a code, {@code message} the whole story. */
  record LeftOut(String name, String reason, String message) implements Outcome {}

  /** Takes outcomes, one by one. */
  @FunctionalInterface
  interface Sink {
    void accept(Outcome outcome) throws IOException;
  }

  private sealed interface Decoded {}

  private record Ready(String name, String id, Pixels pixels) implements Decoded {}

  private record Failed(LeftOut outcome) implements Decoded {}

  private final Encoder encoder;
  private final @Nullable Box box;
  private final PhotoReader reader = new PhotoReader();
  private final ExecutorService decoders =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().daemon().name("decoder-", 0).factory());

  /** Makes one for photos of which {@code box} is looked at, or all. */
  PhotoViews(Encoder encoder, @Nullable Box box) {
    this.encoder = encoder;
    this.box = box;
  }

  /** Gives the outcome of each of {@code photos} to {@code sink}, in order. */
  void forEach(List<Path> photos, Sink sink) throws IOException, InterruptedException {
    Iterator<Path> waiting = photos.iterator();
    Queue<Future<Decoded>> decoding = new ArrayDeque<>();
    List<Decoded> batch = new ArrayList<>();
    while (waiting.hasNext() || !decoding.isEmpty()) {
      while (waiting.hasNext() && decoding.size() < AHEAD) {
        Path photo = waiting.next();
        decoding.add(decoders.submit(() -> decode(photo)));
      }
      batch.add(get(decoding.remove()));
      if (batch.size() == BATCH) {
        encode(batch, sink);
        batch.clear();
      }
    }
    encode(batch, sink);
  }

  private Decoded decode(Path file) throws IOException {
    try {
      Photo photo = reader.read(file);
      Photo looked = box == null ? photo : photo.crop(box);
      return new Ready(file.toString(), photo.id(), encoder.prepare(looked));
    } catch (UnreadablePhotoException e) {
      return new Failed(
          new LeftOut(file.toString(), e.reason().code(), String.valueOf(e.getMessage())));
    }
  }

  private static Decoded get(Future<Decoded> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException runtime -> throw runtime;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException("a photo could not be decoded", e);
      }
    }
  }

  private void encode(List<Decoded> batch, Sink sink) throws IOException {
    List<Pixels> pixels = new ArrayList<>();
    for (Decoded decoded : batch) {
      if (decoded instanceof Ready ready) {
        pixels.add(ready.pixels());
      }
    }
    Iterator<View> views = (pixels.isEmpty() ? List.<View>of() : encoder.encode(pixels)).iterator();
    for (Decoded decoded : batch) {
      sink.accept(
          switch (decoded) {
            case Ready ready -> new Seen(ready.name(), ready.id(), views.next());
            case Failed failed -> failed.outcome();
          });
    }
  }

  /** Lets the decoders go; those at work finish their photo for nobody. */
  @Override
  public void close() {
    decoders.shutdownNow();
  }
}
