package io.panoptes.indexer;

import io.panoptes.encoder.View;
import io.panoptes.encoder.folder.PhotoFile;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.search.CatalogueObject;
import io.panoptes.search.CataloguePhoto;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An object on its way into the catalogue: which of its photos have to be read, and what came of
 * them. The stages' threads share it; who finishes the last {@linkplain #finishStep step} passes it
 * on.
 *
 * <p>A photo that the catalogue has already, by name, size and time or else by content, is not
 * encoded again. A photo that could be read once and cannot be any more stays in the catalogue as
 * it was: a damaged disk takes nothing out of it.
 */
final class ObjectTask {
  private final PhotoFolder folder;
  private final List<PhotoFile> unread = new ArrayList<>();
  private final Set<Long> knownSizes = new HashSet<>();
  private final AtomicInteger steps = new AtomicInteger();

  /** Views by photo id: those of the object as it was, then those encoded now. */
  private final ConcurrentMap<String, View> views = new ConcurrentHashMap<>();

  /** Photos whose view is known or on its way. */
  private final Set<String> claimed = ConcurrentHashMap.newKeySet();

  /** Photo ids of the files that could be read. */
  private final ConcurrentMap<PhotoFile, String> ids = new ConcurrentHashMap<>();

  /** Makes one for {@code folder}, whose object is {@code known} if the catalogue has it. */
  ObjectTask(PhotoFolder folder, Optional<CatalogueObject> known) {
    this.folder = folder;
    Map<String, CataloguePhoto> byName = new HashMap<>();
    for (CataloguePhoto photo : known.map(CatalogueObject::photos).orElse(List.of())) {
      byName.put(photo.name(), photo);
      views.put(photo.id(), photo.view());
      knownSizes.add(photo.bytes());
    }
    claimed.addAll(views.keySet());
    for (PhotoFile file : folder.photos()) {
      CataloguePhoto photo = byName.get(file.name());
      if (photo != null && isUnchanged(file, photo)) {
        ids.put(file, photo.id());
      } else {
        unread.add(file);
      }
    }
    steps.set(unread.size());
  }

  private static boolean isUnchanged(PhotoFile file, CataloguePhoto photo) {
    return photo.bytes() == file.bytes() && photo.modified().equals(file.modified());
  }

  PhotoFolder folder() {
    return folder;
  }

  /** Returns the photos that have to be read, each a step. */
  List<PhotoFile> unread() {
    return unread;
  }

  /**
   * Returns whether {@code file} is, by content, a photo that the catalogue has of this object; it
   * then needs no decoding. Reads only files of the right size.
   */
  boolean recognise(PhotoFile file) {
    if (!knownSizes.contains(file.bytes())) {
      return false;
    }
    try {
      String id = sha256(file.in(folder.folder()));
      boolean known = claimed.contains(id);
      if (known) {
        ids.put(file, id);
      }
      return known;
    } catch (IOException e) {
      return false; // whoever decodes it says why it cannot be read
    }
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
      content.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has it
    }
  }

  /**
   * Notes that {@code file} is the photo {@code id}; returns whether somebody has to encode it,
   * which the caller then does: nobody else is told to.
   */
  boolean claim(PhotoFile file, String id) {
    ids.put(file, id);
    return claimed.add(id);
  }

  /** Notes the view of the photo {@code id}. */
  void addView(String id, View view) {
    views.put(id, view);
  }

  /** Announces one step more; only from within a step. */
  void addStep() {
    steps.incrementAndGet();
  }

  /** Ends a step; returns whether that was the last. */
  boolean finishStep() {
    return steps.decrementAndGet() == 0;
  }

  /**
   * Returns the object's photos, by file name, the same content once, after all steps are done.
   *
   * @param current the object as the catalogue has it now
   */
  List<CataloguePhoto> photos(Optional<CatalogueObject> current) {
    Map<String, CataloguePhoto> kept = new HashMap<>();
    for (CataloguePhoto photo : current.map(CatalogueObject::photos).orElse(List.of())) {
      kept.put(photo.name(), photo);
    }
    List<CataloguePhoto> photos = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (PhotoFile file : folder.photos()) {
      String id = ids.get(file);
      View view = id == null ? null : views.get(id);
      CataloguePhoto photo =
          id == null || view == null
              ? kept.get(file.name())
              : new CataloguePhoto(id, file.name(), file.bytes(), file.modified(), view);
      if (photo != null && seen.add(photo.id())) {
        photos.add(photo);
      }
    }
    return photos;
  }
}
