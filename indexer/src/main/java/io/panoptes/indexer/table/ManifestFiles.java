package io.panoptes.indexer.table;

import io.panoptes.encoder.photo.Box;
import io.panoptes.indexer.failure.Failures;
import io.panoptes.indexer.fetch.PhotoAddresses;
import io.panoptes.indexer.fetch.UnreachablePhotoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the photos of one manifest are, for the one thread that reads it. */
final class ManifestFiles {
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");

  private final Path folder;
  private @Nullable Path realFolder;

  /** A folder of photos that is known to lie in the manifest's: the next is often in it, too. */
  private @Nullable Path inside;

  private ManifestFiles(Path folder) {
    this.folder = folder;
  }

  /** Returns the files of {@code manifest}. */
  static ManifestFiles beside(Path manifest) {
    Path absolute = manifest.toAbsolutePath().normalize();
    return new ManifestFiles(Objects.requireNonNullElse(absolute.getParent(), absolute));
  }

  /** Returns what relative paths start from, absolute and normalised. */
  Path folder() {
    return folder;
  }

  /**
   * Returns the photo at {@code place}, a path or an address.
   *
   * @throws UnusableException if there is none; addresses are not asked
   */
  ManifestPhoto photo(String place, @Nullable Box box, @Nullable String session)
      throws UnusableException {
    if (place.isEmpty()) {
      throw new UnusableException("no-photo");
    }
    if (ADDRESS.matcher(place).matches()) {
      return new ManifestPhoto(address(place), false, box, session, 0, Instant.EPOCH);
    }
    try {
      Path path = folder.resolve(place).normalize();
      BasicFileAttributes attributes = attributes(path);
      if (!attributes.isRegularFile()) {
        throw new UnusableException("not-a-file: " + place);
      }
      return new ManifestPhoto(
          location(path),
          false,
          box,
          session,
          attributes.size(),
          attributes.lastModifiedTime().toInstant());
    } catch (InvalidPathException e) {
      throw new UnusableException("not-a-path: " + e.getMessage());
    } catch (NoSuchFileException e) {
      throw new UnusableException("no-such-file: " + place);
    } catch (IOException e) {
      throw new UnusableException("unreadable-file: " + place + ": " + Failures.reason(e));
    }
  }

  private static String address(String place) throws UnusableException {
    try {
      return PhotoAddresses.parse(place).toString();
    } catch (UnreachablePhotoException e) {
      throw new UnusableException(Failures.reason(e));
    }
  }

  private String location(Path path) {
    Path shown = path.startsWith(folder) ? folder.relativize(path) : path;
    return shown.toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  /** Looks at the file {@code path}, also through links, which must not lead out of the folder. */
  private BasicFileAttributes attributes(Path path) throws IOException, UnusableException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    boolean isLink = attributes.isSymbolicLink();
    if (path.startsWith(folder) && (isLink || !Objects.equals(path.getParent(), inside))) {
      Path target = path.toRealPath();
      if (!target.startsWith(realFolder())) {
        throw new UnusableException(
            "link-outside: "
                + location(path)
                + " leads to "
                + target
                + ", which the manifest may name itself");
      }
      inside = isLink ? inside : path.getParent();
    }
    return isLink ? Files.readAttributes(path, BasicFileAttributes.class) : attributes;
  }

  private Path realFolder() throws IOException {
    if (realFolder == null) {
      realFolder = folder.toRealPath();
    }
    return realFolder;
  }
}
