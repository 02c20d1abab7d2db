package io.panoptes.web.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalQrCodeTest {
  private static final int SCALE = 4; // pixels a module: what a camera sees
  private static final String ADDRESS =
      "http://192.168.178.123:8080/?key=Zk3vXnQ0b7Yt2LrPwHc9uEoAiSgDfMxJ1KqT8yB5R4s";

  @Test
  void whatACameraReads_isTheText() throws Exception {
    assertThat(read(TerminalQrCode.of(ADDRESS))).isEqualTo(ADDRESS);
  }

  @Test
  void anAddressWithItsKey_fitsIntoATerminalOf80By24() {
    List<String> lines = lines(TerminalQrCode.of(ADDRESS));

    assertThat(lines).hasSizeLessThan(24).allMatch(line -> line.length() < 80);
  }

  @Test
  void everyLineSetsItsColours_andPutsThemBack() {
    assertThat(TerminalQrCode.of(ADDRESS).lines())
        .allMatch(line -> line.startsWith(TerminalQrCode.BLACK_ON_WHITE))
        .allMatch(line -> line.endsWith(TerminalQrCode.RESET));
  }

  private static String read(String code) throws Exception {
    List<String> lines = lines(code);
    int width = lines.getFirst().length() * SCALE;
    int height = lines.size() * 2 * SCALE;
    int[] pixels = new int[width * height];
    Arrays.fill(pixels, 0xffffff);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        char character = lines.get(y / (2 * SCALE)).charAt(x / SCALE);
        boolean upper = y / SCALE % 2 == 0;
        if (character == '█' || character == (upper ? '▀' : '▄')) {
          pixels[y * width + x] = 0;
        }
      }
    }
    LuminanceSource source = new RGBLuminanceSource(width, height, pixels);
    return new QRCodeReader()
        .decode(new BinaryBitmap(new GlobalHistogramBinarizer(source)))
        .getText();
  }

  private static List<String> lines(String code) {
    return code.replaceAll("\u001b\\[[0-9;]*m", "").lines().toList();
  }
}
