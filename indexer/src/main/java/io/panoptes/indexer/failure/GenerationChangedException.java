package io.panoptes.indexer.failure;

/**
 * The catalogue has gone on to another generation than the one that was to be written: what was
 * encoded for it must be encoded again.
 */
public final class GenerationChangedException extends IndexerException {
  private static final long serialVersionUID = 1;

  /** Makes one. */
  public GenerationChangedException(String message) {
    super(message);
  }

  /** Makes one that something else led to. */
  public GenerationChangedException(String message, Throwable cause) {
    super(message, cause);
  }
}
