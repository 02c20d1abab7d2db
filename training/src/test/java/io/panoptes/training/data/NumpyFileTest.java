package io.panoptes.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that numpy 2.4.6 wrote, and others that a test made or spoilt. */
class NumpyFileTest {
  @TempDir private Path temporary;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(temporary.resolve("train_o2c.npy"), bytes);
  }

  private static byte[] ofNumpy(String name) throws IOException {
    try (InputStream in = NumpyFileTest.class.getResourceAsStream(name + ".npy")) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static byte[] int64() throws IOException {
    return ofNumpy("int64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"int64", "float64", "big_endian", "uint8_version2"})
  void whatNumpyWrote_isRead(String name) throws IOException {
    assertThat(NumpyFile.read(write(ofNumpy(name)))).containsExactly(0, 2, 1, 2, 39);
  }

  @Test
  void testsOwnWriter_writesWhatNumpyWrites() throws IOException {
    assertThat(TestNumpy.int64(0, 2, 1, 2, 39)).isEqualTo(int64());
  }

  @ParameterizedTest
  @CsvSource({
    "<i4, 4, -2",
    "|i1, 1, -2",
    "|u1, 1, 254",
    "<i2, 2, -2",
    "<u2, 2, 65534",
    "<u4, 4, 4294967294"
  })
  void eachWidth_isReadWithItsSign(String type, int width, long expected) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(width).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) -2);
    while (bytes.hasRemaining()) {
      bytes.put((byte) -1);
    }
    assertThat(NumpyFile.read(write(TestNumpy.array(type, "(1,)", bytes.array()))))
        .containsExactly(expected);
  }

  @Test
  void noNumbers_areAnEmptyRow() throws IOException {
    assertThat(NumpyFile.read(write(TestNumpy.int64()))).isEmpty();
  }

  private void assertRefused(byte[] bytes, String why) throws IOException {
    Path file = write(bytes);
    assertThatThrownBy(() -> NumpyFile.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " ")
        .hasMessageContaining(why);
  }

  @Test
  void pythonObjects_areRefused_withTheWayOut() throws IOException {
    assertRefused(ofNumpy("objects"), "write it again with numpy.save");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "<U3; (1,); must hold numbers, its type is <U3",
        "|b1; (1,); must hold numbers, its type is |b1",
        "<i8; (2, 2); must hold one row of numbers, its shape is (2, 2)",
        "<i8; (); must hold one row of numbers, its shape is ()",
        "<i8; (3,); promises 24 bytes of numbers, and has 8",
        "<i8; (999999999,); promises 7999999992 bytes of numbers, and has 8",
        "<i8; five; has a header that is not understood"
      })
  void headerOfAnotherThing_isRefused(String type, String shape, String why) throws IOException {
    assertRefused(TestNumpy.array(type, shape, new byte[8]), why);
  }

  @Test
  void fractionsAndInfinities_areRefusedByTheirPlace() throws IOException {
    for (double bad : new double[] {1.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      byte[] numbers =
          ByteBuffer.allocate(16)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putDouble(4)
              .putDouble(bad)
              .array();
      assertRefused(
          TestNumpy.array("<f8", "(2,)", numbers), "must hold whole numbers, number 1 is " + bad);
    }
  }

  @Test
  void everyCutShortFile_isRefused() throws IOException {
    byte[] whole = int64();
    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), "");
    }
    assertRefused(Arrays.copyOf(whole, whole.length + 1), "promises 40 bytes");
  }

  @Test
  void otherFilesAndVersions_areRefused() throws IOException {
    assertRefused(
        "object,category\n1,7\n".getBytes(java.nio.charset.StandardCharsets.UTF_8),
        "is not a numpy file");
    byte[] newer = int64();
    newer[6] = 4;
    assertRefused(newer, "must be of numpy's format 1, 2 or 3, got 4");
  }

  @Test
  void endlessHeader_isRefused_beforeMemoryIsAskedForIt() throws IOException {
    byte[] bytes = ofNumpy("uint8_version2");
    Arrays.fill(bytes, 8, 12, (byte) 0xff);
    assertRefused(bytes, "ends within its header");
  }

  @Test
  void folderOfThatName_isRefused() throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("test_o2c.npy"));
    assertThatThrownBy(() -> NumpyFile.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(folder + " is not a file");
  }
}
