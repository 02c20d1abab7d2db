package io.panoptes.benchmarks;

import io.panoptes.benchmarks.Asked.By;
import io.panoptes.benchmarks.RecognitionFigures.Answers;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.search.recognition.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * How well the bundled model, or others, recognise the objects of the test splits: which object and
 * kind is first, with what verdict, and whether the graph finds what comparing with everything
 * finds.
 *
 * <pre>
 * bin/benchmark RecognitionTable [--data DIR] [--model FOLDER]…
 * </pre>
 */
@Command(
    name = "RecognitionTable",
    description = "Prints how well photos of the test splits are recognised.",
    mixinStandardHelpOptions = true)
public final class RecognitionTable implements Callable<Integer> {
  private static final List<Split> SPLITS = List.of(Split.FURNITURE_TEST, Split.OBJECTPI_TEST);

  @Mixin private TableOptions options = new TableOptions();

  private RecognitionTable() {}

  /** Prints the tables. */
  public static void main(String... arguments) {
    // A command ends as the shell expects it to; nothing else in the process is left to do.
    System.exit(CommandRunner.run(new RecognitionTable(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    List<RecognitionFigures> all = new ArrayList<>();
    for (Split split : SPLITS) {
      for (Path model : options.models()) {
        all.add(RecognitionFigures.of(split, options.data(), model));
      }
    }
    Markdown.machine();
    Markdown.table(
        "First candidate right, percent", "data", "model", "asked by", "object", "category");
    forEach(
        all,
        (row, answers) -> {
          row.add(answers.objects().counted());
          row.add(answers.categories().counted());
        });
    verdicts(
        "Verdicts on objects, percent", all, a -> a.object().verdict(), Answered::isObjectRight);
    verdicts(
        "Verdicts on categories, percent",
        all,
        a -> a.category().verdict(),
        Answered::isCategoryRight);
    Markdown.table(
        "By the graph as by comparing with everything, percent",
        "data",
        "model",
        "asked by",
        "nearest object first",
        "ten nearest objects",
        "category");
    forEach(
        all,
        (row, answers) -> {
          row.add(answers.graphFirst().counted());
          row.add(answers.graphFirstTen());
          row.add(answers.graphCategory().counted());
        });
    return CommandRunner.DONE;
  }

  private static void verdicts(
      String heading,
      List<RecognitionFigures> all,
      Function<Answered, Verdict> verdict,
      Predicate<Answered> isRight) {
    Markdown.table(
        heading,
        "data",
        "model",
        "asked by",
        "known, right",
        "known, wrong",
        "ambiguous, first right",
        "ambiguous, first wrong",
        "unknown");
    forEach(
        all,
        (row, answers) -> {
          for (Verdict given : List.of(Verdict.KNOWN, Verdict.AMBIGUOUS)) {
            Predicate<Answered> is = answer -> verdict.apply(answer) == given;
            row.add(Rate.of(answers.given(), is.and(isRight)));
            row.add(Rate.of(answers.given(), is.and(isRight.negate())));
          }
          row.add(Rate.of(answers.given(), answer -> verdict.apply(answer) == Verdict.UNKNOWN));
        });
  }

  private interface Cells {
    void add(List<Object> row, Answers answers);
  }

  private static void forEach(List<RecognitionFigures> all, Cells cells) {
    for (By by : By.values()) {
      for (RecognitionFigures figures : all) {
        List<Object> row = new ArrayList<>(List.of(figures.split(), figures.model(), by));
        cells.add(row, figures.by(by));
        Markdown.row(row);
      }
    }
  }
}
