package io.panoptes.indexer.add;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.View;
import io.panoptes.encoder.photo.Box;
import io.panoptes.indexer.source.SourceObject;
import io.panoptes.indexer.source.SourcePhoto;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.CataloguePhoto;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An object on its way into the catalogue: which of its photos have to be read, and what came of
 * them. The stages' threads share it; who finishes the last {@linkplain #finishStep step} passes it
 * on.
 *
 * <p>A photo that the catalogue has already, by name, size and time or else by content, is not
 * encoded again. A photo that could be read once and cannot be any more stays in the catalogue as
 * it was: a damaged disk takes nothing out of it.
 */
public final class ObjectTask {
  /** What the network looks at. */
  private record Look(String photoId, @Nullable Box box) {
    static Look of(PhotoEntry photo) {
      return new Look(photo.id(), photo.box());
    }
  }

  private final SourceObject source;
  private final List<SourcePhoto> unread = new ArrayList<>();
  private final AtomicInteger steps = new AtomicInteger();

  /** Those of the object as it was, then those encoded now. */
  private final ConcurrentMap<Look, View> views = new ConcurrentHashMap<>();

  /** What has a view, or will have. */
  private final Set<Look> claimed = ConcurrentHashMap.newKeySet();

  /** What is noted of each photo that could be read, now or before. */
  private final ConcurrentMap<SourcePhoto, PhotoEntry> entries = new ConcurrentHashMap<>();

  // Set before any step begins, then of the one thread that writes.
  private List<PhotoEntry> aggregated = List.of();
  private @Nullable Embedding aggregate;

  /**
   * Makes one.
   *
   * @param known the object as the catalogue has it, if it does
   * @param suffices whether a photo that looks like what is known of it need not be read
   */
  ObjectTask(SourceObject source, Optional<ObjectEntry> known, Predicate<PhotoEntry> suffices) {
    this.source = source;
    Map<String, PhotoEntry> byName = byName(known);
    for (SourcePhoto photo : source.photos()) {
      PhotoEntry entry = byName.get(photo.name());
      if (entry != null
          && photo.looksLike(entry)
          && Objects.equals(photo.box(), entry.box())
          && suffices.test(entry)) {
        entries.put(photo, photo.entry(entry.id(), entry.bytes()));
      } else {
        unread.add(photo);
      }
    }
    steps.set(unread.size());
  }

  private static Map<String, PhotoEntry> byName(Optional<ObjectEntry> object) {
    Map<String, PhotoEntry> byName = new LinkedHashMap<>();
    for (PhotoEntry photo : object.map(ObjectEntry::photos).orElse(List.of())) {
      byName.put(photo.name(), photo);
    }
    return byName;
  }

  /** Takes over the views of the object as the catalogue has it; before any step begins. */
  void know(CatalogueObject known) {
    for (CataloguePhoto photo : known.photos()) {
      views.put(Look.of(photo.entry()), photo.view());
    }
    claimed.addAll(views.keySet());
    aggregated = known.entry().photos();
    aggregate = known.aggregate();
  }

  SourceObject source() {
    return source;
  }

  /** Returns the object's id. */
  public String id() {
    return source.id();
  }

  /** Returns the photos that have to be read, each a step. */
  List<SourcePhoto> unread() {
    return unread;
  }

  /**
   * Notes what {@code photo} has turned out to be; returns whether somebody has to find its view,
   * which the caller then does: nobody else is told to.
   */
  boolean claim(SourcePhoto photo, PhotoEntry entry) {
    entries.put(photo, entry);
    return claimed.add(Look.of(entry));
  }

  /** Returns whether somebody finds, or has found, the view of {@code photo}. */
  boolean hasClaimed(PhotoEntry photo) {
    return claimed.contains(Look.of(photo));
  }

  /** Notes the view of {@code photo}. */
  void addView(PhotoEntry photo, View view) {
    views.put(Look.of(photo), view);
  }

  /** Announces one step more; only from within a step. */
  void addStep() {
    steps.incrementAndGet();
  }

  /** Ends a step; returns whether that was the last. */
  boolean finishStep() {
    return steps.decrementAndGet() == 0;
  }

  /**
   * Returns what is to be noted of the object's photos, in the source's order, the same content
   * once, after all steps are done; empty if none could be read, now or before.
   *
   * @param current the object as the catalogue has it now
   */
  public List<PhotoEntry> photos(Optional<ObjectEntry> current) {
    Map<String, PhotoEntry> kept = byName(current);
    Set<Look> seeable = new HashSet<>(views.keySet());
    kept.values().forEach(photo -> seeable.add(Look.of(photo)));
    List<PhotoEntry> photos = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (SourcePhoto photo : source.photos()) {
      PhotoEntry entry = entries.get(photo);
      if (entry == null || !seeable.contains(Look.of(entry))) {
        entry = kept.get(photo.name());
      }
      if (entry != null && seen.add(entry.id())) {
        photos.add(entry);
      }
    }
    if (!source.isWhole()) {
      source.photos().forEach(photo -> kept.remove(photo.name()));
      kept.values().stream().filter(photo -> seen.add(photo.id())).forEach(photos::add);
    }
    return photos;
  }

  /**
   * Returns the object that {@code entry} notes, its views being those found in the steps, or else
   * those that the catalogue has now.
   */
  CatalogueObject object(ObjectEntry entry, Optional<CatalogueObject> current, Catalogue catalogue)
      throws IOException {
    current.ifPresent(object -> {
      for (CataloguePhoto photo : object.photos()) {
        views.putIfAbsent(Look.of(photo.entry()), photo.view());
      }
    });
    List<View> ordered = new ArrayList<>();
    for (PhotoEntry photo : entry.photos()) {
      View view = views.get(Look.of(photo));
      if (view == null) {
        throw new IllegalStateException("no step found the view of " + photo);
      }
      ordered.add(view);
    }
    return new CatalogueObject(entry, ordered, aggregate(entry.photos(), ordered, catalogue));
  }

  /** Aggregates anew only if the photos are others than the last time. */
  private Embedding aggregate(List<PhotoEntry> photos, List<View> ordered, Catalogue catalogue)
      throws IOException {
    Embedding known = aggregate;
    if (known == null || !looks(photos).equals(looks(aggregated))) {
      known = catalogue.encoder().aggregate(ordered);
      aggregate = known;
      aggregated = photos;
    }
    return known;
  }

  private static Set<Look> looks(List<PhotoEntry> photos) {
    Set<Look> looks = new HashSet<>();
    photos.forEach(photo -> looks.add(Look.of(photo)));
    return looks;
  }
}
