package io.panoptes.indexer;

import io.panoptes.encoder.folder.Skipped;
import io.panoptes.search.Attribute;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.lucene.index.IndexWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a table says of objects: a CSV file in UTF-8 with a header, a row an object.
 *
 * <p>The column {@code object_id} names the object by its full id, or by the last part of it where
 * that is unique. {@code category} sets the category. Every other column is an attribute ({@code
 * group} among them): text, or numbers where the header says {@code name:number}; several values
 * are parted by {@code |}; an empty cell says nothing. A row or cell that cannot be used is
 * skipped, the others count.
 *
 * @param rows by full object id
 * @param skipped in the order of the table
 */
record Metadata(Map<String, Row> rows, List<Skipped> skipped) {
  private static final String OBJECT_ID = "object_id";
  private static final String CATEGORY = "category";
  private static final String NUMBER = ":number";

  /**
   * What a row says.
   *
   * @param category if the row names one
   * @param attributes all that the object is to have
   */
  record Row(@Nullable String category, SortedMap<String, Attribute> attributes) {
    Row {
      attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }
  }

  Metadata {
    rows = Map.copyOf(rows);
    skipped = List.copyOf(skipped);
  }

  /** Returns a table without rows. */
  static Metadata none() {
    return new Metadata(Map.of(), List.of());
  }

  /**
   * Reads what {@code table} says of the objects {@code ids}.
   *
   * @throws IndexerException if the table cannot be read, or its header cannot be used
   */
  static Metadata read(Path table, Collection<String> ids) throws IOException {
    try (Reader characters = Files.newBufferedReader(table, StandardCharsets.UTF_8);
        CSVParser rows = CSVFormat.RFC4180.parse(characters)) {
      TableReader reader = new TableReader(table, ids);
      for (CSVRecord row : rows) {
        reader.read(row);
      }
      return reader.metadata();
    } catch (NoSuchFileException e) {
      throw new IndexerException("there is no table " + table, e);
    } catch (IndexerException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(table, e);
    } catch (UncheckedIOException e) {
      throw unreadable(table, Objects.requireNonNull(e.getCause()));
    }
  }

  private static IndexerException unreadable(Path table, IOException e) {
    String why =
        switch (e) {
          case CharacterCodingException _ -> "is not in UTF-8";
          case CSVException _ -> "is not CSV: " + e.getMessage();
          default -> "cannot be read: " + e.getMessage();
        };
    return new IndexerException("the table " + table + " " + why, e);
  }

  /** One reading of a table, by one thread. */
  private static final class TableReader {
    private final Path table;
    private final Set<String> ids;
    private final Map<String, List<String>> idsByLastPart = new HashMap<>();
    private final Map<String, Row> rows = new HashMap<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private List<String> header = List.of();

    TableReader(Path table, Collection<String> ids) {
      this.table = table;
      this.ids = new HashSet<>(ids);
      for (String id : ids) {
        String lastPart = id.substring(id.lastIndexOf('/') + 1);
        idsByLastPart.computeIfAbsent(lastPart, _ -> new ArrayList<>()).add(id);
      }
    }

    void read(CSVRecord row) throws IndexerException {
      if (header.isEmpty()) {
        header = header(row);
      } else if (row.size() > 1 || !row.get(0).isBlank()) {
        readRow(row);
      }
    }

    Metadata metadata() throws IndexerException {
      if (header.isEmpty()) {
        throw new IndexerException("the table " + table + " is empty: it needs a header");
      }
      return new Metadata(rows, skipped);
    }

    private List<String> header(CSVRecord row) throws IndexerException {
      List<String> names = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      for (String cell : row) {
        String name = cell.strip();
        if (names.isEmpty() && name.startsWith("\uFEFF")) {
          name = name.substring(1).strip(); // spreadsheets begin UTF-8 with a byte order mark
        }
        if (!name.isEmpty() && !seen.add(attributeName(name))) {
          throw new IndexerException(
              "the table " + table + " has the column " + attributeName(name) + " twice");
        }
        names.add(name);
      }
      if (!names.contains(OBJECT_ID)) {
        throw new IndexerException(
            "the table "
                + table
                + " must have a column "
                + OBJECT_ID
                + ", its header is "
                + String.join(",", names));
      }
      return names;
    }

    private void readRow(CSVRecord row) {
      if (row.size() > header.size()) {
        skip(row, "too-many-cells: " + row.size() + " under a header of " + header.size());
        return;
      }
      String id = objectId(row);
      if (id == null) {
        return;
      }
      String category = null;
      SortedMap<String, Attribute> attributes = new TreeMap<>();
      for (int i = 0; i < row.size(); i++) {
        String column = header.get(i);
        List<String> values = values(row.get(i));
        String tooLong = tooLong(values);
        boolean isEmpty = column.isEmpty() || values.isEmpty();
        if (isEmpty || column.equals(OBJECT_ID)) {
          // says nothing of the object
        } else if (tooLong != null) {
          skip(row, "value-too-long: " + column + "=" + tooLong.substring(0, 40) + "…");
        } else if (column.equals(CATEGORY)) {
          category = String.join("|", values);
        } else if (column.endsWith(NUMBER)) {
          addNumbers(row, attributeName(column), values, attributes);
        } else {
          attributes.put(column, new Attribute.Text(values));
        }
      }
      if (rows.putIfAbsent(id, new Row(category, attributes)) != null) {
        skip(row, "duplicate-row: an earlier row is about " + id);
      }
    }

    /** Returns the id of the object that {@code row} is about, or null if there is none. */
    private @Nullable String objectId(CSVRecord row) {
      String named = ObjectIds.normalize(row.get(header.indexOf(OBJECT_ID)).strip());
      if (ids.contains(named)) {
        return named;
      }
      List<String> candidates = idsByLastPart.getOrDefault(named, List.of());
      if (candidates.size() == 1) {
        return candidates.getFirst();
      }
      skip(
          row,
          candidates.isEmpty()
              ? "no-object: " + named
              : "ambiguous-object: " + named + " may be " + String.join(" or ", candidates));
      return null;
    }

    private static List<String> values(String cell) {
      List<String> values = new ArrayList<>();
      for (String value : cell.split("\\|", -1)) {
        String stripped = Normalizer.normalize(value.strip(), Normalizer.Form.NFC);
        if (!stripped.isEmpty()) {
          values.add(stripped);
        }
      }
      return values;
    }

    private static @Nullable String tooLong(List<String> values) {
      for (String value : values) {
        if (value.getBytes(StandardCharsets.UTF_8).length > IndexWriter.MAX_TERM_LENGTH) {
          return value;
        }
      }
      return null;
    }

    private void addNumbers(
        CSVRecord row, String name, List<String> values, SortedMap<String, Attribute> attributes) {
      List<Double> numbers = new ArrayList<>();
      for (String value : values) {
        double number = number(value);
        if (!Double.isFinite(number)) {
          skip(row, "not-a-number: " + name + "=" + value);
          return;
        }
        numbers.add(number);
      }
      attributes.put(name, new Attribute.Number(numbers));
    }

    /** Returns what {@code text} says, NaN if that is no number. */
    private static double number(String text) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }

    private static String attributeName(String column) {
      return column.endsWith(NUMBER)
          ? column.substring(0, column.length() - NUMBER.length()).strip()
          : column;
    }

    private void skip(CSVRecord row, String reason) {
      skipped.add(new Skipped(table + ":" + row.getParser().getCurrentLineNumber(), reason));
    }
  }
}
