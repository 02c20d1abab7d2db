package io.panoptes.web.phone;

import io.nayuki.qrcodegen.QrCode;

/**
 * A QR code as lines of text for a terminal. A character holds two modules, one above the other,
 * and every line sets black on white itself: a code that follows a terminal's colours is inverted
 * on dark ones, and not every phone reads that.
 */
public final class TerminalQrCode {
  /** Modules of white round the code, by its standard. */
  static final int QUIET_ZONE = 4;

  /** Black on white, by the colour cube, since a theme may redefine the first sixteen colours. */
  static final String BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";

  static final String RESET = "\u001b[0m";

  private TerminalQrCode() {}

  /** Returns the lines that show {@code text}, each ended by {@code \n}. */
  public static String of(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW); // smallest; a screen is not dirty
    StringBuilder lines = new StringBuilder();
    for (int y = -QUIET_ZONE; y < code.size + QUIET_ZONE; y += 2) {
      lines.append(BLACK_ON_WHITE);
      for (int x = -QUIET_ZONE; x < code.size + QUIET_ZONE; x++) {
        lines.append(character(code.getModule(x, y), code.getModule(x, y + 1)));
      }
      lines.append(RESET).append('\n');
    }
    return lines.toString();
  }

  private static char character(boolean upper, boolean lower) {
    if (upper) {
      return lower ? '█' : '▀';
    }
    return lower ? '▄' : ' ';
  }
}
