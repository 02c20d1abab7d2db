package io.panoptes.training.data;

import java.util.Locale;

/** How the authors of arXiv 2403.00272 name the views of an object in each of their data sets. */
enum PublishedLayout {
  OBJECT_PI("ObjectPI", "%d.jpg", 8, 25),
  MODEL_NET_40("ModelNet-40", "%03d.jpg", 12, 40),
  FG3D("FG3D", "%03d.png", 12, 66);

  private final String title;
  private final String pattern;
  private final int views;
  private final int categories;

  PublishedLayout(String title, String pattern, int views, int categories) {
    this.title = title;
    this.pattern = pattern;
    this.views = views;
    this.categories = categories;
  }

  /** Returns the number of views that each object has. */
  int views() {
    return views;
  }

  /** Returns the number of categories; they count from 0. */
  int categories() {
    return categories;
  }

  /** Returns the file name of a view; they count from 1. */
  String photo(int view) {
    return String.format(Locale.ROOT, pattern, view);
  }

  /** Returns the data set's name. */
  @Override
  public String toString() {
    return title;
  }
}
