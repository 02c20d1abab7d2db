package io.panoptes.encoder.photo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.panoptes.encoder.photo.UnreadablePhotoException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoReaderTest {
  private final PhotoReader reader = new PhotoReader();
  @TempDir private Path folder;

  @Test
  void id_isTheSha256OfTheFile() throws Exception {
    byte[] content = TestPhotos.jpeg(1, 1);

    Photo photo = reader.read("cup.jpg", content);

    byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
    assertThat(photo.id()).isEqualTo(HexFormat.of().formatHex(digest));
  }

  @Test
  void nameSaysNothing_contentSaysAll() throws IOException {
    Path file = Files.write(folder.resolve("photo.txt"), TestPhotos.png(1, 1));

    Photo photo = reader.read(file);

    assertThat(Fixtures.difference(photo.image(), TestPhotos.draw(1, 1))).isZero();
  }

  @Test
  void emptyFile_isEmpty() throws IOException {
    Path file = Files.createFile(folder.resolve("cup.jpg"));

    assertRefused(Reason.EMPTY, () -> reader.read(file)).withMessageContaining(file.toString());
  }

  @Test
  void textNamedJpg_isNotAPhoto() {
    assertRefused(Reason.NOT_A_PHOTO, () -> reader.read("cup.jpg", "not a cup".getBytes(UTF_8)))
        .withMessage(
            "not-a-photo: a photo must be JPEG, PNG, WebP, GIF, BMP or TIFF, cup.jpg is text/plain");
  }

  @Test
  void pdf_isNotAPhoto() {
    assertRefused(Reason.NOT_A_PHOTO, () -> reader.read("a.jpg", "%PDF-1.7\n".getBytes(UTF_8)))
        .withMessageContaining("application/pdf");
  }

  @Test
  void drawing_isAnUnsupportedFormat() {
    byte[] svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(UTF_8);

    assertRefused(Reason.UNSUPPORTED_FORMAT, () -> reader.read("cup.svg", svg))
        .withMessageContaining("image/svg+xml");
  }

  @Test
  void heic_saysWhatToDo() {
    byte[] heic = "\0\0\0\u0018ftypheic\0\0\0\0mif1heic".getBytes(UTF_8);

    assertRefused(Reason.UNSUPPORTED_HEIC, () -> reader.read("cup.jpg", heic))
        .withMessageStartingWith("unsupported-heic: ")
        .withMessageContaining("convert it to JPEG")
        .withMessageContaining("Most Compatible");
  }

  @Test
  void heicOfTheGeneralKind_isHeic() {
    byte[] heif = "\0\0\0\u0018ftypmif1\0\0\0\0mif1heic".getBytes(UTF_8);

    assertRefused(Reason.UNSUPPORTED_HEIC, () -> reader.read("cup.heif", heif));
  }

  @Test
  void avif_saysWhatToDo() {
    assertRefused(
            Reason.UNSUPPORTED_AVIF, () -> reader.read("a.jpg", Fixtures.bytes("drawing.avif")))
        .withMessageContaining("convert it to JPEG");
  }

  @Test
  void missingFile_isUnreadable() {
    assertRefused(Reason.UNREADABLE_FILE, () -> reader.read(folder.resolve("none.jpg")))
        .withMessageContaining("none.jpg does not exist");
  }

  @Test
  void folder_isUnreadable() {
    assertRefused(Reason.UNREADABLE_FILE, () -> reader.read(folder))
        .withMessageContaining(folder + " is none");
  }

  @Test
  void linkInACircle_isUnreadable() throws IOException {
    Path link = folder.resolve("circle.jpg");
    Files.createSymbolicLink(link, link);

    assertRefused(Reason.UNREADABLE_FILE, () -> reader.read(link))
        .withMessageContaining("circle.jpg");
  }

  @Test
  void fileOfAnotherUser_isUnreadable() throws IOException {
    Path file = TestPhotos.write(folder, "secret.jpg", 1, 1);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "the superuser may read everything");

    assertRefused(Reason.UNREADABLE_FILE, () -> reader.read(file))
        .withMessageContaining("access denied");
  }

  @Test
  void fileOf21MiB_isRefusedUnread() throws IOException {
    Path file = folder.resolve("huge.jpg");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 40);
    }

    assertRefused(Reason.TOO_MANY_BYTES, () -> reader.read(file))
        .withMessageContaining("may have 20971520 bytes")
        .withMessageContaining("has 3298534883328");
  }

  @Test
  void bytesOver20MiB_areRefused() {
    byte[] content = Arrays.copyOf(TestPhotos.jpeg(1, 1), (20 << 20) + 1);

    assertRefused(Reason.TOO_MANY_BYTES, () -> reader.read("cup.jpg", content));
  }

  @Test
  void bytesOf20MiB_areRead() throws IOException {
    byte[] content = Arrays.copyOf(TestPhotos.jpeg(1, 1), 20 << 20);

    assertThat(reader.read("cup.jpg", content).image().getWidth()).isEqualTo(160);
  }

  @Test
  void bomb_isRefusedByItsHeader() {
    assertRefused(Reason.TOO_MANY_PIXELS, () -> reader.read("cup.png", png(60_000, 50_000)))
        .withMessage("too-many-pixels: a photo may have 50000000 pixels, cup.png has 60000×50000");
  }

  @Test
  void absurdSize_isRefusedByItsHeader() {
    assertRefused(
        Reason.TOO_MANY_PIXELS,
        () -> reader.read("cup.png", png(Integer.MAX_VALUE, Integer.MAX_VALUE)));
    assertRefused(Reason.TOO_MANY_PIXELS, () -> reader.read("cup.png", png(-1, -1)));
  }

  @Test
  void noPixels_isDamaged() {
    assertRefused(Reason.DAMAGED, () -> reader.read("cup.png", png(0, 100)))
        .withMessageContaining("a photo must have pixels, cup.png has 0×100");
  }

  @Test
  void photoWithoutPixelData_isNotShownAsBlack() {
    assertRefused(Reason.TRUNCATED, () -> reader.read("cup.png", png(100, 100)));
  }

  @Test
  void manyThreads_shareOneReader() throws Exception {
    List<byte[]> photos =
        List.of(TestPhotos.jpeg(1, 1), TestPhotos.png(2, 1), Fixtures.bytes("lossy.webp"));
    List<byte[]> expected =
        photos.stream()
            .map(p -> Resize.toSquare(Fixtures.read("alone", p), Frame.whole(32)).rgb())
            .toList();

    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<byte[]>> read =
          IntStream.range(0, 60)
              .mapToObj(i ->
                  threads.submit(() ->
                      Resize.toSquare(reader.read("a", photos.get(i % 3)).image(), Frame.whole(32))
                          .rgb()))
              .toList();

      for (int i = 0; i < read.size(); i++) {
        assertThat(read.get(i).get()).isEqualTo(expected.get(i % 3));
      }
    }
  }

  private static org.assertj.core.api.ThrowableAssertAlternative<UnreadablePhotoException>
      assertRefused(Reason reason, ThrowingCallable read) {
    return assertThatExceptionOfType(UnreadablePhotoException.class)
        .isThrownBy(read)
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
        .withMessageStartingWith(reason.code() + ": ");
  }

  /** Returns a PNG that says it is of this size and holds next to nothing. */
  private static byte[] png(int width, int height) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    chunk(
        png,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array());
    chunk(png, "IDAT", HexFormat.of().parseHex("789c030000000001"));
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, String type, byte[] content)
      throws IOException {
    DataOutputStream output = new DataOutputStream(png);
    output.writeInt(content.length);
    output.writeBytes(type);
    output.write(content);
    CRC32 sum = new CRC32();
    sum.update(type.getBytes(UTF_8));
    sum.update(content);
    output.writeInt((int) sum.getValue());
  }
}
