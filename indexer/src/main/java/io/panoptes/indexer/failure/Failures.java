package io.panoptes.indexer.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** How failures are told: in one line. */
public final class Failures {
  private Failures() {}

  /** Returns why {@code failure} happened, where the file has been named already. */
  public static String reason(Throwable failure) {
    String reason =
        switch (failure) {
          case AccessDeniedException _ -> "permission denied";
          case NoSuchFileException _ -> "there is no such file";
          case FileSystemException e when e.getReason() != null -> e.getReason();
          default -> failure.getMessage();
        };
    return oneLine(reason == null ? failure.getClass().getSimpleName() : reason);
  }

  /** Returns what went wrong, with the file it went wrong with. */
  public static String line(Throwable failure) {
    return switch (failure) {
      case IndexerException e -> oneLine(String.valueOf(e.getMessage()));
      case FileSystemException e when e.getFile() != null -> e.getFile() + ": " + reason(e);
      case IOException e -> reason(e);
      case UncheckedIOException e -> line(Objects.requireNonNull(e.getCause()));
      case OutOfMemoryError _ -> "out of memory: give the process more with -Xmx";
      default -> oneLine("internal error: " + failure);
    };
  }

  /** Returns {@code text} without line breaks. */
  public static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
