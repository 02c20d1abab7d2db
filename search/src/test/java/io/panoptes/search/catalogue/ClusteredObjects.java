package io.panoptes.search.catalogue;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.UnitVector;
import io.panoptes.encoder.View;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;

/**
 * Made-up objects whose vectors lie in clusters, a category each: what a graph finds hard. Photos
 * have ids as real ones have.
 */
public final class ClusteredObjects {
  private static final int PHOTOS = 8;
  private static final double OBJECT_SPREAD = 0.7;
  private static final double PHOTO_SPREAD = 0.6;

  private final Random random = new Random(7);
  private final List<float[]> categories = new ArrayList<>();
  private final List<float[]> objects = new ArrayList<>();

  /** Makes them lie in {@code clusters}, in spaces of these dimensions. */
  public ClusteredObjects(int clusters, int categoryDimension, int objectDimension) {
    for (int i = 0; i < clusters; i++) {
      categories.add(near(new float[categoryDimension], 1));
      objects.add(near(new float[objectDimension], 1));
    }
  }

  /** Draws object {@code number}, which is a new one whenever it is drawn, in any category. */
  public CatalogueObject draw(int number) {
    int cluster = random.nextInt(categories.size());
    float[] kind = categories.get(cluster);
    float[] own = near(objects.get(cluster), OBJECT_SPREAD);
    List<PhotoEntry> photos = new ArrayList<>();
    List<View> views = new ArrayList<>();
    for (int i = 0; i < PHOTOS; i++) {
      photos.add(
          new PhotoEntry(
              String.format(Locale.ROOT, "%064x", number * PHOTOS + i),
              i + ".jpg",
              "/made-up/" + i + ".jpg",
              1,
              Instant.EPOCH,
              null,
              null));
      views.add(new View(embedding(kind, own, PHOTO_SPREAD), 1, 1));
    }
    return new CatalogueObject(
        new ObjectEntry(
            "object-" + number, "category-" + cluster, new TreeMap<>(), "/made-up", photos),
        views,
        embedding(kind, own, PHOTO_SPREAD / 3));
  }

  private Embedding embedding(float[] category, float[] object, double spread) {
    return new Embedding(
        UnitVector.normalize(near(category, spread)), UnitVector.normalize(near(object, spread)));
  }

  /** Returns a point about {@code distance} away from {@code centre}. */
  private float[] near(float[] centre, double distance) {
    float[] vector = TestCatalogue.gaussian(random, centre.length);
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (centre[i] + distance * vector[i] / Math.sqrt(centre.length));
    }
    return vector;
  }
}
