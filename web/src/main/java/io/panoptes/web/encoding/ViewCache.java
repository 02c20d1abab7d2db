package io.panoptes.web.encoding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.View;
import io.panoptes.encoder.photo.Box;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Views of photos that were asked about not long ago: by what a photo is, not by what it is called.
 * Threads share it.
 */
public final class ViewCache {
  private final Cache<Key, View> views;

  /** A model, a photo by the SHA-256 of its bytes, and the part of it that was looked at. */
  private record Key(ModelId model, String photo, @Nullable Box box) {}

  /**
   * Makes one.
   *
   * @param views that it holds at most, some 5 KB each
   */
  public ViewCache(int views) {
    this.views = Caffeine.newBuilder().maximumSize(views).recordStats().build();
  }

  Optional<View> find(ModelId model, String photo, @Nullable Box box) {
    return Optional.ofNullable(views.getIfPresent(new Key(model, photo, box)));
  }

  void put(ModelId model, String photo, @Nullable Box box, View view) {
    views.put(new Key(model, photo, box), view);
  }

  /** Returns the cache itself, for its metrics. */
  public Cache<?, ?> cache() {
    return views;
  }
}
