package io.panoptes.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.panoptes.encoder.command.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An evaluation against its slow twin, on made-up vectors. */
class EvaluationTest {
  private static final int DIMENSION = 9;

  /** A made-up split: uneven numbers of photos, one object without category. */
  private static final class Made {
    final Labels labels;
    final List<float[]> categoryViews;
    final List<float[]> objectViews;
    final List<float[]> categorySets;
    final List<float[]> gallery;
    final List<float[]> probes;

    Made(int seed, int[] categories, int mostPhotos, boolean withSessions) {
      Random random = new Random(seed);
      RandomVectors vectors = new RandomVectors(seed);
      List<Integer> objects = new ArrayList<>();
      for (int object = 0; object < categories.length; object++) {
        for (int i = 0; i <= (object == 0 ? 0 : random.nextInt(mostPhotos)); i++) {
          objects.add(object);
        }
      }
      int @Nullable [] sessions =
          withSessions ? objects.stream().mapToInt(_ -> random.nextInt(3) - 1).toArray() : null;
      labels = Labels.of(objects.stream().mapToInt(i -> i).toArray(), categories, sessions);
      List<float[]> categoryCentres = new RandomVectors(77).centres(10, DIMENSION); // all splits'
      categorySets =
          vectors.around(
              DIMENSION,
              Arrays.stream(categories).mapToObj(c -> categoryCentres.get(Math.max(0, c))).toList(),
              0.8);
      List<float[]> objectCentres = vectors.centres(categories.length, DIMENSION);
      categoryViews =
          vectors.around(DIMENSION, objects.stream().map(categorySets::get).toList(), 0.8);
      objectViews =
          vectors.around(DIMENSION, objects.stream().map(objectCentres::get).toList(), 0.9);
      List<float[]> halved =
          Arrays.stream(labels.objectsWithHalves()).mapToObj(objectCentres::get).toList();
      gallery = vectors.around(DIMENSION, halved, 0.8);
      probes = vectors.around(DIMENSION, halved, 0.8);
    }

    TrainVectors train() {
      return new TrainVectors(labels, of(categoryViews), of(categorySets));
    }

    TestVectors test() {
      return new TestVectors(
          labels, of(categoryViews), of(categorySets), of(objectViews), of(gallery), of(probes));
    }

    private static Vectors of(List<float[]> rows) {
      return Vectors.of(DIMENSION, rows);
    }
  }

  private static int[] categories(int objects) {
    return IntStream.range(0, objects).map(i -> i == 5 ? Labels.NONE : i % 7).toArray();
  }

  private static void assertFigure(Evaluation evaluation, Task task, OptionalDouble expected) {
    assertThat(evaluation.scores(task).percent())
        .as(task.key())
        .isCloseTo(expected.orElseThrow(), within(1e-9));
  }

  private static void assertClose(Optional<Separation> actual, Separation expected) {
    Separation separation = actual.orElseThrow();
    assertThat(separation.maxIntra()).isCloseTo(expected.maxIntra(), within(1e-5));
    assertThat(separation.meanIntra()).isCloseTo(expected.meanIntra(), within(1e-5));
    assertThat(separation.meanInter()).isCloseTo(expected.meanInter(), within(1e-5));
    assertThat(separation.minInter()).isCloseTo(expected.minInter(), within(1e-5));
    assertThat(separation.rho()).isCloseTo(expected.minInter() / expected.maxIntra(), within(1e-4));
  }

  private static void assertAsPlain(Made train, Made made, Protocol protocol) throws IOException {
    Evaluation evaluation = Evaluation.of(train.train(), made.test(), protocol, new Progress());
    Labels labels = made.labels;
    int[] ofPhotos = labels.categoryOfPhotos();
    int[] ofObjects = labels.categoryOfObjects();

    assertFigure(
        evaluation,
        Task.SV_CATEGORY_ACCURACY,
        Plain.voted(
            made.categoryViews, ofPhotos, train.categoryViews, train.labels.categoryOfPhotos()));
    assertFigure(
        evaluation,
        Task.MV_CATEGORY_ACCURACY,
        Plain.voted(
            made.categorySets, ofObjects, train.categorySets, train.labels.categoryOfObjects()));
    boolean findsItself = protocol == Protocol.AUTHORS;
    assertFigure(
        evaluation,
        Task.SV_CATEGORY_MAP,
        Plain.retrieved(
                made.categoryViews,
                ofPhotos,
                made.categoryViews,
                ofPhotos,
                (i, j) -> findsItself || !i.equals(j))
            .precision());
    assertFigure(
        evaluation,
        Task.MV_CATEGORY_MAP,
        Plain.retrieved(
                made.categorySets,
                ofObjects,
                made.categorySets,
                ofObjects,
                (i, j) -> findsItself || !i.equals(j))
            .precision());
    int[] objects = labels.objectOfPhotos();
    Plain.Retrieved views =
        Plain.retrieved(
            made.objectViews,
            objects,
            made.objectViews,
            objects,
            (i, j) -> objects[i] != objects[j] || areOfTwoSessions(labels, i, j));
    assertFigure(evaluation, Task.SV_OBJECT_ACCURACY, views.accuracy());
    assertFigure(evaluation, Task.SV_OBJECT_MAP, views.precision());
    int[] halved = labels.objectsWithHalves();
    Plain.Retrieved halves =
        Plain.retrieved(made.probes, halved, made.gallery, halved, (_, _) -> true);
    assertFigure(evaluation, Task.MV_OBJECT_ACCURACY, halves.accuracy());
    assertFigure(evaluation, Task.MV_OBJECT_MAP, halves.precision());

    assertClose(
        evaluation.categories(), Plain.separation(made.categoryViews, ofPhotos, (_, _) -> true));
    assertClose(
        evaluation.objects(),
        Plain.separation(
            made.objectViews,
            objects,
            (i, j) -> ofObjects[i] >= 0 && ofObjects[i] == ofObjects[j]));
  }

