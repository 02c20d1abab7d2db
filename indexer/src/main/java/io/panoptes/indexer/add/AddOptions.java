package io.panoptes.indexer.add;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a run, for all its objects.
 *
 * @param category the category of objects whose folder and row name none
 * @param metadata a table of attributes, if there is one
 * @param replace whether objects of another source are taken over rather than refused
 * @param prune whether objects of this source that have gone from it are removed
 * @param checksum whether photos are compared by content rather than by size and time
 * @param keepOriginals whether the catalogue keeps a copy of each photo's file
 * @param allowedHosts hosts from which photos may be fetched by https
 * @param part the part of the objects that this run is about
 * @param report a file for a line of JSON an object, written as they are committed
 */
public record AddOptions(
    @Nullable String category,
    @Nullable Path metadata,
    boolean replace,
    boolean prune,
    boolean checksum,
    boolean keepOriginals,
    List<String> allowedHosts,
    Part part,
    @Nullable Path report) {
  /** Says nothing. */
  public static final AddOptions NONE =
      new AddOptions(null, null, false, false, false, false, List.of(), Part.ALL, null);

  public AddOptions {
    allowedHosts = List.copyOf(allowedHosts);
  }

  /** Returns these options with another category. */
  public AddOptions withCategory(@Nullable String category) {
    return new AddOptions(
        category, metadata, replace, prune, checksum, keepOriginals, allowedHosts, part, report);
  }

  /** Returns these options with a table of attributes. */
  public AddOptions withMetadata(@Nullable Path metadata) {
    return new AddOptions(
        category, metadata, replace, prune, checksum, keepOriginals, allowedHosts, part, report);
  }

  /** Returns these options, taking objects of other sources over or not. */
  public AddOptions withReplace(boolean replace) {
    return new AddOptions(
        category, metadata, replace, prune, checksum, keepOriginals, allowedHosts, part, report);
  }

  /** Returns these options, removing what has gone or not. */
  public AddOptions withPrune(boolean prune) {
    return new AddOptions(
        category, metadata, replace, prune, checksum, keepOriginals, allowedHosts, part, report);
  }

  /** Returns these options, comparing by content or not. */
  public AddOptions withChecksum(boolean checksum) {
    return new AddOptions(
        category, metadata, replace, prune, checksum, keepOriginals, allowedHosts, part, report);
  }

  /** Returns these options, keeping photos' files or not. */
  public AddOptions withKeepOriginals(boolean keepOriginals) {
    return new AddOptions(
        category, metadata, replace, prune, checksum, keepOriginals, allowedHosts, part, report);
  }

  /** Returns these options, with photos fetched from {@code allowedHosts}. */
  public AddOptions withAllowedHosts(List<String> allowedHosts) {
    return new AddOptions(
        category, metadata, replace, prune, checksum, keepOriginals, allowedHosts, part, report);
  }

  /** Returns these options for a part of the objects. */
  public AddOptions withPart(Part part) {
    return new AddOptions(
        category, metadata, replace, prune, checksum, keepOriginals, allowedHosts, part, report);
  }

  /** Returns these options with a report. */
  public AddOptions withReport(@Nullable Path report) {
    return new AddOptions(
        category, metadata, replace, prune, checksum, keepOriginals, allowedHosts, part, report);
  }
}
