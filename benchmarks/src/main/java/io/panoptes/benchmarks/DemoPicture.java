package io.panoptes.benchmarks;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.CataloguePhoto;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.recognition.Recogniser;
import io.panoptes.search.recognition.Recognition;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import io.panoptes.search.recognition.Recognition.OfCategory;
import io.panoptes.search.recognition.Recognition.OfObject;
import io.panoptes.search.recognition.Verdict;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.imageio.ImageIO;

/**
 * Draws the README's picture, a row a photo: the photo, what Panoptes says of it, and the nearest
 * object as the catalogue shows it. Run by the catalogue that {@code bin/demo --once} makes:
 *
 * <pre>
 * ./mvnw -q -pl benchmarks -am -DskipTests package dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -Djava.awt.headless=true \
 *     -cp benchmarks/target/classes:$(cat benchmarks/target/classpath) \
 *     io.panoptes.benchmarks.DemoPicture target/demo-catalogue docs/demo.png \
 *     demo/queries/grand-piano-1030.jpg demo/queries/rigged-fan-1100.jpg \
 *     demo/strangers/stool/stool-1168.jpg demo/strangers/animal/deer-1014.jpg
 * </pre>
 */
public final class DemoPicture {
  /** Pixels of a unit, in which all below is measured. */
  private static final double SCALE = 1.3;

  private static final int WIDTH = 960;
  private static final int MARGIN = 28;
  private static final int HEADER = 52;
  private static final int ROW = 150;
  private static final int PHOTO = 124;
  private static final int SMALL = 92;
  private static final int SHOWN = 4;
  private static final int GAP = 8;
  private static final int ANSWER = MARGIN + PHOTO + 68;
  private static final int OBJECT = WIDTH - MARGIN - SHOWN * SMALL - (SHOWN - 1) * GAP;

  private static final Color PAPER = Color.WHITE;
  private static final Color EDGE = new Color(0xd0d7de);
  private static final Color INK = new Color(0x1f2328);
  private static final Color FAINT = new Color(0x656d76);
  private static final Color SURE = new Color(0x1a7f37);
  private static final Color UNSURE = new Color(0x9a6700);

  private final Graphics2D graphics;

