package io.panoptes.training.evaluation;

import java.util.Locale;

/**
 * The eight tasks of arXiv 2403.00272: of a single photo (SV) or of several (MV), which category or
 * object it is (accuracy), and how well all others of it are found (mean average precision).
 */
public enum Task {
  SV_CATEGORY_ACCURACY,
  MV_CATEGORY_ACCURACY,
  SV_OBJECT_ACCURACY,
  MV_OBJECT_ACCURACY,
  SV_CATEGORY_MAP,
  MV_CATEGORY_MAP,
  SV_OBJECT_MAP,
  MV_OBJECT_MAP;

  /** Returns the task's key in JSON. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
