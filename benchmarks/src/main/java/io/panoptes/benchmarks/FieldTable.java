package io.panoptes.benchmarks;

import io.panoptes.benchmarks.Asked.By;
import io.panoptes.benchmarks.FieldFigures.Taken;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.folder.PhotoTree;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.training.evaluation.Evaluation;
import io.panoptes.training.evaluation.Report;
import io.panoptes.training.evaluation.Scores;
import io.panoptes.training.evaluation.Separation;
import io.panoptes.training.evaluation.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The field test beside the clean figures, on furniture12's test split: the paper's eight tasks and
 * the distances, asked by the renders and by their field photos (those that {@code bin/training
 * field --object-dir DATA/furniture12/test} writes); and which object and kind is first, where the
 * first six renders of each object are the catalogue and the others ask, or their field photos.
 * Renders that cannot be taken into the field are listed; {@code clean} is asked by them, too. Six
 * minutes on two idle cores for a model like the bundled one.
 *
 * <pre>
 * bin/benchmark FieldTable [--data DIR] [--model FOLDER]… [--seed N]
 * </pre>
 */
@Command(
    name = "FieldTable",
    description = "Prints the figures of a field test of furniture12/test beside the clean ones.",
    mixinStandardHelpOptions = true)
public final class FieldTable implements Callable<Integer> {
  private static final Split SPLIT = Split.FURNITURE_TEST;

  @Mixin private TableOptions options = new TableOptions();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "another field test, other photos (default 1)")
  private long seed = 1;

  private FieldTable() {}

  /** Prints the tables. */
  public static void main(String... arguments) {
    // A command ends as the shell expects it to; nothing else in the process is left to do.
    System.exit(CommandRunner.run(new FieldTable(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    Path train = Split.FURNITURE_TRAIN.in(options.data());
    Path test = SPLIT.in(options.data());
    PhotoTree renders = PhotoTree.read(test, _ -> false);
    Markdown.machine();
    try (FieldPhotos field = FieldPhotos.of(renders, test, seed)) {
      System.out.printf(
          "%s: %d renders of %d objects, %d of them in the field (seed %d), %d left out%n",
          SPLIT,
          renders.photos(),
          renders.objects().size(),
          field.count(),
          seed,
          field.skipped().size());
      Set<Skipped> leftOut = new LinkedHashSet<>(field.skipped());
      List<FieldFigures> all = new ArrayList<>();
      for (Path model : options.models()) {
        FieldFigures figures = FieldFigures.of(SPLIT, train, test, field, model, ModelFolder::open);
        for (Taken taken : Taken.values()) {
          leftOut.addAll(figures.report(taken).skipped());
        }
        all.add(figures);
      }
      leftOut.forEach(skipped -> System.out.println("left out " + skipped));
      print(all);
      return leftOut.isEmpty() ? CommandRunner.DONE : CommandRunner.LEFT_OUT;
    }
  }

  private static void print(List<FieldFigures> all) {
    Markdown.table(
        "The paper's eight tasks, authors' protocol, percent",
        Stream.concat(Stream.of("model", "photos"), Stream.of(Task.values()).map(FieldTable::name))
            .toArray(String[]::new));
    for (FieldFigures figures : all) {
      for (Taken taken : Taken.values()) {
        List<Object> row = new ArrayList<>(List.of(figures.model(), taken));
        Report report = figures.report(taken);
        Stream.of(Task.values())
            .map(task -> percent(report.evaluation().scores(task)))
            .forEach(row::add);
        Markdown.row(row);
      }
    }
    Markdown.table(
        "Distances of single photos",
        "model",
        "photos",
        "of",
        "d_intra max",
        "d_intra",
        "d_inter",
        "d_inter min",
        "rho");
    for (FieldFigures figures : all) {
      for (Taken taken : Taken.values()) {
        Evaluation evaluation = figures.report(taken).evaluation();
        distances(figures, taken, "categories", evaluation.categories());
        distances(figures, taken, "objects", evaluation.objects());
      }
    }
    Markdown.table(
        "First candidate right, percent; the catalogue is clean",
        "model",
        "photos",
        "asked by",
        "object",
        "category");
    for (FieldFigures figures : all) {
      for (By by : By.values()) {
        for (Taken taken : Taken.values()) {
          List<Answered> answers = figures.answers(taken, by);
          Markdown.row(
              figures.model(),
              taken,
              by,
              Rate.of(answers, Answered::isObjectRight).counted(),
              Rate.of(answers, Answered::isCategoryRight).counted());
        }
      }
    }
  }

  /** Returns the name of a column: "SV-cat acc". */
  private static String name(Task task) {
    return switch (task) {
      case SV_CATEGORY_ACCURACY -> "SV-cat acc";
      case MV_CATEGORY_ACCURACY -> "MV-cat acc";
      case SV_OBJECT_ACCURACY -> "SV-obj acc";
      case MV_OBJECT_ACCURACY -> "MV-obj acc";
      case SV_CATEGORY_MAP -> "SV-cat mAP";
      case MV_CATEGORY_MAP -> "MV-cat mAP";
      case SV_OBJECT_MAP -> "SV-obj mAP";
      case MV_OBJECT_MAP -> "MV-obj mAP";
    };
  }

  private static String percent(Scores scores) {
    return scores.asked() == 0 ? "–" : String.format(Locale.ROOT, "%.1f", scores.percent());
  }

  private static void distances(
      FieldFigures figures, Taken taken, String of, Optional<Separation> measured) {
    List<Object> row = new ArrayList<>(List.of(figures.model(), taken, of));
    measured.ifPresentOrElse(
        each ->
            Stream.of(
                    each.maxIntra(),
                    each.meanIntra(),
                    each.meanInter(),
                    each.minInter(),
                    each.rho())
                .map(value -> String.format(Locale.ROOT, "%.3f", value))
                .forEach(row::add),
        () -> row.addAll(List.of("–", "–", "–", "–", "–")));
    Markdown.row(row);
  }
}
