package io.panoptes.search.query;

/** Which of the two questions a recognition answers. */
public enum Space {
  BOTH,
  OBJECT,
  CATEGORY;

  /** Returns whether the category is asked for. */
  public boolean asksCategory() {
    return this != OBJECT;
  }

  /** Returns whether the object is asked for. */
  public boolean asksObject() {
    return this != CATEGORY;
  }
}
