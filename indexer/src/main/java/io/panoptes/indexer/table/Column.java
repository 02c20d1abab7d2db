package io.panoptes.indexer.table;

import java.text.Normalizer;

/**
 * A column of a table, or a member of its JSON lines.
 *
 * @param name of what it says; of {@code price:number}, the price
 * @param isNumeric whether what it says are numbers
 */
record Column(String name, boolean isNumeric) {
  static final String OBJECT_ID = "object_id";
  static final String CATEGORY = "category";
  private static final String NUMBER = ":number";

  /** Returns the column under {@code heading}, whose name may be empty. */
  static Column of(String heading) {
    String stripped = Normalizer.normalize(heading.strip(), Normalizer.Form.NFC);
    return stripped.endsWith(NUMBER)
        ? new Column(stripped.substring(0, stripped.length() - NUMBER.length()).strip(), true)
        : new Column(stripped, false);
  }
}
