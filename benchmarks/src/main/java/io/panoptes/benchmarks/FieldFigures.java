package io.panoptes.benchmarks;

import io.panoptes.benchmarks.Asked.By;
import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.PhotoTree;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.training.data.DataSet;
import io.panoptes.training.evaluation.EncodedSplits;
import io.panoptes.training.evaluation.Protocol;
import io.panoptes.training.evaluation.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a model makes of renders that it has not seen, and of the field photos of the same. */
record FieldFigures(ModelId model, Map<Taken, Figures> figures) {
  /** Which photos ask. */
  enum Taken {
    CLEAN("clean"),
    FIELD("field");

    private final String text;

    Taken(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * The figures of the photos that ask.
   *
   * @param report the paper's eight tasks, asked by all of them
   * @param answers those to the photos that the catalogue has not
   */
  record Figures(Report report, Map<By, List<Answered>> answers) {}

  /**
   * Measures a model.
   *
   * @param split the test split, its catalogue clean
   * @param train where the photos are whose categories are known
   * @param test where those of {@code split} are
   * @param models opens the model in the folder {@code model}; each photo is encoded once
   */
  static FieldFigures of(
      Split split, Path train, Path test, FieldPhotos field, Path model, Model.Opener models)
      throws IOException {
    FeatureExtractor.computeOnCallingThread();
    PhotoTree renders = PhotoTree.read(test, _ -> false);
    Map<Taken, Figures> figures = new EnumMap<>(Taken.class);
    try (EncodedOnce once = new EncodedOnce(models);
        Encoder encoder = once.open(model).load();
        SplitCatalogue catalogue =
            SplitCatalogue.of(split.shown(renders), split.asking(renders), model, once)) {
      figures.put(
          Taken.CLEAN,
          new Figures(report(train, test, encoder), answers(catalogue, catalogue.asked())));
      List<ObjectPhotos> asking = field.of(split.asking(renders));
      figures.put(
          Taken.FIELD,
          new Figures(
              report(train, field.root(), encoder), answers(catalogue, catalogue.encode(asking))));
      return new FieldFigures(catalogue.model(), figures);
    }
  }

  private static Report report(Path train, Path test, Encoder encoder) throws IOException {
    try (EncodedSplits splits =
        EncodedSplits.of(DataSet.read(train), DataSet.read(test), encoder, new Progress())) {
      return splits.evaluate(Protocol.AUTHORS, new Progress());
    }
  }

  private static Map<By, List<Answered>> answers(SplitCatalogue catalogue, List<Asked> asked)
      throws IOException {
    Map<By, List<Answered>> answers = new EnumMap<>(By.class);
    for (By by : By.values()) {
      answers.put(by, catalogue.answers(asked, by, RecognitionOptions.DEFAULT));
    }
    return answers;
  }

  Report report(Taken taken) {
    return of(taken).report();
  }

  List<Answered> answers(Taken taken, By by) {
    return Objects.requireNonNull(of(taken).answers().get(by));
  }

  private Figures of(Taken taken) {
    return Objects.requireNonNull(figures.get(taken));
  }
}
