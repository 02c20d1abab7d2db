package io.panoptes.search.catalogue;

import com.fasterxml.jackson.core.JsonGenerator;
import io.panoptes.search.entry.Attribute;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;

/** Which values the objects of a list have under a name, and how many objects have them. */
public sealed interface Facet {
  /** How many values are listed: those that most objects have. */
  int MOST_VALUES = 50;

  /** Returns the name of the attribute, or {@code category}. */
  String name();

  /** Writes the JSON form, an object. */
  void writeTo(JsonGenerator json) throws IOException;

  /**
   * Words.
   *
   * @param values at most {@link #MOST_VALUES}, those of most objects first, then by value
   * @param others the sum of what would be the counts of the values that are not listed
   */
  record Values(String name, List<ValueCount> values, long others) implements Facet {
    public Values {
      values = List.copyOf(values);
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeStringField("name", name);
      json.writeArrayFieldStart("values");
      for (ValueCount value : values) {
        value.writeTo(json);
      }
      json.writeEndArray();
      json.writeNumberField("others", others);
      json.writeEndObject();
    }
  }

  /**
   * Numbers.
   *
   * @param count how many objects have any
   * @param min the least of all; none if {@code count} is 0
   * @param max the greatest of all; none if {@code count} is 0
   */
  record Numbers(String name, int count, OptionalDouble min, OptionalDouble max) implements Facet {
    @Override
    public void writeTo(JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeStringField("name", name);
      json.writeNumberField("count", count);
      write(json, "min", min);
      write(json, "max", max);
      json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, OptionalDouble number)
        throws IOException {
      json.writeFieldName(name);
      if (number.isPresent()) {
        new Attribute.Number(List.of(number.getAsDouble())).writeTo(json);
      } else {
        json.writeNull();
      }
    }
  }
}
