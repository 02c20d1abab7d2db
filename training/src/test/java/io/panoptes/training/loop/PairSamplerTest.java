package io.panoptes.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairSamplerTest {
  /** Two categories of three and two objects; the second object has two photos, the others four. */
  private static final List<TrainingObject> OBJECTS =
      List.of(
          new TrainingObject("mug/a", 0, List.of(0, 1, 2, 3)),
          new TrainingObject("mug/b", 0, List.of(4, 5)),
          new TrainingObject("mug/c", 0, List.of(6, 7, 8, 9)),
          new TrainingObject("pot/d", 1, List.of(10, 11, 12, 13)),
          new TrainingObject("pot/e", 1, List.of(14, 15, 16, 17)));

  private static PairSampler sampler(int pairsPerObject, int batchPairs, int views, long seed)
      throws Exception {
    String json =
        "{\"pairsPerObject\":%d,\"batchPairs\":%d,\"views\":%d}"
            .formatted(pairsPerObject, batchPairs, views);
    return new PairSampler(OBJECTS, TestParameters.of(json), seed);
  }

  private static TrainingObject owner(int photo) {
    return OBJECTS.stream()
        .filter(object -> object.photos().contains(photo))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyObject_leadsItsPairsInAnEpoch_withOthersOfItsCategory() throws Exception {
    PairSampler sampler = sampler(6, 4, 3, 1);
    Map<String, Integer> led = new HashMap<>();
    Map<String, List<String>> partners = new HashMap<>();
    assertThat(sampler.stepsPerEpoch()).isEqualTo(8); // 30 pairs, 4 a step
    for (long step = 0; step < 8; step++) {
      PairSampler.Batch batch = sampler.batch(step);
      assertThat(batch.pairs()).isEqualTo(step < 7 ? 4 : 2);
      for (int pair = 0; pair < batch.pairs(); pair++) {
        int from = 3 * pair;
        TrainingObject leader = owner(batch.photos().get(from));
        TrainingObject partner = owner(batch.photos().get(3 * batch.pairs() + from));
        assertThat(partner).isNotEqualTo(leader);
        assertThat(partner.category()).isEqualTo(leader.category());
        assertThat(batch.categories().get(pair)).isEqualTo(leader.category());
        for (int view = 0; view < 3; view++) {
          assertThat(leader.photos()).contains(batch.photos().get(from + view));
        }
        led.merge(leader.id(), 1, Integer::sum);
        partners.computeIfAbsent(leader.id(), _ -> new ArrayList<>()).add(partner.id());
      }
    }
    assertThat(led.values()).containsOnly(6).hasSize(5);
    assertThat(partners.get("mug/a")).contains("mug/b", "mug/c");
    assertThat(partners.get("mug/c")).contains("mug/a", "mug/b");
  }

  @Test
  void step_isTheSameWhateverWasAskedBefore_andAnotherWithAnotherSeed() throws Exception {
    PairSampler one = sampler(3, 4, 2, 7);
    PairSampler other = sampler(3, 4, 2, 7);
    List<PairSampler.Batch> inOrder = new ArrayList<>();
    for (long step = 0; step < 12; step++) {
      inOrder.add(one.batch(step));
    }
    for (int step = 11; step >= 0; step--) {
      assertThat(other.batch(step)).isEqualTo(inOrder.get(step));
    }
    assertThat(sampler(3, 4, 2, 8).batch(0)).isNotEqualTo(inOrder.getFirst());
    assertThat(inOrder.get(0)).isNotEqualTo(inOrder.get(4)); // the next epoch's first
  }

  @Test
  void objectWithFewPhotos_givesAllBeforeItGivesOneAgain() throws Exception {
    PairSampler sampler = sampler(4, 1, 5, 3);
    for (long step = 0; step < sampler.stepsPerEpoch(); step++) {
      List<Integer> photos = sampler.batch(step).photos();
      for (List<Integer> views : List.of(photos.subList(0, 5), photos.subList(5, 10))) {
        int has = owner(views.getFirst()).photos().size();
        long distinct = views.stream().distinct().count();
        assertThat(distinct).isEqualTo(Math.min(has, 5));
        int most =
            views.stream().mapToInt(photo -> Collections.frequency(views, photo)).max().orElse(0);
        assertThat(most).isEqualTo(Math.ceilDiv(5, has));
      }
    }
  }

  @Test
  void objectWithManyPhotos_givesNoneTwice_andNotAlwaysTheSame() throws Exception {
    PairSampler sampler = sampler(10, 1, 2, 5);
    List<Integer> seen = new ArrayList<>();
    for (long step = 0; step < sampler.stepsPerEpoch(); step++) {
      List<Integer> views = sampler.batch(step).photos().subList(0, 2);
      assertThat(views.get(0)).isNotEqualTo(views.get(1));
      seen.addAll(views);
    }
    assertThat(seen).containsAll(IntStream.range(0, 18).boxed().toList());
  }
}
