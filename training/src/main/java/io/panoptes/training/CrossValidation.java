package io.panoptes.training;

import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.folder.PhotoTreeException;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.training.data.DataSet;
import io.panoptes.training.evaluation.Evaluation;
import io.panoptes.training.evaluation.Labels;
import io.panoptes.training.evaluation.Protocol;
import io.panoptes.training.evaluation.TestVectors;
import io.panoptes.training.evaluation.TrainVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Heads fitted to some objects and measured on others, fold by fold. The features of all photos are
 * held in memory, four bytes each, and the distances of all objects, eight bytes a pair: 71 MB for
 * ObjectPI's 3,056 photos of 382 objects with 5,520 and 208 features. Beside them there is what one
 * fit takes.
 */
final class CrossValidation {
  /** So many objects are expected at a place. */
  private static final int OBJECTS_A_PLACE = 4;

  private final SequencedMap<String, Path> backbones;
  private final Recipe recipe;
  private final SequencedMap<String, Path> backboneOfPlaces;
  private final @Nullable Path cached;
  private final boolean general;

  /**
   * Prepares one.
   *
   * @param backbones pretrained weights by the name of their backbone; several are used side by
   *     side
   * @param recipe how they are used
   * @param backboneOfPlaces the weights of {@link Places#BACKBONE}
   * @param cached where features that were computed before are kept, or null to compute all
   * @param general whether heads are fitted for other catalogues
   */
  CrossValidation(
      SequencedMap<String, Path> backbones,
      Recipe recipe,
      SequencedMap<String, Path> backboneOfPlaces,
      @Nullable Path cached,
      boolean general) {
    this.backbones = backbones;
    this.recipe = recipe;
    this.backboneOfPlaces = backboneOfPlaces;
    this.cached = cached;
    this.general = general;
  }

  /**
   * Measures, authors' protocol.
   *
   * @param count of folds
   * @param progress is told of each photo, twice, and which fold is under way
   * @throws UsageException if folds are fewer than 2
   * @throws PhotoTreeException if there are fewer objects than folds, or if the photos of all folds
   *     but one do not allow a fit
   */
  CrossValidationReport run(DataSet data, int count, Progress progress) throws IOException {
    if (count < 2) {
      throw new UsageException("--folds must be 2 or more, got " + count);
    }
    requireObjects(data, data.objects().size(), count);
    progress.begin(2 * data.photos());
    FeatureTable table;
    try (FeatureExtractor extractor = FeatureExtractor.load(recipe.on(backbones))) {
      HeadFit _ =
          HeadFit.of(extractor.parts(), general); // refused now rather than after all photos
      table = FeatureTable.read(data, extractor, cached, progress);
    }
    List<ObjectFeatures> objects = table.objects();
    requireObjects(data, objects.size(), count);
    FeatureTable early = early(data, objects, progress);
    int expected = Math.ceilDiv(objects.size(), OBJECTS_A_PLACE);
    int[] places = Places.of(early.means(), Math.max(count, expected));
    List<String> categories = categories(objects);
    int[] kinds = objects.stream().mapToInt(each -> each.category(categories)).toArray();
    Folds folds = Folds.of(places, kinds, count);
    List<Evaluation> evaluations = new ArrayList<>();
    for (int fold = 0; fold < count; fold++) {
      progress.say("fold " + (fold + 1) + " of " + count);
      evaluations.add(evaluate(data, table, folds, fold, categories));
    }
    List<Skipped> skipped = new ArrayList<>(data.skipped());
    skipped.addAll(table.skipped());
    skipped.addAll(unread(data, objects));
    Set<String> notKept = new LinkedHashSet<>();
    table.notKept().ifPresent(notKept::add);
    early.notKept().ifPresent(notKept::add);
    return new CrossValidationReport(
        objects,
        categories,
        Math.max(count, expected),
        folds,
        evaluations,
        new FoldNotes(data.root(), objects, categories, folds).lines(),
        skipped,
        List.copyOf(notKept));
  }

  private static void requireObjects(DataSet data, int objects, int folds)
      throws PhotoTreeException {
    if (objects < folds) {
      throw new PhotoTreeException(
          "there must be an object a fold at least, "
              + data.root()
              + " has "
              + objects
              + " of which a photo can be read, for "
              + folds
              + " folds");
    }
  }

  /** Returns what places are told by, of the same objects. */
  private FeatureTable early(DataSet data, List<ObjectFeatures> objects, Progress progress)
      throws IOException {
    try (FeatureExtractor extractor = FeatureExtractor.load(Places.RECIPE.on(backboneOfPlaces))) {
      FeatureTable early = FeatureTable.read(data, extractor, cached, progress);
      if (!folders(early.objects()).equals(folders(objects))) {
        throw new PhotoTreeException("photos in " + data.root() + " changed while they were read");
      }
      return early;
    }
  }

  private static List<PhotoFolder> folders(List<ObjectFeatures> objects) {
    return objects.stream().map(ObjectFeatures::object).toList();
  }

  /** Returns the names of the categories, sorted; none if there is but one, which tells nothing. */
  private static List<String> categories(List<ObjectFeatures> objects) {
    List<String> names =
        objects.stream()
            .map(each -> each.object().category())
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .toList();
    return names.size() < 2 ? List.of() : names;
  }

  private static List<Skipped> unread(DataSet data, List<ObjectFeatures> objects) {
    Set<PhotoFolder> read = new LinkedHashSet<>(folders(objects));
    return data.objects().stream()
        .filter(object -> !read.contains(object))
        .map(object -> new Skipped(object.id(), "no-photos: none can be read"))
        .toList();
  }

  private Evaluation evaluate(
      DataSet data, FeatureTable table, Folds folds, int fold, List<String> categories)
      throws IOException {
    List<ObjectFeatures> train = folds.select(table.objects(), fold, /* inFold= */ false);
    List<ObjectFeatures> test = folds.select(table.objects(), fold, /* inFold= */ true);
    HeadFit fit = HeadFit.of(table.parts(), general);
    for (ObjectFeatures each : train) {
      for (float[] feature : each.photos()) {
        fit.add(feature, each.object().id(), each.object().category());
      }
    }
    HeadFit.Heads heads = fit.heads(data.root() + " without fold " + (fold + 1));
    Labels trainLabels = ObjectFeatures.labels(train, categories);
    Labels testLabels = ObjectFeatures.labels(test, categories);
    RawVectors known = RawVectors.of(heads.category(), ObjectFeatures.photos(train));
    List<float[]> asked = ObjectFeatures.photos(test);
    RawVectors kinds = RawVectors.of(heads.category(), asked);
    RawVectors things = RawVectors.of(heads.object(), asked);
    return Evaluation.of(
        new TrainVectors(trainLabels, known.views(), known.sets(trainLabels.wholes())),
        new TestVectors(
            testLabels,
            kinds.views(),
            kinds.sets(testLabels.wholes()),
            things.views(),
            things.sets(testLabels.galleryHalves()),
            things.sets(testLabels.probeHalves())),
        Protocol.AUTHORS,
        new Progress());
  }
}
