package io.panoptes.indexer;

import io.panoptes.encoder.ModelId;
import io.panoptes.indexer.failure.Failures;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.inspection.Impact;
import io.panoptes.search.inspection.Impact.Change;
import io.panoptes.search.inspection.Impact.Nearest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An impact as a page with pictures, in one file that needs no other: what was lost, what was
 * gained, and the worst, each photo beside what is taken for it.
 */
record ImpactPage(Impact impact, ModelId before, ModelId after, CatalogueFolder folder) {
  private static final String STYLE =
      """
      body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; color: #222 }
      table { border-collapse: collapse; width: 100% }
      td, th { border-bottom: 1px solid #ddd; padding: .5rem; text-align: left; vertical-align: top }
      figure { display: inline-block; margin: 0 1rem 0 0; width: 9rem }
      img, .none { width: 9rem; height: 9rem; object-fit: contain; background: #f4f4f4 }
      .none { display: grid; place-items: center; color: #888 }
      figcaption { overflow-wrap: anywhere; font-size: 13px }
      """;

  /** Writes the page to {@code file}. */
  void writeTo(Path file) throws IOException {
    try {
      Files.writeString(file, html());
    } catch (IOException e) {
      throw new IndexerException("cannot write the page " + file + ": " + Failures.reason(e), e);
    }
  }

  private String html() throws IOException {
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    html.append("<title>Impact of a change of models</title><style>").append(STYLE);
    html.append("</style></head><body>\n<h1>Impact of a change of models</h1>\n");
    html.append("<p>From ").append(before).append(" to ").append(after).append(". ");
    html.append(escape(ImpactReport.summary(impact))).append(".</p>\n<ul>\n");
    impact
        .recalls()
        .forEach(recall ->
            html.append(
                String.format(
                    Locale.ROOT,
                    "<li>recall@10 of the new %s%s: %.4f (%.4f to %.4f)</li>%n",
                    recall.field(),
                    recall.filter() == null ? "" : ", only " + escape(recall.filter()),
                    recall.recall(),
                    recall.low(),
                    recall.high())));
    html.append("</ul>\n");
    append(html, "The ten worst after the change", impact.worst());
    append(html, "Found before and not after (" + impact.lostCount() + ")", impact.lost());
    append(html, "Found after and not before (" + impact.gainedCount() + ")", impact.gained());
    return html.append("</body></html>\n").toString();
  }

  private void append(StringBuilder html, String title, List<Change> changes) throws IOException {
    html.append("<h2>").append(title).append("</h2>\n");
    if (changes.isEmpty()) {
      html.append("<p>None.</p>\n");
      return;
    }
    html.append("<table><tr><th>photo</th><th>before</th><th>after</th></tr>\n");
    for (Change change : changes) {
      html.append("<tr><td>");
      append(html, change.photo(), change.object() + " " + change.name());
      html.append("</td><td>");
      append(html, change.before());
      html.append("</td><td>");
      append(html, change.after());
      html.append("</td></tr>\n");
    }
    html.append("</table>\n");
  }

  private void append(StringBuilder html, Nearest nearest) throws IOException {
    html.append(nearest.isFound() ? "found; " : "<strong>not found</strong>; ");
    html.append(escape(ImpactReport.nearest(nearest))).append("<br>");
    if (nearest.other() != null) {
      append(html, nearest.otherPhoto(), nearest.other());
    }
  }

  private void append(StringBuilder html, @Nullable String photo, String caption)
      throws IOException {
    html.append("<figure>");
    Path thumbnail = photo == null ? null : thumbnail(photo);
    if (thumbnail != null) {
      html.append("<img alt=\"\" src=\"data:image/jpeg;base64,");
      html.append(Base64.getEncoder().encodeToString(Files.readAllBytes(thumbnail)));
      html.append("\">");
    } else {
      html.append("<div class=\"none\">no picture</div>");
    }
    html.append("<figcaption>").append(escape(caption)).append("</figcaption></figure>");
  }

  /** Returns a picture of the photo, or of a part of it; null if there is none. */
  private @Nullable Path thumbnail(String photo) throws IOException {
    Path shelf = Objects.requireNonNull(folder.thumbnail(photo, null).getParent());
    if (!Files.isDirectory(shelf)) {
      return null;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(shelf, photo + "*.jpg")) {
      for (Path thumbnail : found) {
        return thumbnail;
      }
      return null;
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
