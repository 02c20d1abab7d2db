package io.panoptes.training.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The slow twin of an evaluation: nested loops in double precision, whole lists sorted. */
final class Plain {
  private Plain() {}

  static double squared(float[] a, float[] b) {
    double sum = 0;
    for (int d = 0; d < a.length; d++) {
      sum += ((double) a[d] - b[d]) * ((double) a[d] - b[d]);
    }
    return sum;
  }

  /** Returns which of {@code gallery} are in the list of {@code query}, nearest first. */
  static List<Integer> nearestFirst(float[] query, List<float[]> gallery, IntPredicate isListed) {
    return IntStream.range(0, gallery.size())
        .filter(isListed)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> squared(query, gallery.get(i))))
        .toList();
  }

  /** Returns the accuracy of a 10-NN majority, in percent, over the queries with a label. */
  static OptionalDouble voted(
      List<float[]> queries, int[] labels, List<float[]> known, int[] knownLabels) {
    return IntStream.range(0, queries.size())
        .filter(i -> labels[i] >= 0)
        .map(i -> {
          int[] votes = new int[100];
          nearestFirst(queries.get(i), known, j -> knownLabels[j] >= 0).stream()
              .limit(10)
              .forEach(j -> votes[knownLabels[j]]++);
          int most = Arrays.stream(votes).max().orElseThrow();
          int told =
              IntStream.range(0, 100).filter(each -> votes[each] == most).findFirst().orElse(0);
          return told == labels[i] ? 100 : 0;
        })
        .average();
  }

  /** Of each query that has something to find: the mean accuracy and average precision, percent. */
  record Retrieved(OptionalDouble accuracy, OptionalDouble precision) {}

  /**
   * Retrieves what has the query's label.
   *
   * @param isListed whether the second is in the list of the first
   */
  static Retrieved retrieved(
      List<float[]> queries,
      int[] labels,
      List<float[]> gallery,
      int[] galleryLabels,
      BiPredicate<Integer, Integer> isListed) {
    List<Double> accuracies = new ArrayList<>();
    List<Double> precisions = new ArrayList<>();
    for (int query = 0; query < queries.size(); query++) {
      int asking = query;
      List<Integer> list =
          nearestFirst(
              queries.get(query), gallery, j -> galleryLabels[j] >= 0 && isListed.test(asking, j));
      int found = 0;
      double sum = 0;
      for (int rank = 1; rank <= list.size(); rank++) {
        if (galleryLabels[list.get(rank - 1)] == labels[query]) {
          found++;
          sum += 100.0 * found / rank;
        }
      }
      if (labels[query] >= 0 && found > 0) {
        accuracies.add(galleryLabels[list.getFirst()] == labels[query] ? 100.0 : 0.0);
        precisions.add(sum / found);
      }
    }
    return new Retrieved(
        accuracies.stream().mapToDouble(d -> d).average(),
        precisions.stream().mapToDouble(d -> d).average());
  }

  /** Measures things one pair at a time. */
  static Separation separation(
      List<float[]> photos, int[] things, BiPredicate<Integer, Integer> areRivals) {
    List<Integer> all = Arrays.stream(things).filter(each -> each >= 0).distinct().boxed().toList();
    List<Double> maxIntra = new ArrayList<>();
    List<Double> meanIntra = new ArrayList<>();
    List<Double> meanInter = new ArrayList<>();
    List<Double> minInter = new ArrayList<>();
    for (int thing : all) {
      List<Double> within = distances(photos, things, thing, thing);
      if (within.size() > 1) {
        maxIntra.add(within.stream().mapToDouble(d -> d).max().orElseThrow());
        meanIntra.add(mean(within));
      }
      List<Double> rivals =
          all.stream()
              .filter(other -> other != thing && areRivals.test(thing, other))
              .map(other -> mean(distances(photos, things, thing, other)))
              .collect(Collectors.toList());
      if (!rivals.isEmpty()) {
        meanInter.add(mean(rivals));
        minInter.add(rivals.stream().mapToDouble(d -> d).min().orElseThrow());
      }
    }
    return new Separation(mean(maxIntra), mean(meanIntra), mean(meanInter), mean(minInter));
  }

  private static List<Double> distances(List<float[]> photos, int[] things, int one, int other) {
    List<Double> distances = new ArrayList<>();
    for (int i = 0; i < things.length; i++) {
      for (int j = 0; j < things.length; j++) {
        if (things[i] == one && things[j] == other) {
          distances.add(Math.sqrt(squared(photos.get(i), photos.get(j))));
        }
      }
    }
    return distances;
  }

  static double mean(List<Double> values) {
    return values.stream().mapToDouble(d -> d).average().orElseThrow();
  }
}
