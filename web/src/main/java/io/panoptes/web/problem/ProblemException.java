package io.panoptes.web.problem;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request that is answered by a problem document. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A photo that cannot be read. */
  public record BadPhoto(String name, String reason, String message) {}

  private final Problem problem;
  private final transient Map<String, String> headers;
  private final transient List<BadPhoto> photos;

  /**
   * Makes one.
   *
   * @param detail the rule, the value and the place
   */
  public ProblemException(Problem problem, String detail) {
    this(problem, detail, Map.of(), List.of());
  }

  private ProblemException(
      Problem problem, String detail, Map<String, String> headers, List<BadPhoto> photos) {
    super(detail);
    this.problem = problem;
    this.headers = Collections.unmodifiableMap(new TreeMap<>(headers));
    this.photos = List.copyOf(photos);
  }

  /** Returns this with a header of the answer. */
  public ProblemException withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new ProblemException(problem, detail(), more, photos);
  }

  /** Returns this, saying after what time it may be worth to ask again. */
  public ProblemException withRetryAfter(Duration time) {
    return withHeader("Retry-After", Long.toString(Math.max(1, time.toSeconds())));
  }

  /** Returns this, naming the photos that cannot be read. */
  public ProblemException withPhotos(List<BadPhoto> bad) {
    return new ProblemException(problem, detail(), headers, bad);
  }

  /** Returns what kind of problem it is. */
  public Problem problem() {
    return problem;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  Map<String, String> headers() {
    return headers;
  }

  List<BadPhoto> photos() {
    return photos;
  }
}
