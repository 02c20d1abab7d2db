package io.panoptes.search.catalogue;

import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.index.IndexSchema;
import io.panoptes.search.query.Candidates;
import io.panoptes.search.query.Filter;
import io.panoptes.search.query.IndexQueries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.LongBitSet;

/**
 * Makes a page of objects, and counts the values of all. Holds some bits a document and a number an
 * object, whichever page is asked for; of objects, only those on the page are read. For one thread.
 */
final class ObjectListing {
  private final IndexSearcher searcher;
  private final ListingRequest request;

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
      facets.addAll(
          counts.of(name, others.equals(request.filters()) ? matching : matching(others)));
    }
    return new Listing(matching.cardinality(), page(matching), facets);
  }

  /** Returns the parents of the objects that satisfy {@code filters} and have such an id. */
  private FixedBitSet matching(List<Filter> filters) throws IOException {
    FixedBitSet matching = parents(searcher, filters);
    if (!request.idContains().isEmpty()) {
      for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
        clearOtherIds(leaf, matching);
      }
    }
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

  private void clearOtherIds(LeafReaderContext leaf, FixedBitSet matching) throws IOException {
    SortedDocValues ids = leaf.reader().getSortedDocValues(IndexSchema.ID);
    if (ids == null) {
      return; // a segment without documents
    }
    String part = request.idContains().toLowerCase(Locale.ROOT);
    LongBitSet named = new LongBitSet(ids.getValueCount());
    for (int ord = 0; ord < ids.getValueCount(); ord++) {
      if (ids.lookupOrd(ord).utf8ToString().toLowerCase(Locale.ROOT).contains(part)) {
        named.set(ord);
      }
    }
    for (int document = 0; document < leaf.reader().maxDoc(); document++) {
      if (matching.get(leaf.docBase + document)
          && !(ids.advanceExact(document) && named.get(ids.ordValue()))) {
        matching.clear(leaf.docBase + document);
      }
    }
  }

  private List<ObjectEntry> page(FixedBitSet matching) throws IOException {
    long skipped = (request.page() - 1L) * request.size();
    if (skipped >= matching.cardinality()) {
      return List.of();
    }
    PriorityQueue<IdCursor> segments = new PriorityQueue<>(Comparator.comparing(IdCursor::id));
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      SortedDocValues ids = leaf.reader().getSortedDocValues(IndexSchema.ID);
      if (ids != null) {
        addUnlessAtEnd(segments, new IdCursor(leaf, ids, matching));
      }
    }
    List<ObjectEntry> page = new ArrayList<>();
    for (long i = 0; i < skipped + request.size() && !segments.isEmpty(); i++) {
      IdCursor first = segments.remove();
      if (i >= skipped) {
        page.add(first.entry());
      }
      addUnlessAtEnd(segments, first);
    }
    return page;
  }

  private static void addUnlessAtEnd(PriorityQueue<IdCursor> segments, IdCursor cursor)
      throws IOException {
    if (cursor.next()) {
      segments.add(cursor);
    }
  }
}
