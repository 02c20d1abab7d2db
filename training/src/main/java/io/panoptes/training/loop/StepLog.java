package io.panoptes.training.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a run tells machines: a JSON line a step, {@code {"step":1,"epoch":1,"loss":…}}, and one an
 * epoch, {@code {"step":…,"epoch":1,"rho":…}}. Each is flushed. Closing closes the file.
 */
final class StepLog implements AutoCloseable {
  static final String FILE = "steps.jsonl";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final BufferedWriter writer;

  private StepLog(Path file, BufferedWriter writer) {
    this.file = file;
    this.writer = writer;
  }

  /**
   * Opens the log in {@code folder}, which it makes, to go on after {@code step}: lines of later
   * steps, which a killed run told and will tell again, are dropped.
   */
  static StepLog open(Path folder, long step) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      List<String> kept = new ArrayList<>();
      try (Stream<String> lines = Files.lines(file)) {
        lines.filter(line -> isUntil(step, line)).forEach(kept::add);
      }
      Path temporary = folder.resolve(FILE + ".new");
      Files.write(temporary, kept);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    return new StepLog(
        file, Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  private static boolean isUntil(long step, String line) {
    try {
      JsonNode json = JSON.readTree(line);
      return json != null && json.path("step").asLong(Long.MAX_VALUE) <= step;
    } catch (IOException e) {
      return false; // cut off by the kill
    }
  }

  void write(ObjectNode line) throws IOException {
    try {
      writer.write(line.toString());
      writer.write('\n');
      writer.flush();
    } catch (IOException e) {
      throw new IOException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  static ObjectNode line(long step, int epoch) {
    return JSON.createObjectNode().put("step", step).put("epoch", epoch);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
