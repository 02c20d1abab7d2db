package io.panoptes.indexer.source;

import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.table.Manifest;
import io.panoptes.indexer.table.ManifestObject;
import io.panoptes.indexer.table.ManifestPhoto;
import io.panoptes.indexer.table.Metadata;
import io.panoptes.search.entry.Attribute;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a manifest, with what a table says of them, too. An object of which neither says a
 * category or an attribute keeps those it has.
 */
public final class ManifestSource implements ObjectSource {
  private final Path file;
  private final Manifest manifest;
  private final Metadata metadata;
  private final Set<String> ids;

  /**
   * Makes one.
   *
   * @param file where the manifest was read
   */
  public ManifestSource(Path file, Manifest manifest, Metadata metadata) {
    this.file = file;
    this.manifest = manifest;
    this.metadata = metadata;
    this.ids = new HashSet<>(manifest.unusable());
    manifest.objects().forEach(object -> ids.add(object.id()));
  }

  @Override
  public String root() {
    return file.toAbsolutePath().normalize().toString();
  }

  @Override
  public long photos() {
    return manifest.photos();
  }

  @Override
  public Iterable<SourceObject> objects() {
    return () -> manifest.objects().stream().map(this::object).iterator();
  }

  private SourceObject object(ManifestObject object) {
    List<SourcePhoto> photos = new ArrayList<>();
    for (ManifestPhoto photo : object.photos()) {
      photos.add(
          new SourcePhoto(
              null,
              photo.name(),
              photo.isAddress() ? photo.location() : photo.in(manifest.folder()).toString(),
              photo.isAddress() ? SourcePhoto.UNKNOWN : photo.bytes(),
              photo.modified(),
              photo.box(),
              photo.session()));
    }
    return new SourceObject(
        object.id(),
        category(object),
        file + ": " + object.id(),
        row(object),
        !manifest.unusable().contains(object.id()),
        photos);
  }

  /** Returns the category that the manifest names, or the first part of an id that has several. */
  private static @Nullable String category(ManifestObject object) {
    int slash = object.id().indexOf('/');
    String firstPart = slash < 0 ? "" : object.id().substring(0, slash);
    return object.category() != null ? object.category() : firstPart.isBlank() ? null : firstPart;
  }

  private Metadata.@Nullable Row row(ManifestObject object) {
    Metadata.Row row = metadata.rows().get(object.id());
    if (row == null && object.attributes().isEmpty() && object.category() == null) {
      return null;
    }
    SortedMap<String, Attribute> attributes = new TreeMap<>(object.attributes());
    if (row != null) {
      attributes.putAll(row.attributes());
    }
    return new Metadata.Row(
        row == null || row.category() == null ? object.category() : row.category(), attributes);
  }

  @Override
  public boolean mayHold(String id) {
    return !manifest.isWhole() || ids.contains(id);
  }

  @Override
  public boolean stillLacks(String id) {
    return true; // the table was read as a whole
  }

  @Override
  public List<Skipped> skipped() {
    List<Skipped> skipped = new ArrayList<>(manifest.skipped());
    skipped.addAll(metadata.skipped());
    return skipped;
  }
}
