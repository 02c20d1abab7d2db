package io.panoptes.benchmarks;

import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.command.Progress;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.add.Tuning;
import io.panoptes.indexer.write.CatalogueWriter;
import io.panoptes.indexer.write.ModelChoice;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * How well adding a folder of photos keeps the processors busy, and how much heap it takes. With
 * all stages overlapping, the time is the stages' processor time shared by the cores, and the ratio
 * printed is 1; nothing else may run on the machine.
 *
 * <pre>
 * PANOPTES_JAVA_OPTS=-Xmx512m bin/benchmark AddSpeed DIR MODEL NEW-CATALOGUE [ENCODERS]
 * </pre>
 */
public final class AddSpeed {
  private AddSpeed() {}

  /** Adds the photos in the first argument by the model in the second to a new catalogue. */
  public static void main(String... arguments) throws IOException {
    FeatureExtractor.computeOnCallingThread();
    Path model = Path.of(arguments[1]);
    Path catalogue = Path.of(arguments[2]);
    if (Files.exists(catalogue)) {
      throw new IOException("the catalogue must be new, got " + catalogue);
    }
    Tuning standard = Tuning.standard();
    Tuning tuning =
        arguments.length < 4
            ? standard
            : new Tuning(
                standard.decoders(),
                Integer.parseInt(arguments[3]),
                standard.batch(),
                standard.commitObjects(),
                standard.commitAfter());
    AddResult result =
        new CatalogueWriter(catalogue, ModelFolder::open, Duration.ZERO)
            .add(
                Path.of(arguments[0]),
                new ModelChoice(model, () -> model),
                AddOptions.NONE,
                tuning,
                new Progress());
    if (result.ending() instanceof AddResult.Ending.Failed failed) {
      throw new IOException(failed.reason(), failed.cause());
    }
    print(result, tuning);
  }

  private static void print(AddResult result, Tuning tuning) {
    int cores = Runtime.getRuntime().availableProcessors();
    AddResult.Work work = result.work();
    double ideal = seconds(work.total()) / cores;
    System.out.printf(
        Locale.ROOT,
        "%d photos, %d objects, %d left out; %s%n"
            + "%.1f s, %.1f photos a second%n"
            + "processor seconds: decoding %.1f, encoding %.1f, writing %.1f%n"
            + "%d cores would take %.1f s: ratio %.3f; heap at most %d MiB%n",
        result.photos(),
        result.added(),
        result.skipped().size(),
        tuning,
        seconds(result.wall()),
        result.photos() / seconds(result.wall()),
        seconds(work.decoding()),
        seconds(work.encoding()),
        seconds(work.writing()),
        cores,
        ideal,
        seconds(result.wall()) / ideal,
        mostHeap() >> 20);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** Returns the sum over the heap's pools of the most each held: never less than the heap did. */
  private static long mostHeap() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        bytes += pool.getPeakUsage().getUsed();
      }
    }
    return bytes;
  }
}
