package io.panoptes.benchmarks;

import io.panoptes.benchmarks.Asked.By;
import io.panoptes.benchmarks.Asked.Half;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.query.Strategy;
import io.panoptes.search.query.Strategy.SetQuery;
import io.panoptes.search.query.Strategy.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Every {@link Strategy} on the train splits, from which the default is chosen: how often the right
 * object is first, and how often the right category is for objects that the catalogue has not
 * (every other object of each category asks a catalogue of the rest).
 *
 * <pre>
 * bin/benchmark StrategyTable [--data DIR] [--model FOLDER]…
 * </pre>
 */
@Command(
    name = "StrategyTable",
    description = "Prints how well each strategy recognises photos of the train splits.",
    mixinStandardHelpOptions = true)
public final class StrategyTable implements Callable<Integer> {
  @Mixin private TableOptions options = new TableOptions();

  private StrategyTable() {}

  /** Prints the tables. */
  public static void main(String... arguments) {
    // A command ends as the shell expects it to; nothing else in the process is left to do.
    System.exit(CommandRunner.run(new StrategyTable(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    Markdown.machine();
    for (Split split : List.of(Split.FURNITURE_TRAIN, Split.OBJECTPI_TRAIN)) {
      for (Path model : options.models()) {
        try (SplitCatalogue catalogue = SplitCatalogue.of(split, options.data(), model)) {
          print(catalogue, split, catalogue.model());
        }
      }
    }
    return CommandRunner.DONE;
  }

  private static void print(SplitCatalogue catalogue, Split split, ModelId model)
      throws IOException {
    Markdown.table(
        split + ", model " + model + ": first candidate right, percent",
        "a query meets",
        "a set asks by",
        "object, one photo",
        "object, all together",
        "category of a stranger, one photo",
        "category of a stranger, all together");
    for (Target target : Target.values()) {
      List<Rate> onePhoto = List.of(); // which every way for a set to ask leaves as it is
      for (SetQuery set : SetQuery.values()) {
        RecognitionOptions asking =
            RecognitionOptions.DEFAULT.withTop(1).withStrategy(new Strategy(target, set));
        if (onePhoto.isEmpty()) {
          onePhoto = rates(catalogue, By.ONE_PHOTO, asking);
        }
        List<Rate> together = rates(catalogue, By.ALL_PHOTOS, asking);
        Markdown.row(
            target, set, onePhoto.get(0), together.get(0), onePhoto.get(1), together.get(1));
      }
    }
  }

  /** Returns how often the object is right, and how often the category of a stranger is. */
  private static List<Rate> rates(SplitCatalogue catalogue, By by, RecognitionOptions asking)
      throws IOException {
    List<Answered> strangers = new ArrayList<>();
    for (Half half : Half.values()) {
      List<Asked> others =
          catalogue.asked().stream().filter(asked -> asked.half() != half).toList();
      strangers.addAll(
          catalogue.answers(others, by, asking.withFilters(List.of(SplitCatalogue.half(half)))));
    }
    return List.of(
        Rate.of(catalogue.answers(catalogue.asked(), by, asking), Answered::isObjectRight),
        Rate.of(strangers, Answered::isCategoryRight));
  }
}
