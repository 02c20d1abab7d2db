package io.panoptes.training.loop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * The pairs of each step, decided by the seed and the step alone. In an epoch every object leads so
 * many pairs, in random order; its partner is another object of its category. As many photos are
 * taken of each; of an object that has fewer, all are taken before one is taken again, so that none
 * is missing and all count about alike. Used by one thread.
 */
final class PairSampler {
  private final List<TrainingObject> objects;
  private final Map<Integer, List<TrainingObject>> byCategory = new HashMap<>();
  private final int pairsPerObject;
  private final int batchPairs;
  private final int views;
  private final long seed;

  private int orderedEpoch = -1;
  private List<TrainingObject> order = List.of();

  /**
   * A step's pairs.
   *
   * @param photos numbers of photos: those of the first pair's leader, of the next pair's leader,
   *     …, then those of the partners in the same order; {@code 2 · pairs · views}
   * @param categories the category of each pair
   * @param views photos of each object
   */
  record Batch(List<Integer> photos, List<Integer> categories, int views) {
    Batch {
      photos = List.copyOf(photos);
      categories = List.copyOf(categories);
    }

    int pairs() {
      return categories.size();
    }
  }

  PairSampler(List<TrainingObject> objects, Hyperparameters parameters, long seed) {
    this.objects = List.copyOf(objects);
    for (TrainingObject object : objects) {
      byCategory.computeIfAbsent(object.category(), _ -> new ArrayList<>()).add(object);
    }
    this.pairsPerObject = parameters.pairsPerObject();
    this.batchPairs = parameters.batchPairs();
    this.views = parameters.views();
    this.seed = seed;
  }

  /** Returns the number of steps of an epoch; the last of them may have fewer pairs. */
  long stepsPerEpoch() {
    return Math.ceilDiv((long) objects.size() * pairsPerObject, batchPairs);
  }

  /** Returns the pairs of {@code step}, from 0. */
  Batch batch(long step) {
    arrange(Math.toIntExact(step / stepsPerEpoch()));
    int start = Math.toIntExact(step % stepsPerEpoch() * batchPairs);
    Random random = new Random(Seeds.of(seed, 1, step));
    List<Integer> leaders = new ArrayList<>();
    List<Integer> partners = new ArrayList<>();
    List<Integer> categories = new ArrayList<>();
    for (TrainingObject leader : order.subList(start, Math.min(start + batchPairs, order.size()))) {
      List<TrainingObject> kind = Objects.requireNonNull(byCategory.get(leader.category()));
      TrainingObject partner = kind.get(random.nextInt(kind.size() - 1));
      if (partner.equals(leader)) {
        partner = kind.getLast(); // the one that was not drawn from stands in for the leader
      }
      leaders.addAll(photos(leader, random));
      partners.addAll(photos(partner, random));
      categories.add(leader.category());
    }
    leaders.addAll(partners);
    return new Batch(leaders, categories, views);
  }

  /** Puts the epoch's pairs in order, as their leaders. */
  private void arrange(int epoch) {
    if (epoch != orderedEpoch) {
      List<TrainingObject> leaders = new ArrayList<>();
      for (int i = 0; i < pairsPerObject; i++) {
        leaders.addAll(objects);
      }
      Collections.shuffle(leaders, new Random(Seeds.of(seed, 0, epoch)));
      order = leaders;
      orderedEpoch = epoch;
    }
  }

  private List<Integer> photos(TrainingObject object, Random random) {
    List<Integer> taken = new ArrayList<>();
    while (taken.size() < views) {
      List<Integer> all = new ArrayList<>(object.photos());
      Collections.shuffle(all, random);
      taken.addAll(all.subList(0, Math.min(views - taken.size(), all.size())));
    }
    return taken;
  }
}
