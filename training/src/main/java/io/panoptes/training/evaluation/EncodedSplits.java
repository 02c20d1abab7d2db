package io.panoptes.training.evaluation;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.PhotoTreeException;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.training.data.DataSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A train and a test split, encoded, to be evaluated. Their vectors lie in the system's temporary
 * folder until this is closed; the encoder must stay open as long.
 */
public final class EncodedSplits implements AutoCloseable {
  private final ModelId model;
  private final DataSet trainData;
  private final DataSet testData;
  private final EncodedSplit train;
  private final EncodedSplit test;

  private EncodedSplits(
      ModelId model, DataSet trainData, DataSet testData, EncodedSplit train, EncodedSplit test) {
    this.model = model;
    this.trainData = trainData;
    this.testData = testData;
    this.train = train;
    this.test = test;
  }

  /**
   * Encodes both splits' photos, on all cores.
   *
   * @param progress is told of each photo
   * @throws PhotoTreeException if of a split no photo can be read
   */
  public static EncodedSplits of(DataSet train, DataSet test, Encoder encoder, Progress progress)
      throws IOException {
    progress.begin(train.photos() + test.photos());
    EncodedSplit encodedTrain = encode(train, encoder, progress);
    try {
      return new EncodedSplits(
          encoder.model(), train, test, encodedTrain, encode(test, encoder, progress));
    } catch (IOException | RuntimeException e) {
      encodedTrain.close();
      throw e;
    }
  }

  private static EncodedSplit encode(DataSet data, Encoder encoder, Progress progress)
      throws IOException {
    EncodedSplit split = EncodedSplit.of(data, encoder, progress);
    if (split.objects().isEmpty()) {
      split.close();
      throw new PhotoTreeException(
          "no photo in " + data.root() + " can be read (" + split.skipped().getFirst() + ")");
    }
    return split;
  }

  /**
   * Measures.
   *
   * @param progress is told how far the comparing is
   */
  public Report evaluate(Protocol protocol, Progress progress) throws IOException {
    List<String> categories = categories();
    Labels trainLabels = train.labels(categories);
    Labels testLabels = test.labels(categories);
    try (SetVectors trainSets = train.aggregate(trainLabels.wholes());
        SetVectors testSets = test.aggregate(testLabels.wholes());
        SetVectors gallery = test.aggregate(testLabels.galleryHalves());
        SetVectors probes = test.aggregate(testLabels.probeHalves())) {
      TrainVectors trainVectors =
          new TrainVectors(trainLabels, train.categoryViews(), trainSets.categories());
      TestVectors testVectors =
          new TestVectors(
              testLabels,
              test.categoryViews(),
              testSets.categories(),
              test.objectViews(),
              gallery.objects(),
              probes.objects());
      Evaluation evaluation = Evaluation.of(trainVectors, testVectors, protocol, progress);
      List<GrowthPoint> growth = new Growth(testLabels, test::aggregate, trainVectors).points();
      return new Report(
          model,
          protocol,
          evaluation,
          growth,
          count(train, trainLabels),
          count(test, testLabels),
          testLabels.sessions(),
          new Notes(
                  trainData.root(),
                  testData.root(),
                  categories,
                  trainLabels,
                  testLabels,
                  train.copies() + test.copies(),
                  protocol)
              .lines(),
          skipped());
    }
  }

  /** Returns how accuracy grows with the photos of a query, all views being fused so. */
  public List<GrowthPoint> growth(ViewFusion fusion) throws IOException {
    List<String> categories = categories();
    Labels known = train.labels(categories);
    try (SetVectors sets = train.aggregate(known.wholes(), fusion)) {
      TrainVectors trainVectors = new TrainVectors(known, train.categoryViews(), sets.categories());
      return new Growth(
              test.labels(categories), asked -> test.aggregate(asked, fusion), trainVectors)
          .points();
    }
  }

  private List<String> categories() {
    Set<String> names = new TreeSet<>(train.categories());
    names.addAll(test.categories());
    return List.copyOf(names);
  }

  /** Returns the photos and folders of both that were left out. */
  public List<Skipped> skipped() {
    List<Skipped> skipped = new ArrayList<>(train.skipped());
    skipped.addAll(test.skipped());
    return skipped;
  }

  private static Report.Count count(EncodedSplit split, Labels labels) {
    return new Report.Count(
        labels.objects(), labels.photos(), split.categories().size(), split.sessions());
  }

  @Override
  public void close() throws IOException {
    try (train;
        test) {
      return;
    }
  }
}
