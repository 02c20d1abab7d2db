package io.panoptes.search.catalogue;

import io.panoptes.search.entry.ObjectEntry;
import java.util.List;

/**
 * A page of the objects of a catalogue that somebody asked for, all as of one commit.
 *
 * @param total how many objects there are on all pages
 * @param objects of this page, by id; none behind the last page
 * @param facets in the order asked for; an attribute that is text here and a number there has two
 */
public record Listing(int total, List<ObjectEntry> objects, List<Facet> facets) {
  public Listing {
    objects = List.copyOf(objects);
    facets = List.copyOf(facets);
  }
}
