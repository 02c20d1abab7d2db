package io.panoptes.benchmarks;

import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.training.evaluation.Interval;
import io.panoptes.training.evaluation.Scores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * How well groceries are known again that a phone took in shops: percent of queries whose product
 * is first, asked by one photo and by four (the object's in name order, four at a time; those left
 * over do not ask) of a catalogue of phone photos, and by one photo of a catalogue of one studio
 * picture; and of one photo the category. In brackets 95 % intervals over the objects that ask.
 * Half a minute a model on two idle cores.
 *
 * <pre>
 * bin/benchmark RealPhotosTable [--data DIR] [--model FOLDER]…
 * </pre>
 */
@Command(
    name = "RealPhotosTable",
    description = "Prints how well phone photos of groceries are recognised.",
    mixinStandardHelpOptions = true)
public final class RealPhotosTable implements Callable<Integer> {
  @Mixin private TableOptions options = new TableOptions();

  private RealPhotosTable() {}

  /** Prints the table. */
  public static void main(String... arguments) {
    // A command ends as the shell expects it to; nothing else in the process is left to do.
    System.exit(CommandRunner.run(new RealPhotosTable(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    RealPhotos photos = RealPhotos.in(options.data().resolve("grocery"));
    Markdown.machine();
    System.out.printf(
        "grocery: catalogues of %d phone photos and of %d studio pictures, %d photos that ask%n",
        count(photos.catalogue()), count(photos.studio()), count(photos.queries()));
    photos.leftOut().forEach(line -> System.out.println("left out: " + line));
    Markdown.table(
        "Product first, percent (95 % interval) of queries",
        "model",
        "folder",
        "one photo",
        "four photos",
        "one photo, of a studio picture",
        "category, one photo");
    for (Path model : options.models()) {
      RealPhotosFigures figures = RealPhotosFigures.of(photos, model, ModelFolder::open);
      Markdown.row(
          figures.model(),
          model,
          cell(figures.onePhoto()),
          cell(figures.four()),
          cell(figures.studio()),
          cell(figures.category()));
    }
    return photos.leftOut().isEmpty() ? CommandRunner.DONE : CommandRunner.LEFT_OUT;
  }

  private static int count(List<ObjectPhotos> objects) {
    return objects.stream().mapToInt(object -> object.photos().size()).sum();
  }

  /** Returns a figure: "73.6 (68.0–79.1) of 492". */
  private static String cell(Scores scores) {
    if (scores.asked() == 0) {
      return "–";
    }
    Interval interval = scores.interval();
    return String.format(
        Locale.ROOT,
        "%.1f (%.1f–%.1f) of %d",
        scores.percent(),
        interval.low(),
        interval.high(),
        scores.asked());
  }
}
