package io.panoptes.training.evaluation;

import io.panoptes.encoder.command.Progress;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The figures of a model, from its vectors alone: all eight tasks, and how far things lie apart.
 * Equal distances are ordered by the photos' order.
 *
 * @param scores of all tasks; of none asked where the photos do not allow the task
 * @param categories of categories among each other
 * @param objects of objects among those of their category
 */
public record Evaluation(
    Map<Task, Scores> scores, Optional<Separation> categories, Optional<Separation> objects) {
  public Evaluation {
    scores = Map.copyOf(scores);
  }

  /** Returns what the queries of a task scored. */
  public Scores scores(Task task) {
    return Objects.requireNonNull(scores.get(task), task::key);
  }

  /**
   * Measures. Uses all cores, and beside the vectors some hundreds of megabytes at the most.
   *
   * @param progress is told of each single photo that has asked, three times
   */
  public static Evaluation of(
      TrainVectors train, TestVectors test, Protocol protocol, Progress progress)
      throws IOException {
    progress.begin(3L * test.labels().photos());
    Run run = new Run(test.labels(), protocol, progress);
    run.recogniseCategories(train, test);
    Optional<Separation> categories = run.retrieveCategories(test);
    Optional<Separation> objects = run.findObjects(test);
    run.findObjectsInHalves(test);
    return new Evaluation(run.scores, categories, objects);
  }

  /** One measurement. */
  private static final class Run {
    private final Labels labels;
    private final Protocol protocol;
    private final Progress progress;
    private final Map<Task, Scores> scores = new EnumMap<>(Task.class);

    Run(Labels labels, Protocol protocol, Progress progress) {
      this.labels = labels;
      this.protocol = protocol;
      this.progress = progress;
    }

    void recogniseCategories(TrainVectors train, TestVectors test) throws IOException {
      scores.put(
          Task.SV_CATEGORY_ACCURACY,
          Scores.of(
              Recognition.scores(
                  test.categoryViews(),
                  labels.categoryOfPhotos(),
                  train.views(),
                  train.labels().categoryOfPhotos(),
                  progress),
              labels.objectOfPhotos()));
      scores.put(
          Task.MV_CATEGORY_ACCURACY,
          Scores.of(
              Recognition.scores(
                  test.categorySets(),
                  labels.categoryOfObjects(),
                  train.sets(),
                  train.labels().categoryOfObjects(),
                  new Progress()),
              objects()));
    }

    Optional<Separation> retrieveCategories(TestVectors test) throws IOException {
      int[] categories = labels.categoryOfObjects();
      double[] sets = new double[labels.objects()];
      retrieve(test.categorySets(), categories, sets, new Progress(), Optional.empty());
      scores.put(Task.MV_CATEGORY_MAP, Scores.of(sets, objects()));

      int[] all = new int[Arrays.stream(categories).max().orElse(Labels.NONE) + 1];
      SeparationSums sums = new SeparationSums(labels.categoryOfPhotos(), all);
      double[] views = new double[labels.photos()];
      retrieve(test.categoryViews(), labels.categoryOfPhotos(), views, progress, Optional.of(sums));
      scores.put(Task.SV_CATEGORY_MAP, Scores.of(views, labels.objectOfPhotos()));
      return sums.result();
    }

    private void retrieve(
        Vectors vectors,
        int[] categories,
        double[] precisions,
        Progress queries,
        Optional<SeparationSums> sums)
        throws IOException {
      Distances.<Optional<SeparationSums.Part>>forEachBlock(
          vectors,
          vectors,
          (first, rows) -> {
            Optional<SeparationSums.Part> part = sums.map(each -> each.part(first, rows));
            for (int i = 0; i < rows.length; i++) {
              int query = first + i;
              if (protocol == Protocol.STRICT) {
                rows[i][query] = Ranking.LEFT_OUT;
              }
              precisions[query] = Scores.NOT_ASKED;
              if (categories[query] >= 0) {
                Ranking.Found found = Ranking.find(rows[i], categories, categories[query]);
                if (found.sought() > 0) {
                  precisions[query] = found.averagePrecision();
                }
              }
            }
            queries.addDone(rows.length);
            return part;
          },
          part -> part.ifPresent(each -> sums.orElseThrow().add(each)));
    }

    Optional<Separation> findObjects(TestVectors test) throws IOException {
      SeparationSums sums = new SeparationSums(labels.objectOfPhotos(), rivalries());
      double[] firsts = new double[labels.photos()];
      double[] precisions = new double[labels.photos()];
      int[] objects = labels.objectOfPhotos();
      Distances.forEachBlock(
          test.objectViews(),
          test.objectViews(),
          (first, rows) -> {
            SeparationSums.Part part = sums.part(first, rows);
            for (int i = 0; i < rows.length; i++) {
              int query = first + i;
              leaveSessionOut(query, rows[i]);
              Ranking.Found found = Ranking.find(rows[i], objects, objects[query]);
              boolean asked = found.sought() > 0;
              firsts[query] = asked ? score(found.first()) : Scores.NOT_ASKED;
              precisions[query] = asked ? found.averagePrecision() : Scores.NOT_ASKED;
            }
            progress.addDone(rows.length);
            return part;
          },
          sums::add);
      scores.put(Task.SV_OBJECT_ACCURACY, Scores.of(firsts, objects));
      scores.put(Task.SV_OBJECT_MAP, Scores.of(precisions, objects));
      return sums.result();
    }

    /** Objects of a category are rivals; where there are no categories, all are. */
    private int[] rivalries() {
      int[] categories = labels.categoryOfObjects();
      return Arrays.stream(categories).allMatch(category -> category == Labels.NONE)
          ? new int[categories.length]
          : categories;
    }

    private void leaveSessionOut(int query, float[] row) {
      int object = labels.object(query);
      for (int photo = labels.firstPhoto(object); photo < labels.endOfPhotos(object); photo++) {
        if (labels.session(query) == Labels.NONE
            || labels.session(photo) == Labels.NONE
            || labels.session(photo) == labels.session(query)) {
          row[photo] = Ranking.LEFT_OUT;
        }
      }
    }

    void findObjectsInHalves(TestVectors test) throws IOException {
      int[] halved = labels.objectsWithHalves();
      double[] firsts = new double[halved.length];
      double[] precisions = new double[halved.length];
      Distances.forEachBlock(
          test.objectProbes(),
          test.objectGallery(),
          (first, rows) -> {
            for (int i = 0; i < rows.length; i++) {
              Ranking.Found found = Ranking.find(rows[i], halved, halved[first + i]);
              firsts[first + i] = score(found.first());
              precisions[first + i] = found.averagePrecision();
            }
            return first;
          },
          _ -> {});
      scores.put(Task.MV_OBJECT_ACCURACY, Scores.of(firsts, halved));
      scores.put(Task.MV_OBJECT_MAP, Scores.of(precisions, halved));
    }

    private int[] objects() {
      return IntStream.range(0, labels.objects()).toArray();
    }

    private static double score(boolean right) {
      return right ? 1 : 0;
    }
  }
}
