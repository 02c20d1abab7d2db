package io.panoptes.web.encoding;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.View;
import io.panoptes.encoder.photo.Box;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.Thumbnail;
import io.panoptes.encoder.photo.UnreadablePhotoException;
import io.panoptes.indexer.edit.UploadedPhoto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Photos of requests into views: decoded by as many threads as there are cores, encoded in the
 * {@link EncodeQueue}, and remembered. Threads share it.
 */
public final class PhotoEncoder {
  private final EncodeQueue queue;
  private final ViewCache cache;
  private final PhotoReader reader = new PhotoReader();
  private final Semaphore decoding =
      new Semaphore(Runtime.getRuntime().availableProcessors(), true);

  /** Makes one; it closes neither. */
  public PhotoEncoder(EncodeQueue queue, ViewCache cache) {
    this.queue = queue;
    this.cache = cache;
  }

  /**
   * Returns what became of each of the photos of a query, in order.
   *
   * @param encoder stays open until this returns
   * @param box the part of all photos that is looked at; null for all of them
   * @throws QueueFullException if the server has too much to do
   */
  public List<QueryPhoto> query(
      Encoder encoder, List<Upload> photos, @Nullable Box box, Deadline deadline)
      throws IOException, QueueFullException, TimedOutException, InterruptedException {
    List<Step> steps = new ArrayList<>();
    try (EncodeQueue.Places places = queue.take(photos.size())) {
      for (Upload photo : photos) {
        steps.add(look(encoder, photo, box, places, deadline));
      }
      Iterator<View> views = places.await(deadline).iterator();
      List<QueryPhoto> done = new ArrayList<>();
      for (Step step : steps) {
        done.add(
            switch (step) {
              case Done known -> known.photo();
              case OnItsWay coming -> {
                View view = views.next();
                cache.put(encoder.model(), coming.id(), box, view);
                yield new QueryPhoto.Seen(coming.name(), coming.id(), view);
              }
            });
      }
      return done;
    }
  }

  /** How far a photo is. */
  private sealed interface Step {}

  private record Done(QueryPhoto photo) implements Step {}

  private record OnItsWay(String name, String id) implements Step {}

  /** Holds the bytes of no more photos than are decoded at once. */
  private Step look(
      Encoder encoder,
      Upload photo,
      @Nullable Box box,
      EncodeQueue.Places places,
      Deadline deadline)
      throws IOException, TimedOutException, InterruptedException {
    awaitTurn(deadline);
    try {
      byte[] content = photo.bytes();
      String id = PhotoReader.id(content);
      Optional<View> known = cache.find(encoder.model(), id, box);
      if (known.isPresent()) {
        return new Done(new QueryPhoto.Seen(photo.name(), id, known.get()));
      }
      Photo decoded = reader.read(photo.name(), content);
      places.encode(encoder, encoder.prepare(box == null ? decoded : decoded.crop(box)));
      return new OnItsWay(photo.name(), id);
    } catch (UnreadablePhotoException e) {
      return new Done(leftOut(photo, e));
    } finally {
      decoding.release();
    }
  }

  /** Waits until this thread may decode; it then has to release {@link #decoding}. */
  private void awaitTurn(Deadline deadline) throws TimedOutException, InterruptedException {
    long left = deadline.left().toNanos();
    if (left <= 0 || !decoding.tryAcquire(left, TimeUnit.NANOSECONDS)) {
      throw new TimedOutException(deadline.limit());
    }
  }

  private static QueryPhoto.LeftOut leftOut(Upload photo, UnreadablePhotoException e) {
    return new QueryPhoto.LeftOut(photo.name(), e.reason().code(), String.valueOf(e.getMessage()));
  }

  /** Photos that are to be kept, and their places in the queue, which closing gives back. */
  public static final class Kept implements AutoCloseable {
    private final List<UploadedPhoto> photos;
    private final List<QueryPhoto.LeftOut> unreadable;
    private final EncodeQueue.Places places;

    private Kept(
        List<UploadedPhoto> photos,
        List<QueryPhoto.LeftOut> unreadable,
        EncodeQueue.Places places) {
      this.photos = List.copyOf(photos);
      this.unreadable = List.copyOf(unreadable);
      this.places = places;
    }

    /** Returns the photos in order; none if any is unreadable. */
    public List<UploadedPhoto> photos() {
      return photos;
    }

    /** Returns those that cannot be read. */
    public List<QueryPhoto.LeftOut> unreadable() {
      return unreadable;
    }

    @Override
    public void close() {
      places.close();
    }
  }

  /**
   * Returns photos of an object, in order, with their thumbnails and views. They are held in
   * memory: places are kept until that is no longer so.
   *
   * @param encoder stays open until this returns
   * @throws QueueFullException if the server has too much to do
   */
  public Kept keep(Encoder encoder, List<Upload> photos, Deadline deadline)
      throws IOException, QueueFullException, TimedOutException, InterruptedException {
    EncodeQueue.Places places = queue.take(photos.size());
    try {
      return keep(encoder, photos, deadline, places);
    } catch (IOException | TimedOutException | InterruptedException | RuntimeException | Error e) {
      try (places) {
        throw e;
      }
    }
  }

  private Kept keep(
      Encoder encoder, List<Upload> photos, Deadline deadline, EncodeQueue.Places places)
      throws IOException, TimedOutException, InterruptedException {
    List<Looked> looked = new ArrayList<>();
    List<QueryPhoto.LeftOut> unreadable = new ArrayList<>();
    for (Upload photo : photos) {
      awaitTurn(deadline);
      try {
        byte[] content = photo.bytes();
        Photo decoded = reader.read(photo.name(), content);
        places.encode(encoder, encoder.prepare(decoded));
        looked.add(new Looked(photo.name(), decoded.id(), content, Thumbnail.jpeg(decoded)));
      } catch (UnreadablePhotoException e) {
        unreadable.add(leftOut(photo, e));
      } finally {
        decoding.release();
      }
    }
    if (!unreadable.isEmpty()) {
      return new Kept(List.of(), unreadable, places);
    }
    Iterator<View> views = places.await(deadline).iterator();
    return new Kept(
        looked.stream().map(photo -> photo.with(views.next())).toList(), List.of(), places);
  }

  /** A photo that waits for its view. */
  @SuppressWarnings("ArrayRecordComponent") // for a moment, and never compared
  private record Looked(String name, String id, byte[] content, byte[] thumbnail) {
    UploadedPhoto with(View view) {
      return new UploadedPhoto(
          name, id, ByteBuffer.wrap(content), ByteBuffer.wrap(thumbnail), view);
    }
  }
}
