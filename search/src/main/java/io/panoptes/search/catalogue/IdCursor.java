package io.panoptes.search.catalogue;

import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.index.BlockReader;
import io.panoptes.search.index.CatalogueException;
import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

/** Walks over objects of a segment, by id; holds a number an object. For one thread. */
final class IdCursor {
  private static final int NONE = -1;

  private final LeafReader leaf;
  private final SortedDocValues ids;
  private final int[] parents; // by their ids' ordinals

  // Where it stands.
  private int ord = -1;
  private BytesRef id = new BytesRef();

  /**
   * Makes one.
   *
   * @param ids of the segment, used by nobody else
   * @param objects their parents, by their numbers in the whole index
   */
  IdCursor(LeafReaderContext context, SortedDocValues ids, FixedBitSet objects) throws IOException {
    this.leaf = context.reader();
    this.ids = ids;
    this.parents = new int[ids.getValueCount()];
    Arrays.fill(parents, NONE);
    int end = context.docBase + leaf.maxDoc();
    for (int parent = objects.nextSetBit(context.docBase, end);
        parent < end;
        parent = parent + 1 < end ? objects.nextSetBit(parent + 1, end) : end) {
      if (!ids.advanceExact(parent - context.docBase)) {
        throw new CatalogueException("the index is damaged: an object of " + leaf + " has no id");
      }
      parents[ids.ordValue()] = parent - context.docBase;
    }
  }

  /** Moves to the next object; returns whether there is one. */
  boolean next() throws IOException {
    do {
      ord++;
    } while (ord < parents.length && parents[ord] == NONE);
    if (ord == parents.length) {
      return false;
    }
    id = BytesRef.deepCopyOf(ids.lookupOrd(ord));
    return true;
  }

  /** Returns the id of the object that it stands at. */
  BytesRef id() {
    return id;
  }

  /** Reads the object that it stands at. */
  ObjectEntry entry() throws IOException {
    return BlockReader.entry(leaf, parents[ord]);
  }
}
