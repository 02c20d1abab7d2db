package io.panoptes.encoder.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

final class CommandRunnerTest {
  @Command(name = "fails")
  private record Fails(Throwable failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      switch (failure) {
        case Exception exception -> throw exception;
        case Error error -> throw error;
        default -> throw new AssertionError(failure);
      }
    }
  }

  @Test
  void failures_areOneLineAndAStatus() {
    assertFails(new IOException("first\n  second"), 1, "first second");
    assertFails(new NoSuchFileException("/a"), 1, "there is no /a");
    assertFails(new AccessDeniedException("/a"), 1, "access denied to /a");
    assertFails(
        new FileSystemException("/a", null, "No space left on device"),
        1,
        "No space left on device: /a");
    assertFails(new UncheckedIOException(new IOException("inside")), 1, "inside");
    assertFails(new UsageException("not so"), 2, "not so");
    assertFails(new InterruptedException(), 130, "interrupted");
    assertFails(
        new OutOfMemoryError("Java heap space"),
        1,
        "out of memory (Java heap space): give the JVM more with -Xmx");
    assertFails(
        new NullPointerException("oh"),
        1,
        "internal error, java.lang.NullPointerException: oh;"
            + " with -Dpanoptes.stacktraces=true it shows where");
  }

  private static void assertFails(Throwable failure, int status, String message) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(CommandRunner.run(new Fails(failure), new PrintWriter(out), new PrintWriter(err)))
        .isEqualTo(status);
    assertThat(err.toString()).isEqualTo("fails: " + message + "\n");
    assertThat(out.toString()).isEmpty();
  }
}
