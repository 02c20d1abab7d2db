package io.panoptes.indexer.table;

/** Takes the rows of a table as they are read, first to last. */
interface TableRows {
  void add(TableRow row);

  /** Takes note that {@code line}, or a part of it, cannot be used. */
  void skip(long line, String reason);
}
