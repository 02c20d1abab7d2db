package io.panoptes.indexer.table;

import io.panoptes.indexer.failure.IndexerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.csv.CSVException;

/** Tables in files: CSV (RFC 4180) with a header, or JSON Lines, in UTF-8, read row by row. */
final class Table {
  private static final int BYTE_ORDER_MARK = 0xFEFF;
  private static final Set<String> JSON_LINES = Set.of("jsonl", "ndjson", "json");

  /** Far enough to meet the first character of any table that people write. */
  private static final int LOOK_AHEAD = 4096;

  /** Reads the rows of a table. */
  @FunctionalInterface
  private interface Format {
    void read(BufferedReader characters) throws IOException;
  }

  private Table() {}

  /**
   * Reads a table in CSV.
   *
   * @param required columns that the header must have
   * @throws IndexerException if the table cannot be read, or its header cannot be used
   */
  static void readCsv(Path table, List<String> required, TableRows rows) throws IOException {
    read(table, characters -> new CsvRows(table, required).read(characters, rows));
  }

  /**
   * Reads a table in CSV or JSON Lines: its name tells which, or else its first character.
   *
   * @param required columns that a header must have; JSON Lines have none
   * @throws IndexerException if the table cannot be read, or its header cannot be used
   */
  static void read(Path table, List<String> required, TableRows rows) throws IOException {
    read(
        table,
        characters -> {
          if (isJsonLines(table, characters)) {
            JsonLines.read(characters, rows);
          } else {
            new CsvRows(table, required).read(characters, rows);
          }
        });
  }

  private static void read(Path table, Format format) throws IOException {
    try (BufferedReader characters = Files.newBufferedReader(table, StandardCharsets.UTF_8)) {
      characters.mark(1);
      if (characters.read() != BYTE_ORDER_MARK) { // spreadsheets begin UTF-8 with one
        characters.reset();
      }
      format.read(characters);
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

  private static boolean isJsonLines(Path table, BufferedReader characters) throws IOException {
    String name = table.toString().toLowerCase(Locale.ROOT);
    String extension = name.substring(name.lastIndexOf('.') + 1);
    if (JSON_LINES.contains(extension)) {
      return true;
    }
    return !extension.equals("csv") && startsWithBrace(characters);
  }

  private static boolean startsWithBrace(BufferedReader characters) throws IOException {
    characters.mark(LOOK_AHEAD);
    int first = ' ';
    for (int i = 0; i < LOOK_AHEAD && Character.isWhitespace(first); i++) {
      first = characters.read();
    }
    characters.reset();
    return first == '{';
  }
}
