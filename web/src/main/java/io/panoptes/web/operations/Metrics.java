package io.panoptes.web.operations;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.panoptes.search.LiveCatalogue;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.recognition.Recognition;
import io.panoptes.search.recognition.Verdict;
import io.panoptes.web.encoding.EncodeQueue;
import io.panoptes.web.encoding.ViewCache;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** What is counted and timed, in Prometheus's text format. Threads share it. */
public final class Metrics {
  /** Where quantiles are taken from, in milliseconds: what answers take, and what is too long. */
  private static final long[] MILLISECONDS = {
    5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000
  };

  /** Whoever calls may send any word as a method; each label costs memory for ever. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Timer encode = timer("panoptes.encode", "A batch of photos through the network");
  private final Timer search = timer("panoptes.search", "Recognising, given the photos' views");

  /** Makes them, with those of the JVM. */
  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  private Timer timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .serviceLevelObjectives(levels())
        .register(registry);
  }

  private static Duration[] levels() {
    Duration[] levels = new Duration[MILLISECONDS.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Duration.ofMillis(MILLISECONDS[i]);
    }
    return levels;
  }

  /** Notes how long a batch of photos took. */
  public void encoded(Duration time) {
    encode.record(time);
  }

  /** Notes how long a recognition took, and what it found. */
  public void recognised(Duration time, Recognition recognition) {
    search.record(time);
    if (recognition.category() != null) {
      verdict("category", recognition.category().verdict());
    }
    if (recognition.object() != null) {
      verdict("object", recognition.object().verdict());
    }
  }

  private void verdict(String space, Verdict verdict) {
    Counter.builder("panoptes.verdicts")
        .description("Answers, by how sure they are")
        .tag("space", space)
        .tag("verdict", verdict.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  /** Notes a request that was answered. {@code route} is a pattern, not a path. */
  public void answered(String method, String route, int status, Duration time) {
    Timer.builder("panoptes.http.requests")
        .description("Requests, from their first byte to the answer")
        .tag("method", METHODS.contains(method) ? method : "other")
        .tag("route", route)
        .tag("status", Integer.toString(status))
        .serviceLevelObjectives(levels())
        .register(registry)
        .record(time);
  }

  /** Shows what {@code queue} and {@code cache} hold. */
  public void observe(EncodeQueue queue, ViewCache cache) {
    gauge("panoptes.queue.photos", "Photos that are being worked at", queue::taken);
    gauge("panoptes.queue.capacity", "Photos that are worked at at once at most", queue::capacity);
    CaffeineCacheMetrics.monitor(registry, cache.cache(), "panoptes.views");
  }

  /** Shows how large {@code live} is, and which of its generations is served. */
  public void observe(LiveCatalogue live) {
    gauge("panoptes.catalogue.objects", "Objects", () -> ask(live, Catalogue::objectCount));
    gauge(
        "panoptes.catalogue.stale",
        "1 while what others commit cannot be read",
        () -> live.failure().isPresent() ? 1 : 0);
    gauge("panoptes.catalogue.photos", "Photos", () -> ask(live, Catalogue::photoCount));
    gauge(
        "panoptes.catalogue.generation",
        "Which generation is served",
        () -> ask(live, Catalogue::generation));
  }

  /** Asks a catalogue for a number. */
  @FunctionalInterface
  private interface Question {
    int ask(Catalogue catalogue) throws IOException;
  }

  private static Number ask(LiveCatalogue live, Question question) {
    try (LiveCatalogue.Lease lease = live.lease()) {
      return question.ask(lease.catalogue());
    } catch (IOException e) {
      return Double.NaN; // Prometheus's word for "not known"
    }
  }

  /** Shows {@code value} whenever somebody looks. */
  private void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  /** Returns all of them as Prometheus reads them. */
  public String text() {
    return registry.scrape();
  }
}
