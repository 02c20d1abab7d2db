package io.panoptes.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.LongBitSet;

/**
 * Makes pages of objects, and counts their values. Holds some bits a document and a number an
 * object, whichever page is asked for; of objects, only those on the page are read. For one thread.
 */
final class ObjectListing {
  private static final int NO_PARENT = -1;

  private final IndexSearcher searcher;
  private final ListingRequest request;
  private final Map<List<Filter>, FixedBitSet> matches = new HashMap<>();

  /** Walks over the matching objects of a segment, by id. */
  private static final class Cursor {
    final LeafReader leaf;
    private final SortedDocValues ids;
    private final int[] parents; // by id's ordinal
    private int ord = -1;
    BytesRef id = new BytesRef();

    Cursor(LeafReaderContext context, SortedDocValues ids, FixedBitSet matching)
        throws IOException {
      this.leaf = context.reader();
      this.ids = ids;
      this.parents = new int[ids.getValueCount()];
      Arrays.fill(parents, NO_PARENT);
      int end = context.docBase + leaf.maxDoc();
      for (int parent = next(matching, context.docBase, end);
          parent < end;
          parent = next(matching, parent + 1, end)) {
        if (!ids.advanceExact(parent - context.docBase)) {
          throw new CatalogueException("the index is damaged: an object of " + leaf + " has no id");
        }
        parents[ids.ordValue()] = parent - context.docBase;
      }
    }

    private static int next(FixedBitSet bits, int from, int end) {
      return from < end ? bits.nextSetBit(from, end) : end;
    }

    /** Moves to the next object; returns whether there is one. */
    boolean next() throws IOException {
      do {
        ord++;
      } while (ord < parents.length && parents[ord] == NO_PARENT);
      if (ord == parents.length) {
        return false;
      }
      id = BytesRef.deepCopyOf(ids.lookupOrd(ord));
      return true;
    }

    ObjectEntry entry() throws IOException {
      return BlockReader.entry(leaf, parents[ord]);
    }
  }

  ObjectListing(IndexSearcher searcher, ListingRequest request) {
    this.searcher = searcher;
    this.request = request;
  }

  Listing make() throws IOException {
    FixedBitSet matching = matching(request.filters());
    FacetCounts counts = new FacetCounts(searcher.getIndexReader());
    List<Facet> facets = new ArrayList<>();
    for (String name : request.facets()) {
      List<Filter> others =
          request.filters().stream().filter(filter -> !filter.name().equals(name)).toList();
      facets.addAll(counts.of(name, matching(others)));
    }
    return new Listing(matching.cardinality(), page(matching), facets);
  }

  /** Returns the parents of the objects that satisfy {@code filters} and have such an id. */
  private FixedBitSet matching(List<Filter> filters) throws IOException {
    FixedBitSet known = matches.get(filters);
    if (known != null) {
      return known;
    }
    FixedBitSet matching = parents(searcher, filters);
    if (!request.idContains().isEmpty()) {
      for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
        clearOtherIds(leaf, matching);
      }
    }
    matches.put(filters, matching);
    return matching;
  }

  /** Returns the parents of the objects that satisfy {@code filters}. */
  static FixedBitSet parents(IndexSearcher searcher, List<Filter> filters) throws IOException {
    IndexReader reader = searcher.getIndexReader();
    FixedBitSet parents = new FixedBitSet(Math.max(1, reader.maxDoc()));
    for (int parent : Candidates.all(searcher, IndexQueries.objects(filters, reader))) {
      parents.set(parent);
    }
    return parents;
  }

  private void clearOtherIds(LeafReaderContext context, FixedBitSet matching) throws IOException {
    SortedDocValues ids = context.reader().getSortedDocValues(IndexSchema.ID);
    if (ids == null) {
      return;
    }
    String part = request.idContains().toLowerCase(Locale.ROOT);
    LongBitSet named = new LongBitSet(ids.getValueCount());
    for (int ord = 0; ord < ids.getValueCount(); ord++) {
      if (ids.lookupOrd(ord).utf8ToString().toLowerCase(Locale.ROOT).contains(part)) {
        named.set(ord);
      }
    }
    int end = context.docBase + context.reader().maxDoc();
    for (int parent = Cursor.next(matching, context.docBase, end);
        parent < end;
        parent = Cursor.next(matching, parent + 1, end)) {
      if (!ids.advanceExact(parent - context.docBase) || !named.get(ids.ordValue())) {
        matching.clear(parent);
      }
    }
  }

  private List<ObjectEntry> page(FixedBitSet matching) throws IOException {
    long skipped = (request.page() - 1L) * request.size();
    if (skipped >= matching.cardinality()) {
      return List.of();
    }
    PriorityQueue<Cursor> cursors = new PriorityQueue<>((a, b) -> a.id.compareTo(b.id));
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      SortedDocValues ids = leaf.reader().getSortedDocValues(IndexSchema.ID);
      if (ids != null) {
        Cursor cursor = new Cursor(leaf, ids, matching);
        if (cursor.next()) {
          cursors.add(cursor);
        }
      }
    }
    List<ObjectEntry> page = new ArrayList<>();
    for (long i = 0; i < skipped + request.size() && !cursors.isEmpty(); i++) {
      Cursor first = cursors.remove();
      if (i >= skipped) {
        page.add(first.entry());
      }
      if (first.next()) {
        cursors.add(first);
      }
    }
    return page;
  }
}
