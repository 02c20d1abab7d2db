package io.panoptes.search.catalogue;

import io.panoptes.encoder.command.UsageException;
import io.panoptes.search.query.Filter;
import java.text.Normalizer;
import java.util.List;

/**
 * What is asked of a list of objects.
 *
 * @param filters which all must hold
 * @param idContains what ids have somewhere in them, in whichever case; empty for all ids
 * @param facets names of attributes, or {@code category}, whose values are counted
 * @param page from 1
 * @param size objects a page, from 1
 */
public record ListingRequest(
    List<Filter> filters, String idContains, List<String> facets, int page, int size) {
  /** The first objects, whatever they are. */
  public static final ListingRequest FIRST = new ListingRequest(List.of(), "", List.of(), 1, 24);

  /** More objects than anybody looks at: a bound on the memory of an answer. */
  private static final int MAX_SIZE = 1000;

  public ListingRequest {
    filters = List.copyOf(filters);
    idContains = Normalizer.normalize(idContains, Normalizer.Form.NFC); // as ids are
    facets = facets.stream().distinct().toList();
    if (page < 1) {
      throw new UsageException("page must be at least 1, got " + page);
    }
    if (size < 1 || size > MAX_SIZE) {
      throw new UsageException("size must be 1 to " + MAX_SIZE + ", got " + size);
    }
  }

  /** Returns this request for objects that satisfy {@code filters}. */
  public ListingRequest withFilters(List<Filter> filters) {
    return new ListingRequest(filters, idContains, facets, page, size);
  }

  /** Returns this request for objects whose ids have {@code text} somewhere in them. */
  public ListingRequest withIdContaining(String text) {
    return new ListingRequest(filters, text, facets, page, size);
  }

  /** Returns this request with values counted under {@code names}. */
  public ListingRequest withFacets(List<String> names) {
    return new ListingRequest(filters, idContains, names, page, size);
  }

  /** Returns this request for the page {@code page} of {@code size} objects each. */
  public ListingRequest withPage(int page, int size) {
    return new ListingRequest(filters, idContains, facets, page, size);
  }
}
