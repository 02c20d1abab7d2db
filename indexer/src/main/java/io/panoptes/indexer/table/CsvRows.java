package io.panoptes.indexer.table;

import io.panoptes.indexer.failure.IndexerException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** One reading of a table in CSV, by one thread. Its first row is the header. */
final class CsvRows {
  private final Path table;
  private final List<String> required;
  private List<Column> header = List.of();

  CsvRows(Path table, List<String> required) {
    this.table = table;
    this.required = List.copyOf(required);
  }

  /** Reads all rows; the caller closes {@code characters}. */
  void read(Reader characters, TableRows rows) throws IOException {
    CSVParser parser = CSVFormat.RFC4180.parse(characters);
    for (CSVRecord row : parser) {
      if (header.isEmpty()) {
        header = header(row);
      } else if (row.size() > header.size()) {
        rows.skip(
            parser.getCurrentLineNumber(),
            "too-many-cells: " + row.size() + " under a header of " + header.size());
      } else if (row.size() > 1 || !row.get(0).isBlank()) {
        rows.add(new TableRow(parser.getCurrentLineNumber(), cells(row)));
      }
    }
    if (header.isEmpty()) {
      throw new IndexerException("the table " + table + " is empty: it needs a header");
    }
  }

  private List<Column> header(CSVRecord row) throws IndexerException {
    List<Column> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String heading : row) {
      Column column = Column.of(heading);
      if (!column.name().isEmpty() && !names.add(column.name())) {
        throw new IndexerException(
            "the table " + table + " has the column " + column.name() + " twice");
      }
      columns.add(column);
    }
    for (String name : required) {
      if (!names.contains(name)) {
        throw new IndexerException(
            "the table "
                + table
                + " must have a column "
                + name
                + ", its header is "
                + String.join(",", row));
      }
    }
    return columns;
  }

  private List<Cell> cells(CSVRecord row) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      if (!header.get(i).name().isEmpty() && !row.get(i).isBlank()) {
        cells.add(Cell.ofCsv(header.get(i), row.get(i)));
      }
    }
    return cells;
  }
}
