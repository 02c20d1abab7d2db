package io.panoptes.web.browser;

/** How a page is looked at: the size of the window, and whether the user prefers dark colours. */
enum Look {
  DESKTOP_LIGHT(1280, 800, false),
  DESKTOP_DARK(1280, 800, true),
  PHONE_LIGHT(390, 844, false),
  PHONE_DARK(390, 844, true);

  private final int width;
  private final int height;
  private final boolean dark;

  Look(int width, int height, boolean dark) {
    this.width = width;
    this.height = height;
    this.dark = dark;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  boolean isDark() {
    return dark;
  }

  boolean isPhone() {
    return width < 500;
  }
}
