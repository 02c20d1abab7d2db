package io.panoptes.indexer;

import java.io.IOException;

/** Why a command cannot go on: one line that names the file and the reason. */
public sealed class IndexerException extends IOException
    permits CatalogueBusyException, GenerationChangedException {
  private static final long serialVersionUID = 1;

  IndexerException(String message) {
    super(message);
  }

  IndexerException(String message, Throwable cause) {
    super(message, cause);
  }
}