  private DemoPicture(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /** A photo, the answer to it, and the nearest object. */
  private record Row(Path photo, OfCategory kind, OfObject object, CatalogueObject nearest) {
    ObjectCandidate first() {
      return object.candidates().getFirst();
    }

    Color colour() {
      return switch (object.verdict()) {
        case KNOWN -> SURE;
        case AMBIGUOUS -> UNSURE;
        case UNKNOWN -> FAINT;
      };
    }
  }

  /** Draws what the catalogue in the first argument says of the photos from the third on. */
  public static void main(String... arguments) throws IOException {
    List<Row> rows = new ArrayList<>();
    try (Catalogue catalogue = Catalogue.open(Path.of(arguments[0]), ModelFolder::open)) {
      for (String photo : List.of(arguments).subList(2, arguments.length)) {
        rows.add(recognise(Path.of(photo), catalogue));
      }
    }
    write(rows, new File(arguments[1]));
  }

  private static Row recognise(Path photo, Catalogue catalogue) throws IOException {
    Encoder encoder = catalogue.encoder();
    Recognition recognition =
        new Recogniser(catalogue)
            .recognise(
                encoder.encode(List.of(encoder.prepare(new PhotoReader().read(photo)))),
                RecognitionOptions.DEFAULT);
    OfObject object = Objects.requireNonNull(recognition.object());
    String nearest = object.candidates().getFirst().id();
    return new Row(
        photo,
        Objects.requireNonNull(recognition.category()),
        object,
        catalogue.object(nearest).orElseThrow());
  }

  private static void write(List<Row> rows, File file) throws IOException {
    int height = HEADER + ROW * rows.size() + 10;
    BufferedImage image =
        new BufferedImage(
            (int) (SCALE * WIDTH), (int) (SCALE * height), BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
    graphics.scale(SCALE, SCALE);
    new DemoPicture(graphics).draw(rows, height);
    graphics.dispose();
    if (!ImageIO.write(image, "png", file)) {
      throw new IOException("no writer for " + file);
    }
  }

  private void draw(List<Row> rows, int height) throws IOException {
    Shape card = new RoundRectangle2D.Double(0.5, 0.5, WIDTH - 1.0, height - 1.0, 16, 16);
    graphics.setColor(PAPER);
    graphics.fill(card);
    graphics.setColor(EDGE);
    graphics.draw(card);
    text("A PHOTO", MARGIN, 34, Font.BOLD, 11, FAINT);
    text("WHAT PANOPTES SAYS", ANSWER, 34, Font.BOLD, 11, FAINT);
    text("NEAREST IN THE CATALOGUE", OBJECT, 34, Font.BOLD, 11, FAINT);
    for (int i = 0; i < rows.size(); i++) {
      draw(rows.get(i), HEADER + i * ROW);
    }
  }

  private void draw(Row row, int top) throws IOException {
    graphics.setColor(EDGE);
    graphics.setStroke(new BasicStroke(1));
    graphics.drawLine(MARGIN, top, WIDTH - MARGIN, top);
    photo(row.photo(), MARGIN, top + (ROW - PHOTO) / 2, PHOTO);
    arrow(MARGIN + PHOTO + 14, top + ROW / 2);
    answer(row, top + ROW / 2);
    object(row, top + (ROW - SMALL) / 2 - 8);
  }

  private void arrow(int left, int middle) {
    graphics.setColor(FAINT);
    graphics.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    Path2D arrow = new Path2D.Double();
    arrow.moveTo(left, middle);
    arrow.lineTo(left + 34, middle);
    arrow.moveTo(left + 27, middle - 6);
    arrow.lineTo(left + 34, middle);
    arrow.lineTo(left + 27, middle + 6);
    graphics.draw(arrow);
  }

  private void answer(Row row, int middle) {
    String verdict = row.object().verdict().name().toLowerCase(Locale.ROOT);
    graphics.setFont(font(Font.BOLD, 11));
    int width = graphics.getFontMetrics().stringWidth(verdict) + 18;
    graphics.setColor(row.colour());
    graphics.fill(new RoundRectangle2D.Double(ANSWER, middle - 42, width, 20, 20, 20));
    text(verdict, ANSWER + 9, middle - 28, Font.BOLD, 11, PAPER);
    text(title(row), ANSWER, middle + 5, Font.BOLD, 19, INK);
    text("kind: " + kind(row.kind()), ANSWER, middle + 29, Font.PLAIN, 13, FAINT);
  }

  private static String title(Row row) {
    String first = name(row.first().id());
    return switch (row.object().verdict()) {
      case KNOWN -> first;
      case AMBIGUOUS -> first + " or " + name(row.object().candidates().get(1).id());
      case UNKNOWN -> "not in the catalogue";
    };
  }

  private static String kind(OfCategory kind) {
    String first = kind.candidates().getFirst().label();
    return switch (kind.verdict()) {
      case KNOWN -> first;
      case AMBIGUOUS -> first + " or " + kind.candidates().get(1).label();
      case UNKNOWN -> "unknown, most like " + first;
    };
  }

  /** Draws photos of the nearest object, the nearest photo first. */
  private void object(Row row, int top) throws IOException {
    Path folder = Path.of(row.nearest().entry().source(), row.nearest().id());
    List<String> names = new ArrayList<>(List.of(row.first().photoName()));
    List<CataloguePhoto> photos = row.nearest().photos();
    for (int i = 0; names.size() < SHOWN && i < photos.size(); i += 2) { // all sides of it
      if (!photos.get(i).name().equals(row.first().photoName())) {
        names.add(photos.get(i).name());
      }
    }
    boolean faded = row.object().verdict() == Verdict.UNKNOWN;
    for (int i = 0; i < names.size(); i++) {
      int left = OBJECT + i * (SMALL + GAP);
      graphics.setComposite(AlphaComposite.SrcOver.derive(faded ? 0.45f : 1f));
      photo(folder.resolve(names.get(i)), left, top, SMALL);
      graphics.setComposite(AlphaComposite.SrcOver);
    }
    if (!faded) {
      graphics.setColor(row.colour());
      graphics.setStroke(new BasicStroke(2.5f));
      graphics.draw(new RoundRectangle2D.Double(OBJECT - 1, top - 1, SMALL + 2, SMALL + 2, 10, 10));
    }
    text(
        String.format(Locale.ROOT, "%s, distance %.2f", row.first().id(), row.first().distance()),
        OBJECT,
        top + SMALL + 20,
        Font.PLAIN,
        13,
        FAINT);
  }

  private void photo(Path file, int left, int top, int side) throws IOException {
    Shape clip = graphics.getClip();
    graphics.clip(new RoundRectangle2D.Double(left, top, side, side, 10, 10));
    graphics.drawImage(ImageIO.read(file.toFile()), left, top, side, side, null);
    graphics.setClip(clip);
  }

  private void text(String text, int left, int baseline, int style, int size, Color colour) {
    graphics.setFont(font(style, size));
    graphics.setColor(colour);
    graphics.drawString(text, left, baseline);
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  private static String name(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }
}
