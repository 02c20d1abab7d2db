package io.panoptes.indexer.source;

import io.panoptes.encoder.folder.PhotoFile;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.PhotoTree;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.table.Metadata;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The objects of a folder of photos, with what a table says of them. */
public final class FolderSource implements ObjectSource {
  private static final String UNREADABLE_FILE = "unreadable-file";

  private final PhotoTree tree;
  private final Metadata metadata;
  private final Set<String> ids;
  private final List<String> unread = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();

  /**
   * Makes one.
   *
   * @param folder the root as the user named it
   */
  public FolderSource(Path folder, PhotoTree tree, Metadata metadata) {
    this.tree = tree;
    this.metadata = metadata;
    this.ids = tree.objects().stream().map(PhotoFolder::id).collect(Collectors.toSet());
    for (Skipped skipped : tree.skipped()) {
      String path = folder.relativize(Path.of(skipped.path())).toString();
      String normal =
          Normalizer.normalize(path, Normalizer.Form.NFC).replace(File.separatorChar, '/');
      unread.add(normal);
      if (skipped.reason().startsWith(UNREADABLE_FILE)) {
        unreadable.add(normal);
      }
    }
  }

  @Override
  public String root() {
    return tree.root().toString();
  }

  @Override
  public long photos() {
    return tree.photos();
  }

  @Override
  public Iterable<SourceObject> objects() {
    return () -> tree.objects().stream().map(this::object).iterator();
  }

  private SourceObject object(PhotoFolder folder) {
    List<SourcePhoto> photos = new ArrayList<>();
    Path absolute = folder.folder().toAbsolutePath().normalize();
    for (PhotoFile file : folder.photos()) {
      photos.add(
          new SourcePhoto(
              null,
              file.name(),
              file.in(absolute).toString(),
              file.bytes(),
              file.modified(),
              null,
              null));
    }
    return new SourceObject(
        folder.id(),
        folder.category(),
        folder.folder().toString(),
        metadata.rows().get(folder.id()),
        unreadable.stream().noneMatch(path -> isWithin(path, folder.id())),
        photos);
  }

  @Override
  public boolean mayHold(String id) {
    return ids.contains(id)
        || unread.stream().anyMatch(path -> isWithin(id, path) || isWithin(path, id));
  }

  private static boolean isWithin(String path, String folder) {
    return folder.isEmpty() || path.equals(folder) || path.startsWith(folder + "/");
  }

  @Override
  public boolean stillLacks(String id) {
    return Files.notExists(tree.root().resolve(id));
  }

  @Override
  public List<Skipped> skipped() {
    List<Skipped> skipped = new ArrayList<>(tree.skipped());
    skipped.addAll(metadata.skipped());
    return skipped;
  }
}
