package io.panoptes.web.operations;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.slf4j.MDC;

/**
 * Writes each log record as one line of JSON: {@code time} (ISO 8601, UTC), {@code level}, {@code
 * logger}, {@code message}; {@code request_id} where SLF4J's {@link MDC} of the logging thread has
 * it, and {@code exception} with its stack trace where there is one.
 */
public final class JsonLogFormatter extends Formatter {
  /** The key of the request's id, in the line and in the {@link MDC}. */
  public static final String REQUEST_ID = "request_id";

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String format(LogRecord record) {
    ObjectNode line = JSON.createObjectNode();
    line.put("time", record.getInstant().toString());
    line.put("level", record.getLevel().getName());
    line.put("logger", record.getLoggerName());
    line.put("message", formatMessage(record));
    String request = MDC.get(REQUEST_ID);
    if (request != null) {
      line.put(REQUEST_ID, request);
    }
    if (record.getThrown() != null) {
      line.put("exception", trace(record.getThrown()));
    }
    return line + "\n";
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text)); // to a string
    return text.toString();
  }
}
