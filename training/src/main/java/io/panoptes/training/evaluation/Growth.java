package io.panoptes.training.evaluation;

import io.panoptes.encoder.command.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How accuracy grows with the photos of a query.
 *
 * <p>Of each object, n photos drawn at random (session after session, by a fixed seed; the photos
 * of a smaller n are among those of a larger) make a query by their multi-view vectors. The
 * category is told by the train split's multi-view vectors, as in the multi-view task. The object
 * is looked for among one multi-view vector an object: of those asked, that of the sessions the
 * query has no photo of; of those with too few photos to be asked, that of all. So the gallery
 * becomes thinner as the query grows.
 *
 * <p>Everything is drawn several times where there are few objects.
 */
final class Growth {
  /** The most photos of a query. */
  static final int MOST_PHOTOS = 12;

  private static final int MOST_DRAWS = 8;

  /** Queries that are enough. */
  private static final int QUERIES = 1000;

  private static final long SEED = 20240301;

  private final Labels labels;
  private final SetVectors.Source sets;
  private final Vectors trainSets;
  private final int[] trainCategories;

  /**
   * Prepares.
   *
   * @param sets makes the test split's vectors
   * @param train what tells categories
   */
  Growth(Labels labels, SetVectors.Source sets, TrainVectors train) {
    this.labels = labels;
    this.sets = sets;
    this.trainSets = train.sets();
    this.trainCategories = train.labels().categoryOfObjects();
  }

  /** The queries of one draw, of n photos. */
  private static final class Queries {
    final List<Integer> objects = new ArrayList<>();
    final List<int[]> photos = new ArrayList<>();

    /** Of each object, the photos to find it by; those of objects with a query come from others. */
    final List<int[]> gallery = new ArrayList<>();

    /** Of each object, whether it may be found. */
    final List<Boolean> findable = new ArrayList<>();
  }

  /** Returns the accuracy with 1, 2, … photos, as far as objects have so many, to 12. */
  List<GrowthPoint> points() throws IOException {
    int draws = Math.clamp(Math.ceilDiv(QUERIES, labels.objects()), 1, MOST_DRAWS);
    List<List<List<List<Integer>>>> drawn = new ArrayList<>(); // by draw, object, session
    Random random = new Random(SEED);
    for (int draw = 0; draw < draws; draw++) {
      List<List<List<Integer>>> byObject = new ArrayList<>();
      for (int object = 0; object < labels.objects(); object++) {
        List<List<Integer>> bySession = labels.bySession(object);
        bySession.forEach(session -> Collections.shuffle(session, random));
        Collections.shuffle(bySession, random);
        byObject.add(bySession);
      }
      drawn.add(byObject);
    }
    List<GrowthPoint> points = new ArrayList<>();
    for (int photos = 1; photos <= MOST_PHOTOS; photos++) {
      int asked = photos;
      if (IntStream.range(0, labels.objects())
          .noneMatch(object -> Labels.flat(labels.bySession(object)).length >= asked)) {
        break;
      }
      points.add(point(photos, drawn));
    }
    return points;
  }

  private GrowthPoint point(int photos, List<List<List<List<Integer>>>> drawn) throws IOException {
    List<Double> categories = new ArrayList<>();
    List<Double> objects = new ArrayList<>();
    List<Integer> asked = new ArrayList<>();
    for (List<List<List<Integer>>> draw : drawn) {
      Queries queries = queries(photos, draw);
      asked.addAll(queries.objects);
      try (SetVectors probes = sets.of(queries.photos);
          SetVectors gallery = sets.of(queries.gallery)) {
        int[] labelled = queries.objects.stream().mapToInt(labels::category).toArray();
        for (double score :
            Recognition.scores(
                probes.categories(), labelled, trainSets, trainCategories, new Progress())) {
          categories.add(score);
        }
        for (double score : found(queries, probes.objects(), gallery.objects())) {
          objects.add(score);
        }
      }
    }
    int[] askedObjects = asked.stream().mapToInt(Integer::intValue).toArray();
    return new GrowthPoint(
        photos,
        Scores.of(categories.stream().mapToDouble(d -> d).toArray(), askedObjects),
        Scores.of(objects.stream().mapToDouble(d -> d).toArray(), askedObjects));
  }

  private Queries queries(int photos, List<List<List<Integer>>> draw) {
    Queries queries = new Queries();
    for (int object = 0; object < labels.objects(); object++) {
      List<List<Integer>> bySession = draw.get(object);
      int[] all = Labels.flat(bySession);
      int[] others = {};
      if (all.length >= photos) {
        queries.objects.add(object);
        queries.photos.add(Arrays.copyOf(all, photos));
        int touched = 0;
        for (int met = 0; met < photos; touched++) {
          met += bySession.get(touched).size();
        }
        others = Labels.flat(bySession.subList(touched, bySession.size()));
      }
      queries.gallery.add(others.length > 0 ? others : labels.whole(object));
      queries.findable.add(others.length > 0);
    }
    return queries;
  }

  private static double[] found(Queries queries, Vectors probes, Vectors gallery)
      throws IOException {
    int[] objects = IntStream.range(0, gallery.count()).toArray();
    double[] scores = new double[probes.count()];
    Distances.forEachBlock(
        probes,
        gallery,
        (first, rows) -> {
          for (int i = 0; i < rows.length; i++) {
            int object = queries.objects.get(first + i);
            if (!queries.findable.get(object)) {
              scores[first + i] = Scores.NOT_ASKED;
            } else {
              scores[first + i] = Ranking.find(rows[i], objects, object).first() ? 1 : 0;
            }
          }
          return first;
        },
        _ -> {});
    return scores;
  }
}
