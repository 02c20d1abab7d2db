package io.panoptes.search.inspection;

import io.panoptes.encoder.command.Progress;
import io.panoptes.search.index.BlockReader;
import io.panoptes.search.index.CatalogueException;
import io.panoptes.search.index.IndexSchema;
import io.panoptes.search.index.IndexSchema.Kind;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.LongBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks what {@link IndexSchema#block} promises, by one walk over all documents that are not
 * deleted: each belongs to an object; an object is a block of photos, then one aggregate, then one
 * parent that counts the photos; no id has two of them; vectors, norms and the photos' files are as
 * they must be. Holds a few bits a document in memory. For one thread.
 */
final class BlockCheck {
  private final IndexReader reader;
  private final Problems problems;
  private final ChildCheck children;
  private final Progress progress;

  private final @Nullable SortedDocValues ids;
  private final LongBitSet met;

  private long objects;
  private long photos;

  /** What has been met of the block that the walk is in. */
  private static final class Block {
    private final long ord;
    private final String id;
    private int photos;
    private int aggregates;

    Block(long ord, String id) {
      this.ord = ord;
      this.id = id;
    }
  }

  BlockCheck(IndexReader reader, Problems problems, PhotoFilesCheck files, Progress progress)
      throws IOException {
    this.reader = reader;
    this.problems = problems;
    this.children = new ChildCheck(reader, files, problems);
    this.progress = progress;
    ids = BlockReader.ids(reader);
    met = new LongBitSet(ids == null ? 0 : ids.getValueCount());
  }

  long objects() {
    return objects;
  }

  long photos() {
    return photos;
  }

  /** Walks over all documents. */
  void run() throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      walk(leaf);
    }
  }

  private void walk(LeafReaderContext context) throws IOException {
    LeafReader leaf = context.reader();
    Map<Kind, DocIdSetIterator> kinds = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      kinds.put(kind, kind.documents(leaf));
    }
    Bits live = leaf.getLiveDocs();
    Block block = null;
    for (int document = 0; document < leaf.maxDoc(); document++) {
      if (live == null || live.get(document)) {
        block = next(block, context, document, kind(kinds, document));
      }
    }
    endWithoutParent(block);
  }

  /** Returns what {@code document} is; null if none or more than one of the kinds. */
  private static @Nullable Kind kind(Map<Kind, DocIdSetIterator> kinds, int document)
      throws IOException {
    Kind found = null;
    int count = 0;
    for (Map.Entry<Kind, DocIdSetIterator> kind : kinds.entrySet()) {
      DocIdSetIterator documents = kind.getValue();
      if (documents.docID() < document) {
        documents.advance(document);
      }
      if (documents.docID() == document) {
        found = kind.getKey();
        count++;
      }
    }
    return count == 1 ? found : null;
  }

  /** Returns the block that is open after {@code document}, if one is. */
  private @Nullable Block next(
      @Nullable Block open, LeafReaderContext leaf, int document, @Nullable Kind kind)
      throws IOException {
    if (ids == null || !ids.advanceExact(leaf.docBase + document)) {
      problems.add(Problem.Kind.STRAY, place(leaf, document) + " has no object id");
      endWithoutParent(open);
      return null;
    }
    Block block = open;
    if (block == null || block.ord != ids.ordValue()) {
      endWithoutParent(block);
      block = new Block(ids.ordValue(), ids.lookupOrd(ids.ordValue()).utf8ToString());
    }
    String place = block.id + " (" + place(leaf, document) + ")";
    if (kind == null) {
      problems.add(
          Problem.Kind.OBJECT,
          place
              + ": a document must be a photo, an aggregate or an object's parent, is none of"
              + " these or several");
      return block;
    }
    switch (kind) {
      case PHOTO -> {
        photos++;
        block.photos++;
        if (block.aggregates > 0) {
          problems.add(Problem.Kind.OBJECT, place + ": a photo lies behind the aggregate");
        }
        children.photo(leaf, document, place);
        progress.addDone(1);
      }
      case AGGREGATE -> {
        block.aggregates++;
        children.aggregate(leaf, document, place);
      }
      case OBJECT -> {
        endWithParent(block, leaf, document, place);
        return null;
      }
    }
    return block;
  }

  private void endWithoutParent(@Nullable Block block) {
    if (block != null) {
      problems.add(
          Problem.Kind.OBJECT,
          block.id
              + ": its last document is no parent, behind "
              + block.photos
              + " photos and "
              + block.aggregates
              + " aggregates");
    }
  }

  private void endWithParent(Block block, LeafReaderContext leaf, int document, String place)
      throws IOException {
    objects++;
    if (met.getAndSet(block.ord)) {
      problems.add(Problem.Kind.OBJECT, place + ": there are two parents of this id");
    }
    if (block.aggregates != 1) {
      problems.add(
          Problem.Kind.OBJECT, place + ": must have one aggregate, has " + block.aggregates);
    }
    try {
      int counted = BlockReader.photoCount(leaf.reader(), document);
      if (block.photos == 0 || block.photos != counted) {
        problems.add(
            Problem.Kind.OBJECT,
            place + ": has " + block.photos + " photos, and its parent counts " + counted);
      }
    } catch (CatalogueException e) {
      problems.add(Problem.Kind.OBJECT, place, e);
    }
  }

  private static String place(LeafReaderContext leaf, int document) {
    String segment =
        leaf.reader() instanceof SegmentReader reader
            ? reader.getSegmentName()
            : leaf.reader().toString();
    return "document " + document + " of segment " + segment;
  }
}
