package io.panoptes.benchmarks;

import io.panoptes.benchmarks.Asked.By;
import io.panoptes.encoder.ModelId;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.query.RecognitionOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How well the photos of a split are recognised that its {@link Catalogue} has not. */
record RecognitionFigures(Split split, ModelId model, Map<By, Answers> answers) {
  /**
   * The answers to the same queries.
   *
   * @param given as users get them: such small catalogues are searched exactly
   * @param graph those by the graph, as large catalogues give them. It is asked for 100 objects,
   *     more than the test splits have: {@link GraphRecall} shows more of what it may miss.
   * @param exact the twin's, which compares with everything
   */
  record Answers(List<Answered> given, List<Answered> graph, List<Answered> exact) {
    Rate objects() {
      return Rate.of(given, Answered::isObjectRight);
    }

    Rate categories() {
      return Rate.of(given, Answered::isCategoryRight);
    }

    /** Returns how often the graph's first object is the nearest. */
    Rate graphFirst() {
      return agreement(answered -> answered.ids().getFirst());
    }

    /** Returns how often the graph finds the first category. */
    Rate graphCategory() {
      return agreement(answered -> answered.labels().getFirst());
    }

    private Rate agreement(Function<Answered, String> first) {
      return Rate.of(
          IntStream.range(0, exact.size()).boxed().toList(),
          i -> first.apply(graph.get(i)).equals(first.apply(exact.get(i))));
    }

    /** Returns how many of the ten nearest objects of all queries are among the graph's ten. */
    Rate graphFirstTen() {
      long hits = 0;
      long of = 0;
      for (int i = 0; i < exact.size(); i++) {
        List<String> found = graph.get(i).ids();
        hits += exact.get(i).ids().stream().filter(found::contains).count();
        of += exact.get(i).ids().size();
      }
      return new Rate(hits, of);
    }
  }

  /** Measures the model in the folder {@code model}, where {@code data} holds the data sets. */
  static RecognitionFigures of(Split split, Path data, Path model) throws IOException {
    RecognitionOptions options = RecognitionOptions.DEFAULT;
    RecognitionOptions graph = options.withStrategy(options.strategy().withGraphAlways());
    try (SplitCatalogue catalogue = SplitCatalogue.of(split, data, model)) {
      Map<By, Answers> answers = new EnumMap<>(By.class);
      for (By by : By.values()) {
        answers.put(
            by,
            new Answers(
                catalogue.answers(catalogue.asked(), by, options),
                catalogue.answers(catalogue.asked(), by, graph),
                catalogue.answers(catalogue.asked(), by, options.withExact(true))));
      }
      return new RecognitionFigures(split, catalogue.model(), answers);
    }
  }

  /** Returns the answers to queries of so many photos. */
  Answers by(By by) {
    return Objects.requireNonNull(answers.get(by));
  }
}
