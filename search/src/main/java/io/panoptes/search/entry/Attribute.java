package io.panoptes.search.entry;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * What a catalogue says of an object under one name: one value or several, in the order given.
 * Public for the indexer, which makes them.
 */
public sealed interface Attribute {
  /** Words: a filter names them exactly. */
  record Text(List<String> values) implements Attribute {
    public Text {
      values = List.copyOf(values);
      requireSome(values);
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
      writeArrayStart(json, values);
      for (String value : values) {
        json.writeString(value);
      }
      writeArrayEnd(json, values);
    }
  }

  /** Finite numbers: a filter names one, or a range. */
  @SuppressWarnings("AvoidCommonTypeNames") // read as Attribute.Number
  record Number(List<Double> values) implements Attribute {
    private static final double LARGEST_EXACT = 1L << 53;

    public Number {
      values = List.copyOf(values);
      requireSome(values);
      for (double value : values) {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException("an attribute's number must be finite, got " + value);
        }
      }
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
      writeArrayStart(json, values);
      for (double value : values) {
        if (value == Math.rint(value) && Math.abs(value) <= LARGEST_EXACT) {
          json.writeNumber((long) value); // 25, not 25.0
        } else {
          json.writeNumber(value);
        }
      }
      writeArrayEnd(json, values);
    }
  }

  /** Writes the JSON form: one value as a scalar, several as an array. */
  void writeTo(JsonGenerator json) throws IOException;

  private static void requireSome(List<?> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("an attribute must have at least one value");
    }
  }

  private static void writeArrayStart(JsonGenerator json, List<?> values) throws IOException {
    if (values.size() > 1) {
      json.writeStartArray();
    }
  }

  private static void writeArrayEnd(JsonGenerator json, List<?> values) throws IOException {
    if (values.size() > 1) {
      json.writeEndArray();
    }
  }
}
