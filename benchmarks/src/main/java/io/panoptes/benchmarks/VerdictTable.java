package io.panoptes.benchmarks;

import io.panoptes.benchmarks.Asked.By;
import io.panoptes.benchmarks.Asked.Half;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.recognition.Recognition.CategoryCandidate;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import io.panoptes.search.recognition.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * What verdicts let in on the train splits, and what they would with other thresholds, from which
 * those of {@code Verdicts} are chosen. Every catalogue is a half of a split; both halves are, in
 * turn.
 *
 * <pre>
 * bin/benchmark VerdictTable [--data DIR] [--model FOLDER]…
 * </pre>
 */
@Command(
    name = "VerdictTable",
    description = "Prints the verdicts on photos of the train splits, at several thresholds.",
    mixinStandardHelpOptions = true)
public final class VerdictTable implements Callable<Integer> {
  /** What a photo shows. */
  private enum Shown {
    INSIDER("of an object in the catalogue"),
    STRANGER("of another object of such a kind"),
    FOREIGNER("of another kind");

    private final String text;

    Shown(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * One of the two questions that a recognition answers.
   *
   * @param measure what decides the verdict: it is unknown above a threshold
   * @param least the first threshold that is tried
   */
  private record Question(
      String name,
      Function<Answered, Verdict> verdict,
      Predicate<Answered> isRight,
      ToDoubleFunction<Answered> measure,
      double least) {
    boolean isAccepted(Answered answered) {
      return verdict.apply(answered) != Verdict.UNKNOWN;
    }

    boolean isAccepted(Answered answered, double threshold) {
      return measure.applyAsDouble(answered) <= threshold;
    }
  }

  private static final List<Question> QUESTIONS =
      List.of(
          new Question(
              "object",
              answered -> answered.object().verdict(),
              Answered::isObjectRight,
              VerdictTable::objectMeasure,
              0.25),
          new Question(
              "category",
              answered -> answered.category().verdict(),
              Answered::isCategoryRight,
              VerdictTable::categoryMeasure,
              0.70));

  private static final int STEPS = 8;
  private static final double STEP = 0.025;

  @Mixin private TableOptions options = new TableOptions();

  private VerdictTable() {}

  /** Prints the tables. */
  public static void main(String... arguments) {
    // A command ends as the shell expects it to; nothing else in the process is left to do.
    System.exit(CommandRunner.run(new VerdictTable(), arguments));
  }

  @Override
  public Integer call() throws IOException {
    Markdown.machine();
    for (Split split : List.of(Split.FURNITURE_TRAIN, Split.OBJECTPI_TRAIN)) {
      for (Path model : options.models()) {
        try (SplitCatalogue catalogue = SplitCatalogue.of(split, options.data(), model)) {
          print(
              split + ", model " + catalogue.model(),
              answers(catalogue, By.ONE_PHOTO),
              answers(catalogue, By.ALL_PHOTOS));
        }
      }
    }
    return CommandRunner.DONE;
  }

  private static Map<Shown, List<Answered>> answers(SplitCatalogue catalogue, By by)
      throws IOException {
    Map<Shown, List<Answered>> answers = new EnumMap<>(Shown.class);
    for (Shown shown : Shown.values()) {
      answers.put(shown, new ArrayList<>());
    }
    RecognitionOptions asking = RecognitionOptions.DEFAULT;
    for (Half half : Half.values()) {
      RecognitionOptions ofHalf = asking.withFilters(List.of(SplitCatalogue.half(half)));
      for (Answered answered : catalogue.answers(catalogue.asked(), by, ofHalf)) {
        Shown shown = answered.asked().half() == half ? Shown.INSIDER : Shown.STRANGER;
        of(answers, shown).add(answered);
      }
      RecognitionOptions ofKinds = asking.withFilters(List.of(SplitCatalogue.kinds(half)));
      List<Asked> others =
          catalogue.asked().stream().filter(asked -> asked.kinds() != half).toList();
      of(answers, Shown.FOREIGNER).addAll(catalogue.answers(others, by, ofKinds));
    }
    return answers;
  }

  private static List<Answered> of(Map<Shown, List<Answered>> answers, Shown shown) {
    return Objects.requireNonNull(answers.get(shown));
  }

  private static void print(
      String of, Map<Shown, List<Answered>> onePhoto, Map<Shown, List<Answered>> together) {
    Map<By, Map<Shown, List<Answered>>> answers = new EnumMap<>(By.class);
    answers.put(By.ONE_PHOTO, onePhoto);
    answers.put(By.ALL_PHOTOS, together);
    for (Question question : QUESTIONS) {
      Markdown.table(
          of + ": verdicts on the " + question.name() + ", percent",
          "photos",
          "asked by",
          "known, right",
          "known, wrong",
          "ambiguous",
          "unknown");
      answers.forEach((by, shown) ->
          shown.forEach((what, all) -> Markdown.row(verdicts(question, what, by, all))));
      Markdown.table(
          of
              + ": not unknown, percent, by the threshold of the "
              + question.name()
              + " (bold: as verdicts are)",
          "threshold",
          "insider, one photo",
          "stranger, one photo",
          "foreigner, one photo",
          "insider, all together",
          "stranger, all together",
          "foreigner, all together");
      for (int i = 0; i <= STEPS; i++) {
        Markdown.row(accepted(question, question.least() + i * STEP, answers));
      }
    }
  }

  private static List<Object> verdicts(
      Question question, Shown shown, By by, List<Answered> answers) {
    Predicate<Answered> known = answered -> question.verdict().apply(answered) == Verdict.KNOWN;
    return List.of(
        shown,
        by,
        Rate.of(answers, known.and(question.isRight())),
        Rate.of(answers, known.and(question.isRight().negate())),
        Rate.of(answers, answered -> question.verdict().apply(answered) == Verdict.AMBIGUOUS),
        Rate.of(answers, answered -> question.verdict().apply(answered) == Verdict.UNKNOWN));
  }

  private static List<Object> accepted(
      Question question, double threshold, Map<By, Map<Shown, List<Answered>>> answers) {
    List<Object> row = new ArrayList<>();
    boolean isChosen =
        answers.values().stream()
            .flatMap(shown -> shown.values().stream())
            .flatMap(List::stream)
            .allMatch(one -> question.isAccepted(one) == question.isAccepted(one, threshold));
    row.add(String.format(Locale.ROOT, isChosen ? "**%.3f**" : "%.3f", threshold));
    for (Map<Shown, List<Answered>> shown : answers.values()) {
      for (List<Answered> all : shown.values()) {
        row.add(Rate.of(all, one -> question.isAccepted(one, threshold)));
      }
    }
    return row;
  }

  /** Returns what the verdict on the object compares with its threshold. */
  private static double objectMeasure(Answered answered) {
    List<ObjectCandidate> candidates = answered.object().candidates();
    return candidates.getFirst().score() - candidates.get(1).score() / 2;
  }

  /** Returns what the verdict on the category compares with its threshold. */
  private static double categoryMeasure(Answered answered) {
    CategoryCandidate first = answered.category().candidates().getFirst();
    return first.distance() - 0.2 * first.share();
  }
}
