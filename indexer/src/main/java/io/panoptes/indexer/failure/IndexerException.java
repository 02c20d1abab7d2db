package io.panoptes.indexer.failure;

import java.io.IOException;

/** Why a command cannot go on: one line that names the file and the reason. */
public sealed class IndexerException extends IOException
    permits CatalogueBusyException, GenerationChangedException {
  private static final long serialVersionUID = 1;

  /** Makes one. */
  public IndexerException(String message) {
    super(message);
  }

  /** Makes one that something else led to. */
  public IndexerException(String message, Throwable cause) {
    super(message, cause);
  }
}
