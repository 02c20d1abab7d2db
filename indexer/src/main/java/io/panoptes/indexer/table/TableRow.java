package io.panoptes.indexer.table;

import io.panoptes.search.entry.Attribute;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table.
 *
 * @param line where it ends in its file, from 1
 * @param cells no column twice; columns that it says nothing of may be missing
 */
record TableRow(long line, List<Cell> cells) {
  TableRow {
    cells = List.copyOf(cells);
  }

  /** Returns what is written under {@code column}, empty if that is nothing. */
  String text(String column) {
    Cell cell = cell(column);
    return cell == null ? "" : cell.text();
  }

  /** Returns the cell under {@code column}, null if there is none. */
  @Nullable Cell cell(String column) {
    for (Cell cell : cells) {
      if (cell.column().name().equals(column)) {
        return cell;
      }
    }
    return null;
  }

  /**
   * Returns what the row says of its object: its category, and as attributes all that is not in one
   * of the columns {@code reserved}.
   *
   * @param skip told why a cell cannot be used
   */
  Metadata.Row says(Set<String> reserved, Consumer<String> skip) {
    String category = null;
    SortedMap<String, Attribute> attributes = new TreeMap<>();
    for (Cell cell : cells) {
      String name = cell.column().name();
      if (reserved.contains(name)) {
        continue;
      }
      try {
        if (name.equals(Column.CATEGORY)) {
          category = cell.category();
        } else {
          Attribute attribute = cell.attribute();
          if (attribute != null) {
            attributes.put(name, attribute);
          }
        }
      } catch (UnusableException e) {
        skip.accept(e.reason());
      }
    }
    return new Metadata.Row(category, attributes);
  }
}
