package io.panoptes.encoder.photo;

import io.panoptes.encoder.photo.UnreadablePhotoException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the files of photos, none larger than 20 MiB, and says in words why one cannot be read. */
final class PhotoBytes {
  private PhotoBytes() {}

  /** Returns the bytes of {@code file}, or one more than are allowed if it grows meanwhile. */
  static byte[] read(Path file) throws UnreadablePhotoException {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw unreadable(file, "is none");
      }
      checkLength(file.toString(), Files.size(file));
      try (InputStream input = Files.newInputStream(file)) {
        return input.readNBytes(PhotoReader.MAX_BYTES + 1);
      }
    } catch (UnreadablePhotoException e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw unreadable(file, "does not exist");
    } catch (AccessDeniedException e) {
      throw unreadable(file, "may not be read: access denied");
    } catch (FileSystemLoopException e) {
      throw unreadable(file, "is a link in a circle");
    } catch (FileSystemException e) {
      throw unreadable(file, "cannot be read: " + e.getReason());
    } catch (IOException e) {
      throw unreadable(file, "cannot be read: " + e.getMessage());
    }
  }

  private static UnreadablePhotoException unreadable(Path file, String value) {
    return new UnreadablePhotoException(
        Reason.UNREADABLE_FILE, "a photo must be a file that can be read, " + file + " " + value);
  }

  static void checkLength(String name, long bytes) throws UnreadablePhotoException {
    if (bytes > PhotoReader.MAX_BYTES) {
      throw new UnreadablePhotoException(
          Reason.TOO_MANY_BYTES,
          "a photo may have " + PhotoReader.MAX_BYTES + " bytes, " + name + " has " + bytes);
    }
  }
}
