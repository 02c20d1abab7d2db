package io.panoptes.indexer.table;

import io.panoptes.encoder.command.UsageException;
import io.panoptes.search.entry.Attribute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a form says of an object, by the rules of tables: the field {@code category} sets that,
 * every other one is an attribute, of numbers where it is called {@code name:number}.
 */
public record ObjectFields(@Nullable String category, SortedMap<String, Attribute> attributes) {
  /** Says nothing. */
  public static final ObjectFields NONE = new ObjectFields(null, new TreeMap<>());

  /** Columns of tables that are no attributes: a form must not take them for such. */
  private static final Set<String> RESERVED =
      Set.of(Column.OBJECT_ID, Manifest.PHOTO, Manifest.BOX, Manifest.SESSION);

  public ObjectFields {
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /**
   * Returns what {@code form} says: the values of each field, in order.
   *
   * @throws UsageException if a field's name or value cannot be used
   */
  public static ObjectFields parse(Map<String, List<String>> form) {
    List<Cell> cells = new ArrayList<>();
    for (Map.Entry<String, List<String>> field : form.entrySet()) {
      Column column = attribute(field.getKey());
      if (cells.stream().anyMatch(cell -> cell.column().name().equals(column.name()))) {
        throw new UsageException(
            "an attribute must be text or numbers, got both: " + column.name());
      }
      if (column.name().equals(Column.CATEGORY) && field.getValue().size() > 1) {
        throw new UsageException("an object has one category, got " + field.getValue().size());
      }
      cells.add(new Cell(column, field.getValue()));
    }
    Metadata.Row row =
        new TableRow(0, cells)
            .says(
                Set.of(),
                reason -> {
                  throw new UsageException(reason);
                });
    if (row.category() != null) {
      Cell.requireUsable("a category", row.category());
    }
    return new ObjectFields(row.category(), row.attributes());
  }

  /**
   * Returns what the field {@code heading} sets: the category, or an attribute.
   *
   * @throws UsageException if an attribute cannot be called so
   */
  static Column attribute(String heading) {
    Column column = Column.of(heading);
    if (RESERVED.contains(column.name())) {
      throw new UsageException(
          "an attribute cannot be called " + column.name() + ": tables have photos by that name");
    }
    if (column.name().equals(Column.CATEGORY) && column.isNumeric()) {
      throw new UsageException("a category must be text, got " + heading.strip());
    }
    Cell.requireUsable("an attribute's name", column.name());
    return column;
  }
}
