package io.panoptes.indexer.table;

import io.panoptes.encoder.folder.Skipped;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.search.entry.Attribute;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
public record Metadata(Map<String, Row> rows, List<Skipped> skipped) {
  /**
   * What a row says.
   *
   * @param category if the row names one
   * @param attributes all that the object is to have
   */
  public record Row(@Nullable String category, SortedMap<String, Attribute> attributes) {
    public Row {
      attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }
  }

  public Metadata {
    rows = Map.copyOf(rows);
    skipped = List.copyOf(skipped);
  }

  /** Returns a table without rows. */
  public static Metadata none() {
    return new Metadata(Map.of(), List.of());
  }

  /**
   * Reads what {@code table} says of the objects {@code ids}.
   *
   * @throws IndexerException if the table cannot be read, or its header cannot be used
   */
  public static Metadata read(Path table, Collection<String> ids) throws IOException {
    TableReader reader = new TableReader(table, ids);
    Table.readCsv(table, List.of(Column.OBJECT_ID), reader);
    return new Metadata(reader.rows, reader.skipped);
  }

  /** Returns the values of {@code attribute}, parted as people write them. */
  public static String values(Attribute attribute) {
    return switch (attribute) {
      case Attribute.Text text -> String.join(" | ", text.values());
      case Attribute.Number number ->
          number.values().stream()
              .map(value -> new BigDecimal(value.toString()).stripTrailingZeros().toPlainString())
              .collect(Collectors.joining(" | "));
    };
  }

  /** One reading of a table, by one thread. */
  private static final class TableReader implements TableRows {
    private static final Set<String> RESERVED = Set.of(Column.OBJECT_ID);

    private final Path table;
    private final Set<String> ids;
    private final Map<String, List<String>> idsByLastPart = new HashMap<>();
    private final Map<String, Row> rows = new HashMap<>();
    private final List<Skipped> skipped = new ArrayList<>();

    TableReader(Path table, Collection<String> ids) {
      this.table = table;
      this.ids = new HashSet<>(ids);
      for (String id : ids) {
        String lastPart = id.substring(id.lastIndexOf('/') + 1);
        idsByLastPart.computeIfAbsent(lastPart, _ -> new ArrayList<>()).add(id);
      }
    }

    @Override
    public void add(TableRow row) {
      String id;
      try {
        id = objectId(row);
      } catch (UnusableException e) {
        skip(row.line(), e.reason());
        return;
      }
      Row says = row.says(RESERVED, reason -> skip(row.line(), reason));
      if (rows.putIfAbsent(id, says) != null) {
        skip(row.line(), "duplicate-row: an earlier row is about " + id);
      }
    }

    /** Returns the id of the object that {@code row} is about. */
    private String objectId(TableRow row) throws UnusableException {
      String named = ObjectIds.normalize(row.text(Column.OBJECT_ID));
      if (ids.contains(named)) {
        return named;
      }
      List<String> candidates = idsByLastPart.getOrDefault(named, List.of());
      if (candidates.size() == 1) {
        return candidates.getFirst();
      }
      throw new UnusableException(
          candidates.isEmpty()
              ? "no-object: " + named
              : "ambiguous-object: " + named + " may be " + String.join(" or ", candidates));
    }

    @Override
    public void skip(long line, String reason) {
      skipped.add(new Skipped(table + ":" + line, reason));
    }
  }
}
