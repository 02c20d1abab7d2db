package io.panoptes.search.inspection;

import io.panoptes.encoder.UnitVector;
import io.panoptes.encoder.command.Progress;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.PhotoEntry;
import io.panoptes.search.index.IndexSchema;
import io.panoptes.search.inspection.Impact.Change;
import io.panoptes.search.inspection.Impact.Nearest;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.query.Strategy;
import io.panoptes.search.query.Strategy.SetQuery;
import io.panoptes.search.query.Strategy.Target;
import io.panoptes.search.recognition.ObjectSearch;
import io.panoptes.search.recognition.Probe;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** One measurement of an {@link Impact}, by one thread. */
final class ImpactMeasurement {
  private static final int WORST = 10;
  private static final Comparator<Change> BEST_FIRST =
      Comparator.comparingDouble((Change change) -> change.after().margin())
          .thenComparing(Change::photo)
          .reversed();

  /** Photos meet photos: an aggregate holds the very photo that is to be left out. */
  private static final RecognitionOptions PHOTOS =
      RecognitionOptions.DEFAULT
          .withTop(2)
          .withStrategy(new Strategy(Target.PHOTOS, SetQuery.MEAN_OF_PHOTOS));

  private final Catalogue before;
  private final Catalogue after;
  private final ImpactSample sample;
  private final ObjectSearch searchBefore = new ObjectSearch(IndexSchema.OBJECT_VECTOR);
  private final ObjectSearch searchAfter = new ObjectSearch(IndexSchema.OBJECT_VECTOR);
  private final PriorityQueue<Change> worst = new PriorityQueue<>(BEST_FIRST);
  private final PriorityQueue<Change> lost = new PriorityQueue<>(BEST_FIRST);
  private final List<Change> gained = new ArrayList<>();
  private long photos;
  private int asked;
  private int foundBefore;
  private int foundAfter;
  private int lostCount;
  private int gainedCount;

  ImpactMeasurement(Catalogue before, Catalogue after, ImpactSample sample) {
    this.before = before;
    this.after = after;
    this.sample = sample;
  }

  Impact run() throws IOException {
    double share = Math.min(1, sample.photos() / (double) Math.max(1, before.photoCount()));
    before.forEachObject(object -> {
      if (object.views().size() > 1) {
        ask(object, after.object(object.id()), share);
      }
    });
    return new Impact(
        photos,
        asked,
        foundBefore,
        foundAfter,
        lostCount,
        gainedCount,
        worstFirst(lost),
        gained,
        worstFirst(worst),
        after.ask(searcher ->
            new RecallCheck(searcher.getIndexReader(), sample.vectors(), new Progress())
                .run(new Problems())));
  }

  private static List<Change> worstFirst(PriorityQueue<Change> changes) {
    return changes.stream().sorted(BEST_FIRST.reversed()).toList();
  }

  private void ask(CatalogueObject old, Optional<CatalogueObject> made, double share)
      throws IOException {
    for (int i = 0; i < old.views().size(); i++) {
      PhotoEntry photo = old.entry().photos().get(i);
      photos++;
      if (isAsked(photo, share)) {
        note(
            new Change(
                old.id(),
                photo.id(),
                photo.name(),
                nearest(before, searchBefore, old, i),
                nearest(made, photo)));
      }
    }
  }

  /** What was left behind finds nothing: not even itself. */
  private Nearest nearest(Optional<CatalogueObject> made, PhotoEntry photo) throws IOException {
    if (made.isPresent()) {
      List<PhotoEntry> photos = made.get().entry().photos();
      for (int i = 0; i < photos.size(); i++) {
        if (photos.get(i).id().equals(photo.id())) {
          return nearest(after, searchAfter, made.get(), i);
        }
      }
    }
    return Nearest.LEFT_BEHIND;
  }

  /** A photo's id is as good as a draw, and the same whenever it is asked for. */
  private static boolean isAsked(PhotoEntry photo, double share) {
    return Math.floorMod(photo.id().hashCode(), 1 << 20) < share * (1 << 20);
  }

  private void note(Change change) {
    asked++;
    boolean was = change.before().isFound();
    boolean is = change.after().isFound();
    foundBefore += was ? 1 : 0;
    foundAfter += is ? 1 : 0;
    keep(worst, WORST, change);
    if (was && !is) {
      lostCount++;
      keep(lost, Impact.LISTED, change);
    } else if (is && !was) {
      gainedCount++;
      if (gained.size() < Impact.LISTED) {
        gained.add(change);
      }
    }
  }

  private static void keep(PriorityQueue<Change> kept, int most, Change change) {
    kept.add(change);
    if (kept.size() > most) {
      kept.remove();
    }
  }

  private static Nearest nearest(
      Catalogue catalogue, ObjectSearch search, CatalogueObject object, int photo)
      throws IOException {
    UnitVector asking = object.views().get(photo).embedding().object();
    double own = Double.POSITIVE_INFINITY;
    for (int i = 0; i < object.views().size(); i++) {
      if (i != photo) {
        UnitVector other = object.views().get(i).embedding().object();
        own = Math.min(own, asking.distance(other.toArray()));
      }
    }
    Probe probe = new Probe(List.of(asking), null);
    List<ObjectCandidate> candidates =
        catalogue.ask(searcher -> search.nearest(searcher, probe, PHOTOS.top(), PHOTOS));
    for (ObjectCandidate candidate : candidates) {
      if (!candidate.id().equals(object.id())) {
        return new Nearest(own, candidate.id(), candidate.photo(), candidate.distance());
      }
    }
    return new Nearest(own, null, null, Double.POSITIVE_INFINITY);
  }
}
