package io.panoptes.training.loop;

import io.panoptes.encoder.command.UsageException;

/** What is trained: the two of the paper's methods that are its own. */
public enum Method {
  /** Two spaces, one that tells categories and one that tells objects apart. */
  PIRO_DE("piro-de"),
  /** One space that does both: the paper's comparison. */
  PIRO_SE("piro-se");

  private final String option;

  Method(String option) {
    this.option = option;
  }

  /** Returns the name that the command line knows. */
  public String option() {
    return option;
  }

  /**
   * Returns the method called {@code option}.
   *
   * @throws UsageException if there is none
   */
  public static Method named(String option) {
    for (Method method : values()) {
      if (method.option.equals(option)) {
        return method;
      }
    }
    throw new UsageException(
        "--method must be " + PIRO_DE.option + " or " + PIRO_SE.option + ", got " + option);
  }
}
