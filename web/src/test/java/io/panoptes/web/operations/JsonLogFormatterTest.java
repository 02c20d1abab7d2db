package io.panoptes.web.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class JsonLogFormatterTest {
  private final LogRecord record = new LogRecord(Level.WARNING, "the disk has 1 GB left");

  @Test
  void aRecordIsOneLine_withTimeLevelLoggerAndMessage() throws IOException {
    record.setLoggerName("io.panoptes.web.Server");
    record.setInstant(Instant.parse("2026-11-22T10:15:30.123Z"));

    assertThat(formatted())
        .isEqualTo(
            """
            {"time":"2026-11-22T10:15:30.123Z","level":"WARNING",\
            "logger":"io.panoptes.web.Server","message":"the disk has 1 GB left"}
            """);
  }

  @Test
  void lineEndsAndQuotes_stayInsideTheLine() throws IOException {
    record.setMessage("a \"name\"\nand {0}");
    record.setParameters(new Object[] {"more"});

    assertThat(formatted().lines()).hasSize(1);
    assertThat(parsed().get("message").textValue()).isEqualTo("a \"name\"\nand more");
  }

  @Test
  void anExceptionComesWithItsTrace_andItsCause() throws IOException {
    record.setThrown(new IOException("cannot be read", new IllegalStateException("closed")));

    assertThat(formatted().lines()).hasSize(1);
    assertThat(parsed().get("exception").textValue())
        .startsWith("java.io.IOException: cannot be read\n")
        .contains("\tat " + getClass().getName())
        .contains("Caused by: java.lang.IllegalStateException: closed");
  }

  @Test
  void aRequestsIdIsThere_whileItIsServed() throws IOException {
    try (MDC.MDCCloseable _ = MDC.putCloseable(JsonLogFormatter.REQUEST_ID, "4f-1")) {
      assertThat(parsed().get("request_id").textValue()).isEqualTo("4f-1");
    }
    assertThat(parsed().has("request_id")).isFalse();
  }

  @Test
  void json_isUsedByAllHandlers_andTextByNone() {
    Logger root = Logger.getLogger("");
    Handler handler = new ConsoleHandler();
    Formatter before = new SimpleFormatter();
    handler.setFormatter(before);
    root.addHandler(handler);
    try {
      LogFormat.TEXT.use();
      assertThat(handler.getFormatter()).isSameAs(before);
      LogFormat.JSON.use();
      assertThat(handler.getFormatter()).isInstanceOf(JsonLogFormatter.class);
    } finally {
      for (Handler each : root.getHandlers()) {
        each.setFormatter(before);
      }
      root.removeHandler(handler);
    }
  }

  private JsonNode parsed() throws IOException {
    return new ObjectMapper().readTree(formatted());
  }

  private String formatted() {
    return new JsonLogFormatter().format(record);
  }
}
