package io.panoptes.indexer.table;

import io.panoptes.indexer.failure.Failures;

/** Why a row of a table, or a cell of it, is left out: one line. */
final class UnusableException extends Exception {
  private static final long serialVersionUID = 1;

  private final String reason;

  /** Makes one; {@code reason} is as a {@link io.panoptes.encoder.folder.Skipped} has it. */
  UnusableException(String reason) {
    super(reason);
    this.reason = Failures.oneLine(reason);
  }

  String reason() {
    return reason;
  }
}
