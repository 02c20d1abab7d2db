package io.panoptes.training.data;

import io.panoptes.encoder.folder.PhotoFile;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.Skipped;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What {@code photos.csv} in the root of a data set says: a CSV file in UTF-8 with a header that
 * has {@code photo,session}, and perhaps columns that are ignored. A row names a photo by its path
 * below the root, with {@code /}. A row that cannot be used is skipped, the others count.
 */
record SessionTable(Sessions sessions, List<Skipped> skipped) {
  private static final String NAME = "photos.csv";
  private static final String PHOTO = "photo";
  private static final String SESSION = "session";

  /** A row, and the line that it ends on. */
  private record Row(long line, CSVRecord cells) {
    String cell(int column) {
      return column < cells.size() ? cells.get(column).strip() : "";
    }
  }

  /**
   * Reads the table in {@code root}, if there is one.
   *
   * @param objects whose folders are below {@code root} as it is named here
   * @throws IOException if it cannot be read, or its header lacks a column; the message names it
   */
  static SessionTable read(Path root, List<PhotoFolder> objects) throws IOException {
    Path table = root.resolve(NAME);
    if (!Files.exists(table)) {
      return new SessionTable(Sessions.none(), List.of());
    }
    return of(table, rows(table), photos(root, objects));
  }

  private static List<Row> rows(Path table) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (Reader characters = Files.newBufferedReader(table, StandardCharsets.UTF_8);
        CSVParser parser = CSVFormat.RFC4180.parse(characters)) {
      for (CSVRecord cells : parser) {
        rows.add(new Row(parser.getCurrentLineNumber(), cells));
      }
      return rows;
    } catch (IOException e) {
      throw unreadable(table, e);
    } catch (UncheckedIOException e) {
      throw unreadable(table, Objects.requireNonNull(e.getCause()));
    }
  }

  private static IOException unreadable(Path table, IOException e) {
    String why =
        switch (e) {
          case CharacterCodingException _ -> "is not in UTF-8";
          case CSVException _ -> "is not CSV: " + e.getMessage();
          default -> "cannot be read: " + e.getMessage();
        };
    return new IOException("the table " + table + " " + why, e);
  }

  /** Returns each photo by the name that the table has for it. */
  private static Map<String, Path> photos(Path root, List<PhotoFolder> objects) {
    Map<String, Path> photos = new LinkedHashMap<>();
    for (PhotoFolder object : objects) {
      for (PhotoFile photo : object.photos()) {
        Path path = photo.in(object.folder());
        photos.put(
            normalize(
                root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/")),
            path);
      }
    }
    return photos;
  }

  private static String normalize(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFC);
  }

  private static SessionTable of(Path table, List<Row> rows, Map<String, Path> photos)
      throws IOException {
    List<String> header = rows.isEmpty() ? List.of() : header(rows.getFirst().cells);
    int photoColumn = column(PHOTO, header, table);
    int sessionColumn = column(SESSION, header, table);
    Map<Path, String> sessions = new HashMap<>();
    List<Skipped> skipped = new ArrayList<>();
    for (Row row : rows.subList(1, rows.size())) {
      String photo = row.cell(photoColumn);
      String session = row.cell(sessionColumn);
      Path path = photos.get(normalize(photo));
      String reason = null;
      if (photo.isEmpty() && session.isEmpty()) {
        continue; // a blank line
      } else if (row.cells.size() > header.size()) {
        reason = "too-many-cells: " + row.cells.size() + " under a header of " + header.size();
      } else if (path == null) {
        reason = "no-photo: " + photo;
      } else if (session.isEmpty()) {
        reason = "no-session: for " + photo;
      } else if (sessions.putIfAbsent(path, session) != null) {
        reason = "duplicate-row: an earlier row is about " + photo;
      }
      if (reason != null) {
        skipped.add(new Skipped(table + ":" + row.line, reason));
      }
    }
    List<Path> unassigned =
        photos.values().stream().filter(photo -> !sessions.containsKey(photo)).toList();
    return new SessionTable(new Sessions(sessions, unassigned), skipped);
  }

  private static List<String> header(CSVRecord row) {
    List<String> names = new ArrayList<>(row.toList());
    names.replaceAll(String::strip);
    if (names.getFirst().startsWith("\uFEFF")) { // spreadsheets begin UTF-8 with a byte order mark
      names.set(0, names.getFirst().substring(1).strip());
    }
    return names;
  }

  private static int column(String name, List<String> header, Path table) throws IOException {
    int column = header.indexOf(name);
    if (column < 0 || header.lastIndexOf(name) != column) {
      throw new IOException(
          "the table "
              + table
              + " must have one column "
              + name
              + ", its header is "
              + String.join(",", header));
    }
    return column;
  }
}
