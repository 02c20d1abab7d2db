package io.panoptes.indexer.source;

import io.panoptes.encoder.folder.Skipped;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The objects of a generation, for another one to follow: their photos are read where they were
 * read before, or from the copies that the catalogue keeps, and must be the same.
 */
public final class CatalogueSource implements ObjectSource {
  private final Catalogue catalogue;
  private final Set<String> ids;
  private final int photos;

  /** Makes one of what {@code catalogue} holds now; it is not to be refreshed meanwhile. */
  public CatalogueSource(Catalogue catalogue) throws IOException {
    this.catalogue = catalogue;
    this.ids = catalogue.ids();
    this.photos = catalogue.photoCount();
  }

  /** Returns the generation; objects keep the source that is noted of them. */
  @Override
  public String root() {
    return "generation " + catalogue.generation();
  }

  @Override
  public Set<String> idsIn(Catalogue other) throws IOException {
    return other.ids();
  }

  @Override
  public long photos() {
    return photos;
  }

  @Override
  public Iterable<SourceObject> objects() {
    return () -> ids.stream().map(this::object).iterator();
  }

  private SourceObject object(String id) {
    ObjectEntry entry;
    try {
      entry = catalogue.entry(id).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<SourcePhoto> files = new ArrayList<>();
    for (PhotoEntry photo : entry.photos()) {
      files.add(SourcePhoto.of(photo));
    }
    return new SourceObject(id, entry.category(), entry.source(), null, true, files);
  }

  @Override
  public boolean mayHold(String id) {
    return ids.contains(id);
  }

  @Override
  public boolean stillLacks(String id) {
    return true; // a generation at one commit
  }

  @Override
  public List<Skipped> skipped() {
    return List.of();
  }
}
