package io.panoptes.search.catalogue;

import io.panoptes.search.entry.AttributeType;
import java.util.List;

/**
 * What is in a catalogue, in numbers, as of one commit.
 *
 * @param photos one in two objects counts twice
 * @param categories those of most objects first, then by name
 * @param attributes that objects have, by name; one may be text here and a number there
 */
public record CatalogueSummary(
    int objects, int photos, List<ValueCount> categories, List<AttributeType> attributes) {
  public CatalogueSummary {
    categories = List.copyOf(categories);
    attributes = List.copyOf(attributes);
  }
}
