package io.panoptes.encoder.command;

/**
 * What somebody asked for cannot be done as they asked: one line that names the option or value and
 * the rule. A command ends with exit status 2. Public for the modules that take such requests.
 */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Makes one. */
  public UsageException(String message) {
    super(message);
  }
}
