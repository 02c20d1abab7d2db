package io.panoptes.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.panoptes.encoder.FakeModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * 100,000 small photos of 12,500 objects, in a process with 256 MB of heap: killed half-way, gone
 * on with, and added again; as folders, then as a manifest.
 */
@Tag("long")
class HundredThousandPhotosTest {
  private static final int OBJECTS = 12_500;
  private static final int PHOTOS = 8;
  private static final Duration LONGEST = Duration.ofMinutes(30);

  @TempDir Path temp;
  private Path photos;
  private Path model;
  private final Random random = new Random(1);

  @BeforeEach
  void drawPhotos() throws IOException {
    model = temp.resolve("model");
    FakeModel.of("fa4e").copyTo(model);
    photos = temp.resolve("photos");
    for (int object = 0; object < OBJECTS; object++) {
      Path folder = Files.createDirectories(photos.resolve(id(object)));
      for (int photo = 0; photo < PHOTOS; photo++) {
        Files.write(folder.resolve(photo + ".bmp"), bitmap());
      }
    }
  }

  private static String id(int object) {
    return String.format(Locale.ROOT, "kind-%02d/%05d", object % 50, object);
  }

  /** Returns 8 × 8 pixels of any colours, as Windows writes them. */
  private byte[] bitmap() {
    byte[] pixels = new byte[8 * 8 * 3];
    random.nextBytes(pixels);
    ByteBuffer file = ByteBuffer.allocate(54 + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(54);
    file.putInt(40).putInt(8).putInt(8).putShort((short) 1).putShort((short) 24).putInt(0);
    file.putInt(pixels.length).putInt(2835).putInt(2835).putInt(0).putInt(0).put(pixels);
    return file.array();
  }

  private IndexerProcess start(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--index", temp.resolve("catalogue").toString(), "--json", "--quiet"));
    return IndexerProcess.start(temp, model, Duration.ZERO, all);
  }

  private JsonNode run(String... arguments) throws IOException, InterruptedException {
    try (IndexerProcess process = start(arguments)) {
      assertThat(process.endsWithin(LONGEST)).isTrue();
      assertThat(process.status()).as(process.printed()).isZero();
      return process.json();
    }
  }

  private static long lines(Path report) throws IOException {
    if (!Files.exists(report)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(report)) {
      return lines.count();
    }
  }

  @Test
  void aHundredThousandPhotosAreAdded_throughAKill_andAreNotAddedTwice(TestReporter figures)
      throws IOException, InterruptedException {
    String folder = photos.toString();
    Path report = temp.resolve("report.jsonl");
    try (IndexerProcess process =
        start("add", "--object-dir", folder, "--report", report.toString())) {
      await().atMost(LONGEST).until(() -> lines(report) >= OBJECTS / 3 || !process.isAlive());
      assertThat(process.kill()).as(process.printed()).isTrue();
    }
    long acknowledged = lines(report);
    JsonNode rest = run("add", "--object-dir", folder);
    assertThat(rest.get("unchanged").longValue()).isGreaterThanOrEqualTo(acknowledged);
    assertThat(rest.get("added").longValue() + rest.get("unchanged").longValue())
        .isEqualTo(OBJECTS);
    assertThat(rest.get("photos").longValue()).isEqualTo(rest.get("added").longValue() * PHOTOS);
    JsonNode again = run("add", "--object-dir", folder);
    assertThat(again.get("unchanged").intValue()).isEqualTo(OBJECTS);
    assertThat(again.get("photos").intValue()).isZero();
    JsonNode verified = run("verify");
    assertThat(verified.get("photos").intValue()).isEqualTo(OBJECTS * PHOTOS);
    JsonNode table = run("add", "--manifest", manifest().toString(), "--replace");
    assertThat(table.get("updated").intValue()).isEqualTo(OBJECTS);
    assertThat(table.get("photos").intValue()).isZero(); // known by their contents
    figures.publishEntry("killed after objects", Long.toString(acknowledged));
    figures.publishEntry("the rest", rest.toString());
    figures.publishEntry("again", again.toString());
    figures.publishEntry("verify", verified.toString());
    figures.publishEntry("the same as a manifest", table.toString());
  }

  private Path manifest() throws IOException {
    StringBuilder rows = new StringBuilder("object_id,photo,colour\n");
    for (int object = 0; object < OBJECTS; object++) {
      for (int photo = 0; photo < PHOTOS; photo++) {
        rows.append(id(object)).append(",photos/").append(id(object)).append('/').append(photo);
        rows.append(".bmp,red\n");
      }
    }
    return Files.writeString(temp.resolve("products.csv"), rows);
  }
}
