package io.panoptes.search;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What a class logs from {@code WARNING} upwards, for tests, which see it on no console then. */
final class LoggedWarnings extends Handler implements AutoCloseable {
  private final Logger logger;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private LoggedWarnings(Class<?> of) {
    this.logger = Logger.getLogger(of.getName());
  }

  /** Listens to {@code of} until it is closed. */
  static LoggedWarnings of(Class<?> of) {
    LoggedWarnings log = new LoggedWarnings(of);
    log.setLevel(Level.WARNING);
    log.logger.addHandler(log);
    log.logger.setUseParentHandlers(false);
    return log;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord line) {
    if (isLoggable(line)) {
      lines.add(new SimpleFormatter().formatMessage(line));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