  private static boolean areOfTwoSessions(Labels labels, int i, int j) {
    return labels.session(i) != Labels.NONE
        && labels.session(j) != Labels.NONE
        && labels.session(i) != labels.session(j);
  }

  @ParameterizedTest
  @EnumSource
  void figures_areThoseOfNestedLoops(Protocol protocol) throws IOException {
    assertAsPlain(
        new Made(1, categories(40), 6, false), new Made(2, categories(30), 9, false), protocol);
  }

  @ParameterizedTest
  @EnumSource
  void figuresAcrossSessions_areThoseOfNestedLoops(Protocol protocol) throws IOException {
    Made test = new Made(3, categories(30), 9, true);
    assertThat(test.labels.sessions()).isEqualTo(Labels.Sessions.SEVERAL);
    assertAsPlain(new Made(1, categories(40), 6, false), test, protocol);
  }

  @Test
  void morePhotosThanABlockHolds_areMeasuredAlike() throws IOException {
    assertAsPlain(
        new Made(1, categories(80), 6, false),
        new Made(4, categories(60), 12, false),
        Protocol.STRICT);
  }

  @Test
  void withoutCategories_objectsAreMeasured_andAllAreRivals() throws IOException {
    int[] none = IntStream.range(0, 20).map(_ -> Labels.NONE).toArray();
    Made made = new Made(5, none, 6, false);
    Evaluation evaluation =
        Evaluation.of(
            new Made(1, categories(40), 6, false).train(),
            made.test(),
            Protocol.AUTHORS,
            new Progress());
    for (Task task : Task.values()) {
      assertThat(evaluation.scores(task).asked() == 0)
          .as(task.key())
          .isEqualTo(task.key().contains("category"));
    }
    assertThat(evaluation.categories()).isEmpty();
    assertClose(
        evaluation.objects(),
        Plain.separation(made.objectViews, made.labels.objectOfPhotos(), (_, _) -> true));
  }

  @Test
  void trainWithoutCategories_tellsNone_butRetrievalIsMeasured() throws IOException {
    Made train = new Made(1, new int[] {Labels.NONE, Labels.NONE}, 6, false);
    Evaluation evaluation =
        Evaluation.of(
            train.train(),
            new Made(2, categories(30), 9, false).test(),
            Protocol.AUTHORS,
            new Progress());
    assertThat(evaluation.scores(Task.SV_CATEGORY_ACCURACY).asked()).isZero();
    assertThat(evaluation.scores(Task.MV_CATEGORY_ACCURACY).asked()).isZero();
    assertThat(evaluation.scores(Task.MV_CATEGORY_MAP).asked()).isEqualTo(29);
  }

  @Test
  void categoryOfOneObject_findsItselfForTheAuthors_andIsNotAskedOtherwise() throws IOException {
    Made train = new Made(1, categories(40), 6, false);
    Made made = new Made(2, new int[] {0, 0, 0, 1}, 3, false);
    Scores authors =
        Evaluation.of(train.train(), made.test(), Protocol.AUTHORS, new Progress())
            .scores(Task.MV_CATEGORY_MAP);
    Scores strict =
        Evaluation.of(train.train(), made.test(), Protocol.STRICT, new Progress())
            .scores(Task.MV_CATEGORY_MAP);
    assertThat(authors.asked()).isEqualTo(4);
    assertThat(strict.asked()).isEqualTo(3);
  }

  @Test
  void objectOfOnePhoto_isNotAsked() throws IOException {
    Made made = new Made(2, categories(30), 9, false);
    assertThat(made.labels.photosOf(0)).isEqualTo(1);
    Evaluation evaluation =
        Evaluation.of(
            new Made(1, categories(40), 6, false).train(),
            made.test(),
            Protocol.STRICT,
            new Progress());
    int single =
        (int)
            IntStream.range(0, made.labels.objects())
                .filter(object -> made.labels.photosOf(object) == 1)
                .count();
    assertThat(evaluation.scores(Task.MV_OBJECT_ACCURACY).asked()).isEqualTo(30 - single);
    assertThat(evaluation.scores(Task.SV_OBJECT_MAP).asked())
        .isEqualTo(made.labels.photos() - single);
    assertThat(evaluation.scores(Task.SV_OBJECT_MAP).objects()).isEqualTo(30 - single);
  }

  @Test
  void progress_isToldOfEachPhotoThrice() throws IOException {
    Made made = new Made(2, categories(30), 9, false);
    Progress progress = new Progress();
    Evaluation _ = Evaluation.of(made.train(), made.test(), Protocol.AUTHORS, progress);
    assertThat(progress.total()).isEqualTo(3L * made.labels.photos());
    assertThat(progress.done()).isEqualTo(progress.total());
  }

  @Test
  void vectorsThatDoNotFitTheLabels_areRefused() {
    Made made = new Made(2, categories(30), 9, false);
    assertThatThrownBy(() ->
            new TrainVectors(
                made.labels,
                Vectors.of(DIMENSION, made.categorySets),
                Vectors.of(DIMENSION, made.categorySets)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there must be a view a photo, " + made.labels.photos() + ", got 30");
  }
}
