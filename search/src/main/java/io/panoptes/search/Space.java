package io.panoptes.search;

/** Which of the two questions a recognition answers. */
public enum Space {
  BOTH,
  OBJECT,
  CATEGORY;

  boolean asksCategory() {
    return this != OBJECT;
  }

  boolean asksObject() {
    return this != CATEGORY;
  }
}
