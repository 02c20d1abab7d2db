package io.panoptes.encoder.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The objects that a folder of photos holds: every folder with photos in it is one, by its path.
 *
 * <ul>
 *   <li>Photos directly in the root are an object named like the root; photos that lie beside
 *       sub-folders are an object of their own, too.
 *   <li>Folders are met in path order, so that the same tree always gives the same catalogue.
 *   <li>No link is followed: what it points to inside the root is met under its own path, and what
 *       is outside is none of ours. Each is listed.
 *   <li>Hidden files and folders are passed over, and folders that the caller calls foreign.
 * </ul>
 *
 * @param root absolute and real
 * @param objects in path order, no id twice
 * @param skipped in path order
 */
public record PhotoTree(Path root, List<PhotoFolder> objects, List<Skipped> skipped) {
  /** Lists folders: a seam, since no permission stops a test that runs as root. */
  @FunctionalInterface
  interface Lister {
    List<Path> list(Path folder) throws IOException;

    /** Asks the file system. */
    Lister DEFAULT =
        folder -> {
          List<Path> entries = new ArrayList<>();
          try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
          } catch (DirectoryIteratorException e) {
            throw e.getCause();
          }
          return entries;
        };
  }

  public PhotoTree {
    objects = List.copyOf(objects);
    skipped = List.copyOf(skipped);
  }

  /**
   * Reads the tree below {@code root}, without opening files that are named like photos.
   *
   * @param isForeign tells folders to pass over: a catalogue's thumbnails are no products
   * @throws PhotoTreeException if {@code root} is no folder, cannot be read, or holds no photos
   */
  public static PhotoTree read(Path root, Predicate<Path> isForeign) throws IOException {
    return read(root, isForeign, Lister.DEFAULT);
  }

  static PhotoTree read(Path root, Predicate<Path> isForeign, Lister lister) throws IOException {
    if (!Files.exists(root)) {
      throw new PhotoTreeException("there is no folder " + root);
    }
    if (!Files.isDirectory(root)) {
      throw new PhotoTreeException(root + " is not a folder");
    }
    Walk walk = new Walk(root, isForeign, lister);
    try {
      walk.visit(root, List.of());
    } catch (PhotoTreeException e) {
      throw e;
    } catch (IOException e) {
      throw new PhotoTreeException("the folder " + root + " cannot be read", e);
    }
    if (walk.objects.isEmpty()) {
      throw new PhotoTreeException(
          "there are no photos in "
              + root
              + (walk.skipped.isEmpty() ? "" : " (" + walk.skipped.getFirst() + ")"));
    }
    return new PhotoTree(root.toRealPath(), walk.objects, walk.skipped);
  }

  /** Returns the number of photos. */
  public long photos() {
    return objects.stream().mapToLong(object -> object.photos().size()).sum();
  }

  /** One walk over a tree, by one thread. */
  private static final class Walk {
    private static final String UNDECODABLE = "\uFFFD";

    private final Path realRoot;
    private final Predicate<Path> isForeign;
    private final Lister lister;
    private final List<PhotoFolder> objects = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private final Map<String, Path> folders = new HashMap<>();

    Walk(Path root, Predicate<Path> isForeign, Lister lister) throws IOException {
      this.isForeign = isForeign;
      this.realRoot = root.toRealPath();
      this.lister = lister;
    }

    /** Visits {@code folder}, whose path below the root is {@code parts}. */
    void visit(Path folder, List<String> parts) throws IOException {
      List<PhotoFile> photos = new ArrayList<>();
      List<Path> subfolders = new ArrayList<>();
      int skippedBefore = skipped.size();
      for (Path entry : entries(folder)) {
        BasicFileAttributes attributes;
        try {
          attributes =
              Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
          skip(entry, "unreadable-file");
          continue;
        }
        if (attributes.isSymbolicLink()) {
          visitLink(entry, folder);
        } else if (attributes.isDirectory()) {
          if (!isForeign.test(entry)) {
            subfolders.add(entry);
          }
        } else if (attributes.isRegularFile()) {
          if (PhotoNames.isNamedLikePhoto(entry) || PhotoNames.isImage(entry)) {
            photos.add(
                new PhotoFile(
                    entry.getFileName().toString(),
                    attributes.size(),
                    attributes.lastModifiedTime().toInstant()));
          }
        } else if (PhotoNames.isNamedLikePhoto(entry)) {
          skip(entry, "not-a-file"); // a pipe would block its reader for ever
        }
      }
      if (!photos.isEmpty()) {
        add(folder, parts, photos);
      } else if (subfolders.isEmpty() && skipped.size() == skippedBefore) {
        skip(folder, "no-photos");
      }
      for (Path subfolder : subfolders) {
        visitSubfolder(subfolder, parts);
      }
    }

    private void visitSubfolder(Path folder, List<String> parts) {
      String name = nfc(folder);
      if (name.contains(UNDECODABLE)) {
        skip(folder, "name-not-unicode: the folder's name does not decode in this locale");
      } else if (name.isBlank()) {
        skip(folder, "blank-name");
      } else {
        List<String> path = new ArrayList<>(parts);
        path.add(name);
        try {
          visit(folder, path);
        } catch (IOException e) {
          skip(folder, "unreadable-folder");
        }
      }
    }

    private void add(Path folder, List<String> parts, List<PhotoFile> photos) throws IOException {
      String id = parts.isEmpty() ? rootName(folder) : String.join("/", parts);
      Path other = folders.putIfAbsent(id, folder);
      if (other == null) {
        objects.add(
            new PhotoFolder(id, parts.size() > 1 ? parts.getFirst() : null, folder, photos));
      } else {
        skip(folder, "duplicate-id: " + other + " is the object " + id + " already");
      }
    }

    private static String rootName(Path root) throws IOException {
      Path absolute = root.toAbsolutePath().normalize();
      if (absolute.getFileName() == null) {
        throw new PhotoTreeException("photos directly in " + root + " have no folder to name them");
      }
      return nfc(absolute);
    }

    private void visitLink(Path link, Path folder) {
      Path target;
      try {
        target = link.toRealPath();
      } catch (NoSuchFileException e) {
        skip(link, "link-broken");
        return;
      } catch (AccessDeniedException e) {
        skip(link, "link-unreadable");
        return;
      } catch (FileSystemException e) {
        skip(link, "link-circle"); // to itself, or by way of another link
        return;
      } catch (IOException e) {
        skip(link, "link-unreadable");
        return;
      }
      boolean isOtherFile =
          Files.isRegularFile(target)
              && !PhotoNames.isNamedLikePhoto(link)
              && !PhotoNames.isNamedLikePhoto(target);
      if (isOtherFile) {
        return;
      }
      if (!target.startsWith(realRoot) && !realRoot.startsWith(target)) {
        skip(link, "link-outside: points to " + target);
      } else if (leadsBack(folder, target)) {
        skip(link, "link-circle: points to " + target);
      } else {
        skip(link, "link-inside: points to " + target + ", which is met under its own path");
      }
    }

    private static boolean leadsBack(Path folder, Path target) {
      try {
        return folder.toRealPath().startsWith(target);
      } catch (IOException e) {
        return false;
      }
    }

    /** Returns what is to be seen in {@code folder}, by name. */
    private List<Path> entries(Path folder) throws IOException {
      List<Path> entries = new ArrayList<>(lister.list(folder));
      entries.removeIf(PhotoNames::isHidden);
      entries.sort(Comparator.comparing(Walk::nfc).thenComparing(Comparator.naturalOrder()));
      return entries;
    }

    private static String nfc(Path path) {
      return Normalizer.normalize(path.getFileName().toString(), Normalizer.Form.NFC);
    }

    private void skip(Path path, String reason) {
      skipped.add(new Skipped(path.toString(), reason));
    }
  }
}
