package io.panoptes.encoder.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos of nearly 50 megapixels, several at once, in a JVM of 512 MiB. */
class LargePhotoTest {
  @TempDir private Path folder;

  @Test
  void fourAtOnce_areReadIn512MiB_atHalfTheirSize() throws Exception {
    BufferedImage image = new BufferedImage(8160, 6120, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.ORANGE);
    graphics.fillOval(500, 500, 6000, 5000);
    graphics.dispose();
    Path jpeg = folder.resolve("large.jpg");
    Path png = folder.resolve("large.png");
    byte[] drawn = TestPhotos.encode(image, "jpeg");
    Files.write(jpeg, Orientations.marked(drawn, 6));
    Files.write(png, TestPhotos.encode(image, "png"));

    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            LargePhotoTest.class.getName(),
            jpeg.toString(),
            png.toString(),
            jpeg.toString(),
            png.toString());
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    assertThat(Files.readString(output).lines())
        .containsExactly("3060×4080", "4080×3060", "3060×4080", "4080×3060");
  }

  /** Reads all files at once and prints how large they are. */
  public static void main(String... files) throws Exception {
    PhotoReader reader = new PhotoReader();
    try (ExecutorService threads = Executors.newFixedThreadPool(files.length)) {
      List<Future<String>> sizes = new ArrayList<>();
      for (String file : files) {
        sizes.add(threads.submit(() -> size(reader, Path.of(file))));
      }
      for (Future<String> size : sizes) {
        System.out.println(size.get());
      }
    }
  }

  private static String size(PhotoReader reader, Path file) throws IOException {
    BufferedImage image = reader.read(file).image();
    return image.getWidth() + "×" + image.getHeight();
  }
}
