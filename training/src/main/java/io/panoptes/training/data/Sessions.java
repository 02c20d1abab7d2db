package io.panoptes.training.data;

import io.panoptes.encoder.folder.PhotoFile;
import io.panoptes.encoder.folder.PhotoFolder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * In which session (shoot) each photo was taken: photos of one session share light, background and
 * camera, and are easier to tell apart than a customer's.
 *
 * @param byPhoto the session of each photo that has one
 * @param unassigned the photos that have none although {@code photos.csv} is there, in the order of
 *     the objects; they stay in the data set, and figures across sessions cannot count them
 */
public record Sessions(Map<Path, String> byPhoto, List<Path> unassigned) {
  public Sessions {
    byPhoto = Map.copyOf(byPhoto);
    unassigned = List.copyOf(unassigned);
  }

  /** Returns the sessions of a data set that names none. */
  public static Sessions none() {
    return new Sessions(Map.of(), List.of());
  }

  /** Returns the session of {@code photo}, one of {@code object}'s, or null if none is known. */
  public @Nullable String of(PhotoFolder object, PhotoFile photo) {
    return byPhoto.get(photo.in(object.folder()));
  }

  /** Returns the number of sessions that are named. */
  public int count() {
    return new HashSet<>(byPhoto.values()).size();
  }

  /** Returns whether no two photos are known to be of different sessions. */
  public boolean isSingle() {
    return count() <= 1;
  }
}
