package io.panoptes.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepLogTest {
  @TempDir private Path folder;

  private void write(long after, long... steps) throws IOException {
    try (StepLog log = StepLog.open(folder, after)) {
      for (long step : steps) {
        log.write(StepLog.line(step, 1));
      }
    }
  }

  @Test
  void resumed_itTellsEachStepOnce() throws IOException {
    write(0, 1, 2, 3, 4);
    Path file = folder.resolve("steps.jsonl");
    Files.writeString(file, "{\"step\":5,\"epo", StandardOpenOption.APPEND); // killed here
    write(2, 3, 4, 5);
    assertThat(file)
        .hasContent(
            """
            {"step":1,"epoch":1}
            {"step":2,"epoch":1}
            {"step":3,"epoch":1}
            {"step":4,"epoch":1}
            {"step":5,"epoch":1}
            """);
  }
}
