package io.panoptes.indexer.source;

import io.panoptes.encoder.folder.Skipped;
import io.panoptes.search.catalogue.Catalogue;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Where objects come from: a folder of photos, or a table of them. */
public interface ObjectSource {
  /** Returns what is noted of each object as the place it came from; absolute. */
  String root();

  /** Returns the ids of the objects in {@code catalogue} that came from here. */
  default Set<String> idsIn(Catalogue catalogue) throws IOException {
    return catalogue.idsFrom(root());
  }

  /** Returns the number of photos. */
  long photos();

  /**
   * Returns the objects, no id twice, always in the same order; each is made when its turn comes.
   */
  Iterable<SourceObject> objects();

  /**
   * Returns whether the object {@code id} is among the objects, or may be among what could not be
   * read: it is then not taken for gone.
   */
  boolean mayHold(String id);

  /** Returns whether the object {@code id}, which was not among the objects, is not there now. */
  boolean stillLacks(String id);

  /** Returns what was left out. */
  List<Skipped> skipped();
}
