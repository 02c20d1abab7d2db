package io.panoptes.training.augmentation;

import io.panoptes.encoder.folder.PhotoFile;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.PhotoTree;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.UnreadablePhotoException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What stands about in a field photo: pieces of photos of other objects. Without any, what is
 * around an object is all procedural. Immutable; many threads may share one.
 */
public final class Clutter {
  /** Larger photos are reduced: clutter is small in a picture, and many pieces are held. */
  private static final int LONGEST_SIDE = 256;

  /**
   * A piece.
   *
   * @param object id of the object that its photo shows
   * @param image the object alone, {@link BufferedImage#TYPE_INT_ARGB}, or the whole photo where
   *     its background is not plain
   */
  record Piece(String object, BufferedImage image, boolean isCutOut) {}

  private final List<Piece> pieces;

  private Clutter(List<Piece> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  /** Returns no pieces at all. */
  public static Clutter procedural() {
    return new Clutter(List.of());
  }

  /** Returns this and a piece of {@code photo}, which shows {@code object}. */
  public Clutter and(String object, Photo photo) {
    List<Piece> more = new ArrayList<>(pieces);
    more.add(piece(object, photo));
    return new Clutter(more);
  }

  /**
   * Returns pieces of at most {@code most} photos of {@code tree}, of as many objects as possible,
   * picked by {@code seed}. Photos that cannot be read are passed over: whoever goes through the
   * tree lists them.
   */
  public static Clutter from(PhotoTree tree, Seed seed, int most) throws IOException {
    PhotoReader reader = new PhotoReader();
    Draws draws = seed.draws("clutter", 0);
    List<PhotoFolder> objects = new ArrayList<>(tree.objects());
    for (int last = objects.size() - 1; last > 0; last--) {
      Collections.swap(objects, last, (int) (draws.grain() * (last + 1)));
    }
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      PhotoFolder object = objects.get(i % objects.size());
      List<PhotoFile> photos = object.photos();
      PhotoFile photo = photos.get((int) (draws.grain() * photos.size()));
      try {
        pieces.add(piece(object.id(), reader.read(photo.in(object.folder()))));
      } catch (UnreadablePhotoException _) {
        // Nothing to show.
      }
    }
    return new Clutter(pieces);
  }

  private static Piece piece(String object, Photo photo) {
    BufferedImage image = photo.atMost(LONGEST_SIDE).image();
    return switch (CutOut.of(image)) {
      case CutOut.Done done -> new Piece(object, done.image(), true);
      case CutOut.Refused _ -> new Piece(object, image, false);
    };
  }

  /** Returns the number of pieces. */
  public int size() {
    return pieces.size();
  }

  /** Returns the pieces that do not show {@code object}. */
  List<Piece> without(String object) {
    return pieces.stream().filter(piece -> !piece.object.equals(object)).toList();
  }
}
