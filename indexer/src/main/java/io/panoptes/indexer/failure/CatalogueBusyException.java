package io.panoptes.indexer.failure;

/** Somebody else writes the catalogue, or clears it up, for longer than was to be waited. */
public final class CatalogueBusyException extends IndexerException {
  private static final long serialVersionUID = 1;

  /** Makes one. */
  public CatalogueBusyException(String message) {
    super(message);
  }
}
