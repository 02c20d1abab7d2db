package io.panoptes.indexer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A {@link FakeIndexer}, or an {@link EditingProgram}, at work: a real process, which a test may
 * kill for real. Closing kills it.
 */
final class IndexerProcess implements AutoCloseable {
  /** No command of the tests takes as long. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final Process process;
  private final Path out;
  private final Path err;

  private IndexerProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts one.
   *
   * @param temp takes what it prints
   * @param bundled the model of new catalogues
   * @param photo how long the network takes for a photo
   */
  static IndexerProcess start(Path temp, Path bundled, Duration photo, List<String> arguments)
      throws IOException {
    return start(
        temp,
        FakeIndexer.class,
        List.of(
            "-D" + FakeIndexer.BUNDLED + "=" + bundled,
            "-D" + FakeIndexer.PHOTO_MILLIS + "=" + photo.toMillis()),
        arguments);
  }

  /** Starts one that edits the catalogue in {@code folder} from its edit {@code first} on. */
  static IndexerProcess startEditing(Path temp, Path folder, long seed, int first)
      throws IOException {
    List<String> arguments =
        List.of(folder.toString(), Long.toString(seed), Integer.toString(first));
    return start(temp, EditingProgram.class, List.of(), arguments);
  }

  private static IndexerProcess start(
      Path temp, Class<?> program, List<String> properties, List<String> arguments)
      throws IOException {
    Path out = Files.createTempFile(temp, "indexer", ".out");
    Path err = Files.createTempFile(temp, "indexer", ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Djava.awt.headless=true"));
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-Xshare:auto"));
    command.addAll(properties);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(program.getName());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    return new IndexerProcess(process, out, err);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Lets it go on for {@code time}, unless it ends before; returns whether it has ended. */
  boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Kills it, as {@code kill -9} does; returns whether it was alive. */
  boolean kill() throws InterruptedException {
    boolean alive = process.isAlive();
    int status = process.destroyForcibly().waitFor();
    return alive && status == 128 + 9;
  }

  /** Waits until it has ended, and returns its exit status. */
  int status() throws InterruptedException {
    if (!endsWithin(LONGEST)) {
      throw new AssertionError("the indexer was still running after " + LONGEST);
    }
    return process.exitValue();
  }

  /** Returns what it has printed to both streams. */
  String printed() throws IOException {
    return Files.readString(out) + Files.readString(err);
  }

  /** Returns the whole lines that it has printed to standard output. */
  List<String> lines() throws IOException {
    String printed = Files.readString(out);
    return printed.substring(0, printed.lastIndexOf('\n') + 1).lines().toList();
  }

  /** Returns whether it has said what it did. */
  boolean hasPrintedResult() throws IOException {
    return Files.readString(out).endsWith("}\n");
  }

  /** Returns the last line of standard output, JSON. */
  JsonNode json() throws IOException {
    return new ObjectMapper().readTree(Files.readAllLines(out).getLast());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
