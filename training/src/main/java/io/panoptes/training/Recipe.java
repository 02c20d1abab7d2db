package io.panoptes.training;

import io.panoptes.encoder.Look;
import io.panoptes.encoder.Pretrained;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Depth;
import io.panoptes.encoder.photo.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * How backbones are used that heads are fitted on: what they look at, and at which depths they are
 * read. This is the one place that knows what {@code fit} does if it is not told.
 *
 * @param looks of each backbone: depths by the share of the photo that is looked at, 1 being the
 *     whole; in the order of the features, at least one
 * @param mirrored whether each look is averaged with its mirror image
 * @param exact whether a depth that a backbone lacks is refused; else it is left out, and a look
 *     that has no other is read at the head
 */
record Recipe(SequencedMap<Double, List<Depth>> looks, boolean mirrored, boolean exact) {
  /** The backbones of the recipe, as {@code --backbone} has them. */
  static final String BACKBONES = "efficientnet_lite2+efficientnet_lite1";

  /** The looks of the recipe, as {@code --looks} has them. */
  static final String LOOKS = "whole,middle:0.7";

  /** The depths of the recipe, as {@code --depths} has them. */
  static final String DEPTHS = "gem,3,4/gem";

  /**
   * The depths where heads are for other catalogues. Stage 3 tells of light, texture and
   * background, which photos of a thing share in one shoot, but not a phone's with a studio's.
   */
  static final String GENERAL_DEPTHS = "gem,4/gem";

  private static final String WHOLE = "whole";
  private static final String MIDDLE = "middle:";

  Recipe {
    looks = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(looks));
  }

  /** Returns the recipe for backbones as they were made to be used: one look, the head. */
  static Recipe plain(boolean mirrored) {
    return parse(WHOLE, "head", mirrored);
  }

  /**
   * Returns the recipe that the options describe, for all backbones alike.
   *
   * @param looks such as {@value #LOOKS}, which null stands for
   * @param depths such as {@value #DEPTHS}, which null stands for as far as backbones have them:
   *     the depths of each look, in their order; the last list is that of further looks, too
   * @throws UsageException if they cannot be understood
   */
  static Recipe parse(@Nullable String looks, @Nullable String depths, boolean mirrored) {
    return parse(looks, depths, DEPTHS, mirrored);
  }

  /**
   * Returns the same for heads that are for other catalogues than the one that they are fitted to:
   * there, no depths stand for {@value #GENERAL_DEPTHS}.
   */
  static Recipe parseGeneral(@Nullable String looks, @Nullable String depths, boolean mirrored) {
    return parse(looks, depths, GENERAL_DEPTHS, mirrored);
  }

  private static Recipe parse(
      @Nullable String looks, @Nullable String depths, String unsaid, boolean mirrored) {
    List<String> names = parts(looks == null ? LOOKS : looks, ",");
    List<String> lists = parts(depths == null ? unsaid : depths, "/");
    if (depths != null && lists.size() > names.size()) {
      throw new UsageException(
          "--depths may have a list for each look, got "
              + lists.size()
              + " lists for "
              + names.size()
              + (names.size() == 1 ? " look: " : " looks: ")
              + depths);
    }
    SequencedMap<Double, List<Depth>> all = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      List<Depth> read = depths(lists.get(Math.min(i, lists.size() - 1)));
      if (all.putIfAbsent(share(names.get(i)), read) != null) {
        throw new UsageException("looks must differ, got " + names.get(i) + " twice");
      }
    }
    return new Recipe(all, mirrored, /* exact= */ depths != null);
  }

  private static List<String> parts(String text, String separator) {
    return List.of(text.split(separator, -1));
  }

  private static double share(String look) {
    if (look.equals(WHOLE)) {
      return 1;
    }
    try {
      double share =
          look.startsWith(MIDDLE) ? Double.parseDouble(look.substring(MIDDLE.length())) : 0;
      if (share > 0 && share < 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // is said below, as of a number out of range
    }
    throw new UsageException(
        "a look must be whole or middle:SHARE, the share above 0 and below 1, got '" + look + "'");
  }

  private static List<Depth> depths(String list) {
    List<Depth> depths = new ArrayList<>();
    for (String name : parts(list, ",")) {
      try {
        depths.add(Depth.parse(name.matches("[0-9]+") ? "stage" + name : name));
      } catch (IllegalArgumentException e) {
        throw new UsageException(
            "a depth must be head, gem or the number of a stage such as 4, got '" + name + "'");
      }
    }
    return depths;
  }

  /**
   * Returns backbones that are used so.
   *
   * @param weights their pretrained weights, by their names
   * @throws UsageException if one of them cannot be
   */
  SequencedMap<Pretrained, Path> on(SequencedMap<String, Path> weights) throws IOException {
    SequencedMap<Pretrained, Path> backbones = new LinkedHashMap<>();
    for (Map.Entry<String, Path> entry : weights.entrySet()) {
      Path file = entry.getValue();
      try {
        List<Look> of = of(Backbone.named(entry.getKey()));
        backbones.put(Pretrained.of(entry.getKey(), file, of), file);
      } catch (IllegalArgumentException e) {
        throw new UsageException(String.valueOf(e.getMessage()));
      }
    }
    return backbones;
  }

  private List<Look> of(Backbone backbone) {
    return looks.entrySet().stream()
        .map(look ->
            new Look(
                new Frame(look.getKey(), backbone.side()),
                mirrored,
                exact ? look.getValue() : available(look.getValue(), backbone)))
        .toList();
  }

  private static List<Depth> available(List<Depth> depths, Backbone backbone) {
    List<Depth> available = depths.stream().filter(backbone.depths()::contains).toList();
    return available.isEmpty() ? List.of(Depth.HEAD) : available;
  }
}
