package io.panoptes.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What measurements print, on standard output. */
final class Markdown {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Markdown() {}

  /** Prints where and when this is measured. */
  static void machine() throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%s; %d cores, %s; Java %s%n",
        LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        processor(),
        Runtime.version());
  }

  private static String processor() throws IOException {
    if (Files.isReadable(PROCESSORS)) {
      try (Stream<String> lines = Files.lines(PROCESSORS)) {
        String name =
            lines
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
        if (!name.isEmpty()) {
          return name;
        }
      }
    }
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }

  /** Prints a heading, and the head of a table with {@code columns}. */
  static void table(String heading, String... columns) {
    System.out.printf("%n## %s%n%n", heading);
    row((Object[]) columns);
    System.out.println("|" + "---|".repeat(columns.length));
  }

  /** Prints a row of a table. */
  static void row(Object... cells) {
    System.out.println(
        Stream.of(cells).map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |")));
    System.out.flush();
  }

  /** Prints a row of a table: the median, the 95th percentile and the most of some times. */
  static void milliseconds(String what, double[] milliseconds) {
    double[] sorted = milliseconds.clone();
    Arrays.sort(sorted);
    row(
        what,
        whole(sorted[sorted.length / 2]),
        whole(sorted[(int) (sorted.length * 0.95)]),
        whole(sorted[sorted.length - 1]));
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  /** Prints a row of a table. */
  static void row(List<?> cells) {
    row(cells.toArray());
  }
}
