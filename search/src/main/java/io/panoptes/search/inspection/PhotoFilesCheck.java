package io.panoptes.search.inspection;

import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.photo.Box;
import io.panoptes.search.catalogue.CatalogueFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Checks the files that a catalogue keeps of its photos: thumbnails, and originals if kept. */
final class PhotoFilesCheck {
  private final CatalogueFolder folder;
  private final Problems problems;

  PhotoFilesCheck(CatalogueFolder folder, Problems problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /**
   * Checks the files of {@code box} of the photo {@code photoId}.
   *
   * @param box null for the whole photo
   * @param place whose photo it is, for messages
   */
  void check(String photoId, @Nullable Box box, String place) {
    Path thumbnail = folder.thumbnail(photoId, box);
    try {
      if (Files.size(thumbnail) == 0) {
        problems.add(Problem.Kind.THUMBNAILS, place + ": " + thumbnail + " is empty");
      }
    } catch (NoSuchFileException e) {
      problems.add(Problem.Kind.THUMBNAILS, place + ": there is no " + thumbnail);
    } catch (IOException e) {
      problems.add(Problem.Kind.THUMBNAILS, place + ": " + thumbnail, e);
    }
    Path original = folder.original(photoId);
    if (Files.exists(original)) {
      checkContent(original, photoId, place);
    }
  }

  /** Checks that there is a copy of a photo that nobody else has. */
  void requireOriginal(String photoId, String place) {
    Path original = folder.original(photoId);
    if (!Files.exists(original)) {
      problems.add(
          Problem.Kind.ORIGINALS, place + ": it came by upload, and there is no " + original);
    }
  }

  private void checkContent(Path original, String photoId, String place) {
    try {
      String content = ModelFolder.sha256(original);
      if (!content.equals(photoId)) {
        problems.add(
            Problem.Kind.ORIGINALS,
            place + ": " + original + " must have the SHA-256 that its name is, has " + content);
      }
    } catch (IOException e) {
      problems.add(Problem.Kind.ORIGINALS, place + ": " + original, e);
    }
  }
}
