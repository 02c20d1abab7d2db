package io.panoptes.training.data;

import io.panoptes.encoder.folder.PhotoFile;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.PhotoTree;
import io.panoptes.encoder.folder.PhotoTreeException;
import io.panoptes.encoder.folder.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A split of a data set as the authors of arXiv 2403.00272 publish it: folders {@code 1}, {@code
 * 2}, … of an object each, its views in them by {@link PublishedLayout}, and beside the folders
 * {@code train_o2c.npy} or {@code test_o2c.npy}, whose n-th number is the category of object n.
 *
 * <p>An object's id is its number, its category the number of that as two digits, so that
 * categories in the order of their names are in the order of their numbers.
 *
 * @param objects by number, the photos of each by view; a missing view is listed, and the object
 *     keeps the others
 */
record NumberedObjects(List<PhotoFolder> objects, List<Skipped> skipped) {
  private static final List<String> SPLITS = List.of("train", "test");
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  /** Returns the table of categories in {@code root}, or null if there is none. */
  static @Nullable Path categories(Path root) throws PhotoTreeException {
    List<Path> tables =
        SPLITS.stream().map(split -> table(root, split)).filter(Files::exists).toList();
    if (tables.size() > 1) {
      throw new PhotoTreeException(
          "a split has one table of categories, "
              + root
              + " has "
              + tables.getFirst().getFileName()
              + " and "
              + tables.getLast().getFileName());
    }
    return tables.isEmpty() ? null : tables.getFirst();
  }

  /** Fails if {@code root} is a whole data set: its splits would be taken for categories. */
  static void requireOneSplit(Path root) throws PhotoTreeException {
    for (String split : SPLITS) {
      if (Files.exists(table(root.resolve(split), split))) {
        throw new PhotoTreeException(
            root + " is a data set with splits: name one of them, such as " + root.resolve(split));
      }
    }
  }

  private static Path table(Path folder, String split) {
    return folder.resolve(split + "_o2c.npy");
  }

  /**
   * Reads the split whose folders are {@code tree}.
   *
   * @param categories the table of categories in {@code root}
   * @throws IOException if that table, or the names of all photos, cannot be used
   */
  static NumberedObjects read(PhotoTree tree, Path root, Path categories) throws IOException {
    PublishedLayout layout = layout(tree, root);
    int[] categoryOf = categories(categories, layout);
    Map<Integer, PhotoFolder> found = new TreeMap<>();
    List<Skipped> skipped = new ArrayList<>();
    for (PhotoFolder folder : tree.objects()) {
      if (!NUMBER.matcher(folder.id()).matches()) {
        skipped.add(
            skip(folder.folder(), "not-an-object: objects are folders named by a number from 1"));
        continue;
      }
      int number = Integer.parseInt(folder.id());
      if (number > categoryOf.length) {
        skipped.add(
            skip(
                folder.folder(),
                "no-category: " + categories.getFileName() + " ends at " + categoryOf.length));
        continue;
      }
      List<PhotoFile> views = views(folder, layout, skipped);
      if (!views.isEmpty()) {
        String category = String.format(Locale.ROOT, "%02d", categoryOf[number - 1]);
        found.put(number, new PhotoFolder(folder.id(), category, folder.folder(), views));
      }
    }
    for (int number = 1; number <= categoryOf.length; number++) {
      Path folder = root.resolve(Integer.toString(number));
      if (!Files.isDirectory(folder)) {
        skipped.add(skip(folder, "no-object: " + categories.getFileName() + " names its category"));
      }
    }
    if (found.isEmpty()) {
      throw new PhotoTreeException(
          "there are no numbered objects in " + root + " (" + skipped.getFirst() + ")");
    }
    return new NumberedObjects(List.copyOf(found.values()), skipped);
  }

  /** Returns the layout by whose names most photos go; the names of two layouts never meet. */
  private static PublishedLayout layout(PhotoTree tree, Path root) throws PhotoTreeException {
    Map<String, Long> photos =
        tree.objects().stream()
            .flatMap(object -> object.photos().stream())
            .collect(Collectors.groupingBy(PhotoFile::fileName, Collectors.counting()));
    Function<PublishedLayout, Long> matches =
        layout ->
            IntStream.rangeClosed(1, layout.views())
                .mapToLong(view -> photos.getOrDefault(layout.photo(view), 0L))
                .sum();
    return Arrays.stream(PublishedLayout.values())
        .max(Comparator.comparing(matches))
        .filter(layout -> matches.apply(layout) > 0)
        .orElseThrow(() ->
            new PhotoTreeException(
                "numbered objects have photos "
                    + Arrays.stream(PublishedLayout.values())
                        .map(NumberedObjects::names)
                        .collect(Collectors.joining(", "))
                    + "; "
                    + root
                    + " has none such"));
  }

  private static String names(PublishedLayout layout) {
    return layout.photo(1) + " to " + layout.photo(layout.views()) + " (" + layout + ")";
  }

  private static int[] categories(Path table, PublishedLayout layout) throws IOException {
    long[] numbers = NumpyFile.read(table);
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] < 0 || numbers[i] >= layout.categories()) {
        throw new IOException(
            table
                + ": a category of "
                + layout
                + " must be from 0 to "
                + (layout.categories() - 1)
                + ", that of object "
                + (i + 1)
                + " is "
                + numbers[i]);
      }
    }
    return Arrays.stream(numbers).mapToInt(Math::toIntExact).toArray();
  }

  private static List<PhotoFile> views(
      PhotoFolder folder, PublishedLayout layout, List<Skipped> skipped) {
    Map<String, PhotoFile> photos = new TreeMap<>();
    folder.photos().forEach(photo -> photos.put(photo.fileName(), photo));
    List<PhotoFile> views = new ArrayList<>();
    for (int view = 1; view <= layout.views(); view++) {
      PhotoFile photo = photos.remove(layout.photo(view));
      if (photo != null) {
        views.add(photo);
      } else {
        skipped.add(
            skip(
                folder.folder().resolve(layout.photo(view)),
                "missing-view: an object of " + layout + " has " + layout.views()));
      }
    }
    for (PhotoFile other : photos.values()) {
      skipped.add(skip(other.in(folder.folder()), "not-a-view: views are " + names(layout)));
    }
    return views;
  }

  private static Skipped skip(Path path, String reason) {
    return new Skipped(path.toString(), reason);
  }
}
