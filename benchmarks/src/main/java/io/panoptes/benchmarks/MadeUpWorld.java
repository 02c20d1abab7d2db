package io.panoptes.benchmarks;

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
 * Made-up objects: vectors of 512 (object) and 256 (category) dimensions around the centres of
 * their object and category.
 */
final class MadeUpWorld {
  /** Length of the noise that parts objects of a category, where the centres have length 1. */
  private static final double OBJECT_SPREAD = 0.7;

  /** Length of the noise that parts photos of an object. */
  private static final double PHOTO_SPREAD = 0.6;

  private final int photos;
  private final float[][] categories;
  private final float[][] objectsOfCategories;
  private final float[][] objects;

  /**
   * Makes one of so many categories and objects, each with so many photos, and vectors of so many
   * dimensions.
   */
  MadeUpWorld(
      int categoryCount, int objectCount, int photos, int categoryDimension, int objectDimension) {
    this.photos = photos;
    this.categories = new float[categoryCount][];
    this.objectsOfCategories = new float[categoryCount][];
    this.objects = new float[objectCount][];
    Random random = new Random(0);
    for (int i = 0; i < categoryCount; i++) {
      categories[i] = noise(new float[categoryDimension], 1, random);
      objectsOfCategories[i] = noise(new float[objectDimension], 1, random);
    }
    for (int i = 0; i < objectCount; i++) {
      objects[i] = noise(objectsOfCategories[i % categoryCount], OBJECT_SPREAD, random);
    }
  }

  static String category(int category) {
    return String.format(Locale.ROOT, "c%03d", category);
  }

  String id(int object) {
    return String.format(Locale.ROOT, "%s/%04d", category(object % categories.length), object);
  }

  View photo(int object, Random random) {
    float[] category = noise(categories[object % categories.length], PHOTO_SPREAD, random);
    float[] own = noise(objects[object], PHOTO_SPREAD, random);
    return new View(
        new Embedding(UnitVector.normalize(category), UnitVector.normalize(own)),
        (float) UnitVector.norm(category),
        (float) UnitVector.norm(own));
  }

  CatalogueObject object(int object, Random random) {
    List<PhotoEntry> entries = new ArrayList<>();
    List<View> views = new ArrayList<>();
    float[] category = new float[categories[0].length];
    float[] own = new float[objects[0].length];
    for (int i = 0; i < photos; i++) {
      View view = photo(object, random);
      add(category, view.embedding().category());
      add(own, view.embedding().object());
      String name = i + ".jpg";
      String location = "/made-up/" + name;
      entries.add(
          new PhotoEntry(id(object) + "#" + i, name, location, 1, Instant.EPOCH, null, null));
      views.add(view);
    }
    return new CatalogueObject(
        new ObjectEntry(
            id(object), category(object % categories.length), new TreeMap<>(), "/made-up", entries),
        views,
        new Embedding(UnitVector.normalize(category), UnitVector.normalize(own)));
  }

  private static void add(float[] sum, UnitVector vector) {
    float[] components = vector.toArray();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += components[i];
    }
  }

  /** Returns {@code centre} and noise of about {@code length} in a random direction. */
  private static float[] noise(float[] centre, double length, Random random) {
    float[] moved = centre.clone();
    double deviation = length / Math.sqrt(centre.length);
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (deviation * random.nextGaussian());
    }
    return moved;
  }
}
