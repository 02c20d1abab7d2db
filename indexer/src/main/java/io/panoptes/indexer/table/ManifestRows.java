package io.panoptes.indexer.table;

import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.photo.Box;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.search.entry.Attribute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One reading of a manifest, by one thread: puts its rows together to objects. */
final class ManifestRows implements TableRows {
  private static final Set<String> RESERVED =
      Set.of(Column.OBJECT_ID, Manifest.PHOTO, Manifest.BOX, Manifest.SESSION);

  /** What a line said first. */
  private record Said(long line, Attribute value) {}

  /** An object as far as it has been read. */
  private static final class Gathered {
    final Map<String, ManifestPhoto> photos = new LinkedHashMap<>();
    final SortedMap<String, Said> attributes = new TreeMap<>();
    @Nullable Said category;
  }

  private final Path file;
  private final ManifestFiles files;
  private final Map<String, Gathered> objects = new LinkedHashMap<>();
  private final List<Skipped> skipped = new ArrayList<>();

  /** Ids in rows that could not be used: there are such objects, whatever is wrong with them. */
  private final Set<String> unusable = new HashSet<>();

  /** Whether the object of every row is known. */
  private boolean isWhole = true;

  /** Few sessions have many photos: each is kept once. */
  private final Map<String, String> sessions = new HashMap<>();

  ManifestRows(Path file) {
    this.file = file;
    this.files = ManifestFiles.beside(file);
  }

  @Override
  public void add(TableRow row) {
    String id = null;
    try {
      id = objectId(row);
      ManifestPhoto photo = files.photo(row.text(Manifest.PHOTO), box(row), session(row));
      Gathered object = objects.computeIfAbsent(id, _ -> new Gathered());
      if (object.photos.putIfAbsent(photo.location(), photo) != null) {
        throw new UnusableException(
            "duplicate-photo: an earlier row of " + id + " has " + photo.location());
      }
      addWhatIsSaid(row, object);
    } catch (UnusableException e) {
      list(row.line(), e.reason());
      if (id == null) {
        isWhole = false;
      } else {
        unusable.add(id);
      }
    }
  }

  private static String objectId(TableRow row) throws UnusableException {
    String id = ObjectIds.normalize(row.text(Column.OBJECT_ID));
    if (id.isBlank()) {
      throw new UnusableException("no-object-id");
    }
    if (Cell.isTooLong(id)) {
      throw new UnusableException("id-too-long: " + Cell.shortened(id));
    }
    return id;
  }

  private static @Nullable Box box(TableRow row) throws UnusableException {
    Cell cell = row.cell(Manifest.BOX);
    if (cell == null) {
      return null;
    }
    try {
      return Box.parse(String.join(",", cell.texts())); // in JSON, an array of numbers will do
    } catch (IllegalArgumentException e) {
      throw new UnusableException("bad-box: " + e.getMessage());
    }
  }

  private @Nullable String session(TableRow row) {
    String session = row.text(Manifest.SESSION);
    return session.isEmpty() ? null : sessions.computeIfAbsent(session, same -> same);
  }

  private void addWhatIsSaid(TableRow row, Gathered object) {
    Metadata.Row says = row.says(RESERVED, reason -> list(row.line(), reason));
    says.attributes()
        .forEach((name, value) -> {
          Said now = new Said(row.line(), value);
          Said before = object.attributes.putIfAbsent(name, now);
          listContradiction(name, before, now);
        });
    if (says.category() != null) {
      Said now = new Said(row.line(), new Attribute.Text(List.of(says.category())));
      listContradiction(Column.CATEGORY, object.category, now);
      object.category = object.category == null ? now : object.category;
    }
  }

  private void listContradiction(String name, @Nullable Said before, Said now) {
    if (before != null && !before.value().equals(now.value())) {
      list(
          now.line(),
          "contradicts: "
              + name
              + "="
              + Cell.shortened(Metadata.values(now.value()))
              + ", line "
              + before.line()
              + " says "
              + Cell.shortened(Metadata.values(before.value())));
    }
  }

  /** Lists a row that nobody can tell the object of. */
  @Override
  public void skip(long line, String reason) {
    list(line, reason);
    isWhole = false;
  }

  private void list(long line, String reason) {
    skipped.add(new Skipped(file + ":" + line, reason));
  }

  /** Returns what has been read; to be called once, at the end. */
  Manifest manifest() throws IndexerException {
    if (objects.isEmpty()) {
      throw new IndexerException(
          "the manifest "
              + file
              + " must list a photo, none of its rows can be used"
              + (skipped.isEmpty() ? "" : " (" + skipped.getFirst() + ")"));
    }
    List<ManifestObject> finished = new ArrayList<>(objects.size());
    Iterator<Map.Entry<String, Gathered>> entries = objects.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<String, Gathered> entry = entries.next();
      finished.add(finished(entry.getKey(), entry.getValue()));
      entries.remove(); // a big manifest is not held twice
    }
    return new Manifest(files.folder(), finished, skipped, unusable, isWhole);
  }

  private static ManifestObject finished(String id, Gathered object) {
    SortedMap<String, Attribute> attributes = new TreeMap<>();
    object.attributes.forEach((name, said) -> attributes.put(name, said.value()));
    Said category = object.category;
    return new ManifestObject(
        id,
        category == null ? null : Metadata.values(category.value()),
        attributes,
        named(object.photos.values()));
  }

  /** Returns {@code photos} so that no two have the same name. */
  private static List<ManifestPhoto> named(Collection<ManifestPhoto> photos) {
    Set<String> names = new HashSet<>();
    Set<String> shared = new HashSet<>();
    for (ManifestPhoto photo : photos) {
      if (!names.add(photo.name())) {
        shared.add(photo.name());
      }
    }
    return photos.stream()
        .map(photo -> shared.contains(photo.name()) ? photo.namedByLocation() : photo)
        .toList();
  }
}
