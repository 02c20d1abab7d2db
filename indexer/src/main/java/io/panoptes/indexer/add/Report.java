package io.panoptes.indexer.add;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.panoptes.indexer.failure.Failures;
import io.panoptes.indexer.failure.IndexerException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file with a line of JSON for each object of a run, written and flushed once the object is
 * committed: whoever finds a line can rely on it. Replaces the report of an earlier run. Closing
 * closes the file; one thread at a time writes.
 */
public final class Report implements AutoCloseable {
  /** A report that nobody asked for. */
  public static final Report NONE = new Report(null, Writer.nullWriter());

  private static final JsonFactory FACTORY = new JsonFactory();

  private final @Nullable Path file;
  private final Writer lines;

  private Report(@Nullable Path file, Writer lines) {
    this.file = file;
    this.lines = lines;
  }

  /** Opens the report {@code file}; none if that is null. */
  public static Report open(@Nullable Path file) throws IOException {
    if (file == null) {
      return NONE;
    }
    try {
      return new Report(file, Files.newBufferedWriter(file));
    } catch (IOException e) {
      throw new IndexerException("cannot write the report " + file + ": " + Failures.reason(e), e);
    }
  }

  /** Writes {@code outcomes}, in their order. */
  void write(List<? extends Outcome> outcomes) throws IOException {
    if (file == null) {
      return;
    }
    try {
      for (Outcome outcome : outcomes) {
        lines.write(line(outcome));
      }
      lines.flush();
    } catch (IOException e) {
      throw new IndexerException("cannot write the report " + file + ": " + Failures.reason(e), e);
    }
  }

  private static String line(Outcome outcome) throws IOException {
    return switch (outcome) {
      case Outcome.Added added -> line(added.id(), "added", null);
      case Outcome.Updated updated when updated.formerId() != null ->
          line(updated.formerId(), "removed", "renamed-to: " + updated.id())
              + line(updated.id(), "updated", "renamed-from: " + updated.formerId());
      case Outcome.Updated updated -> line(updated.id(), "updated", null);
      case Outcome.Unchanged unchanged -> line(unchanged.id(), "unchanged", null);
      case Outcome.Removed removed -> line(removed.id(), "removed", "gone");
      case Outcome.Unreadable unreadable ->
          line(unreadable.id(), "skipped", "no-readable-photo: each is listed in the result");
      case Outcome.Refused refused -> line(refused.id(), "skipped", refused.skipped().reason());
    };
  }

  private static String line(String id, String outcome, @Nullable String reason)
      throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("id", id);
      json.writeStringField("outcome", outcome);
      json.writeStringField("reason", reason);
      json.writeEndObject();
    }
    return line + "\n";
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
