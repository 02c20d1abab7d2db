package io.panoptes.training.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the photos of a split: the object that each shows, the object's category, and
 * the session (the shoot) in which each was taken. Photos come object by object.
 *
 * <p>An object is to be known again from another session. Where sessions are not named, or no
 * object has two, each photo counts as a session of its own. Where an object has two, a photo of
 * which none is named may be of any: it never asks which object it shows, and is not what an object
 * is known by.
 */
public final class Labels {
  /** No category, or no session named. */
  public static final int NONE = -1;

  /** What is known of sessions. */
  public enum Sessions {
    /** None is named. */
    NOT_NAMED,
    /** Some are named, and no object has two. */
    SINGLE,
    /** At least one object has two. */
    SEVERAL
  }

  private final int[] objects;
  private final int[] categories;
  private final int[] sessions;
  private final int[] firstPhotos;
  private final Sessions known;

  private Labels(
      int[] objects, int[] categories, int[] sessions, int[] firstPhotos, Sessions known) {
    this.objects = objects;
    this.categories = categories;
    this.sessions = sessions;
    this.firstPhotos = firstPhotos;
    this.known = known;
  }

  /**
   * Makes labels.
   *
   * @param objects of each photo its object, 0, … 0, 1, … 1, 2 …
   * @param categories of each object its category, or {@link #NONE}
   * @param sessions of each photo its session, or {@link #NONE}; null: none is named
   */
  public static Labels of(int[] objects, int[] categories, int @Nullable [] sessions) {
    int[] firstPhotos = firstPhotos(objects, categories.length);
    Sessions known = Sessions.NOT_NAMED;
    int[] numbered = new int[objects.length];
    if (sessions != null) {
      if (sessions.length != objects.length) {
        throw new IllegalArgumentException(
            "there must be a session a photo, got "
                + sessions.length
                + " for "
                + objects.length
                + " photos");
      }
      known = number(sessions, firstPhotos, numbered) ? Sessions.SEVERAL : Sessions.SINGLE;
    }
    if (known != Sessions.SEVERAL) {
      for (int photo = 0; photo < objects.length; photo++) {
        numbered[photo] = photo - firstPhotos[objects[photo]];
      }
    }
    return new Labels(objects.clone(), categories.clone(), numbered, firstPhotos, known);
  }

  private static int[] firstPhotos(int[] objects, int count) {
    int[] firstPhotos = new int[count + 1];
    int object = -1;
    for (int photo = 0; photo < objects.length; photo++) {
      if (objects[photo] == object + 1 && objects[photo] < count) {
        firstPhotos[++object] = photo;
      } else if (objects[photo] != object) {
        throw new IllegalArgumentException(
            "photos must come object by object, got "
                + objects[photo]
                + " after "
                + object
                + " of "
                + count);
      }
    }
    if (object + 1 != count) {
      throw new IllegalArgumentException(
          "each of the " + count + " objects must have photos, got some for " + (object + 1));
    }
    firstPhotos[count] = objects.length;
    return firstPhotos;
  }

  /** Numbers each object's sessions by their first photos; returns whether any has two. */
  private static boolean number(int[] sessions, int[] firstPhotos, int[] numbered) {
    boolean several = false;
    for (int object = 0; object + 1 < firstPhotos.length; object++) {
      Map<Integer, Integer> numbers = new HashMap<>();
      for (int photo = firstPhotos[object]; photo < firstPhotos[object + 1]; photo++) {
        int named = sessions[photo];
        numbered[photo] =
            named == NONE ? NONE : numbers.computeIfAbsent(named, _ -> numbers.size());
      }
      several |= numbers.size() > 1;
    }
    return several;
  }

  /** Returns the number of objects. */
  public int objects() {
    return categories.length;
  }

  /** Returns the number of photos. */
  public int photos() {
    return objects.length;
  }

  /** Returns what is known of sessions. */
  public Sessions sessions() {
    return known;
  }

  int object(int photo) {
    return objects[photo];
  }

  int category(int object) {
    return categories[object];
  }

  /** Returns the object's first photo; its others follow. */
  int firstPhoto(int object) {
    return firstPhotos[object];
  }

  /** Returns the photo after the object's last. */
  int endOfPhotos(int object) {
    return firstPhotos[object + 1];
  }

  int photosOf(int object) {
    return endOfPhotos(object) - firstPhoto(object);
  }

  /** Returns the session of a photo, from 0 within its object, or {@link #NONE}. */
  int session(int photo) {
    return sessions[photo];
  }

  /** Returns of each photo its object. */
  int[] objectOfPhotos() {
    return objects.clone();
  }

  /** Returns of each object its category. */
  int[] categoryOfObjects() {
    return categories.clone();
  }

  /** Returns of each photo its object's category. */
  int[] categoryOfPhotos() {
    int[] labels = new int[objects.length];
    for (int photo = 0; photo < labels.length; photo++) {
      labels[photo] = categories[objects[photo]];
    }
    return labels;
  }

  /** Returns the photos of each of an object's sessions, sessions and photos in their order. */
  List<List<Integer>> bySession(int object) {
    List<List<Integer>> bySession = new ArrayList<>();
    for (int photo = firstPhoto(object); photo < endOfPhotos(object); photo++) {
      if (sessions[photo] == bySession.size()) {
        bySession.add(new ArrayList<>());
      }
      if (sessions[photo] != NONE) {
        bySession.get(sessions[photo]).add(photo);
      }
    }
    return bySession;
  }

  /** Returns the objects with at least two sessions: those that can be known again. */
  public int[] objectsWithHalves() {
    return IntStream.range(0, objects()).filter(object -> bySession(object).size() > 1).toArray();
  }

  /** Returns all photos of an object. */
  int[] whole(int object) {
    return IntStream.range(firstPhoto(object), endOfPhotos(object)).toArray();
  }

  /** Returns all photos of each object. */
  public List<int[]> wholes() {
    List<int[]> sets = new ArrayList<>();
    for (int object = 0; object < objects(); object++) {
      sets.add(whole(object));
    }
    return sets;
  }

  /** Returns the first half, rounded down, of each object's sessions, of those with halves. */
  public List<int[]> galleryHalves() {
    List<int[]> halves = new ArrayList<>();
    for (int object : objectsWithHalves()) {
      List<List<Integer>> bySession = bySession(object);
      halves.add(flat(bySession.subList(0, bySession.size() / 2)));
    }
    return halves;
  }

  /** Returns the rest of each object's sessions, of those with halves. */
  public List<int[]> probeHalves() {
    List<int[]> halves = new ArrayList<>();
    for (int object : objectsWithHalves()) {
      List<List<Integer>> bySession = bySession(object);
      halves.add(flat(bySession.subList(bySession.size() / 2, bySession.size())));
    }
    return halves;
  }

  static int[] flat(List<List<Integer>> bySession) {
    return bySession.stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray();
  }
}
