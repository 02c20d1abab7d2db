package io.panoptes.indexer.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads tables in JSON Lines: an object a line, whose members are text, numbers, {@code true} or
 * {@code false}, or arrays of these. {@code null} says nothing, and neither does a blank line.
 */
final class JsonLines {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** What the parser adds to say where, of which the line number says enough. */
  private static final Pattern START_MARKER = Pattern.compile(" \\(start marker.*");

  private JsonLines() {}

  /** Reads all rows. */
  static void read(BufferedReader lines, TableRows rows) throws IOException {
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        read(number, line, rows);
      }
    }
  }

  private static void read(long number, String line, TableRows rows) throws IOException {
    List<Cell> cells;
    try (JsonParser json = FACTORY.createParser(line)) {
      cells = cells(json, number, rows);
    } catch (JsonProcessingException e) {
      rows.skip(
          number, "not-json: " + START_MARKER.matcher(e.getOriginalMessage()).replaceFirst(""));
      return;
    } catch (UnusableException e) {
      rows.skip(number, e.reason());
      return;
    }
    rows.add(new TableRow(number, cells));
  }

  private static List<Cell> cells(JsonParser json, long number, TableRows rows)
      throws IOException, UnusableException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new UnusableException("not-an-object: a line must be a JSON object, {…}");
    }
    List<Cell> cells = new ArrayList<>();
    Set<String> names = new HashSet<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      Column column = Column.of(json.currentName());
      json.nextToken();
      if (!column.name().isEmpty() && !names.add(column.name())) {
        throw new UnusableException("column-twice: " + column.name());
      }
      try {
        Cell cell = cell(column, json);
        if (!column.name().isEmpty() && !cell.text().isEmpty()) {
          cells.add(cell);
        }
      } catch (UnusableException e) {
        rows.skip(number, e.reason());
      }
    }
    if (json.nextToken() != null) {
      throw new UnusableException("not-an-object: a line must be one JSON object, not more");
    }
    return cells;
  }

  /** Reads the member that {@code json} stands at; numbers need no {@code :number} in its name. */
  static Cell cell(Column column, JsonParser json) throws IOException, UnusableException {
    List<String> texts = new ArrayList<>();
    boolean isNumeric = true;
    boolean isUsable = true;
    boolean isArray = json.currentToken() == JsonToken.START_ARRAY;
    JsonToken token = isArray ? json.nextToken() : json.currentToken();
    while (token != JsonToken.END_ARRAY) {
      if (token.isStructStart()) {
        json.skipChildren();
        isUsable = false;
      } else if (token != JsonToken.VALUE_NULL) {
        texts.add(json.getText());
        isNumeric &= token.isNumeric();
      }
      token = isArray ? json.nextToken() : JsonToken.END_ARRAY;
    }
    if (!isUsable) {
      throw new UnusableException(
          "not-a-value: " + column.name() + " must be text, a number, or an array of these");
    }
    return new Cell(new Column(column.name(), column.isNumeric() || isNumeric), texts);
  }
}
