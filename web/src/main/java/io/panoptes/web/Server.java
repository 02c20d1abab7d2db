package io.panoptes.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.javalin.router.ParsedEndpoint;
import io.javalin.util.JavalinBindException;
import io.panoptes.encoder.Model;
import io.panoptes.indexer.edit.ObjectEditor;
import io.panoptes.search.LiveCatalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.web.api.Api;
import io.panoptes.web.api.Limits;
import io.panoptes.web.encoding.EncodeQueue;
import io.panoptes.web.encoding.PhotoEncoder;
import io.panoptes.web.encoding.ViewCache;
import io.panoptes.web.encoding.WarmUp;
import io.panoptes.web.operations.AuditLog;
import io.panoptes.web.operations.Health;
import io.panoptes.web.operations.JsonLogFormatter;
import io.panoptes.web.operations.Metrics;
import io.panoptes.web.operations.OperationsRoutes;
import io.panoptes.web.problem.Problems;
import io.panoptes.web.problem.RequestId;
import io.panoptes.web.security.ApiKeys;
import io.panoptes.web.security.Caller;
import io.panoptes.web.security.Gate;
import io.panoptes.web.security.SecurityHeaders;
import java.io.IOException;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A catalogue over HTTP: JSON API and page. Requests run on many threads. Closing lets running
 * requests finish, and then gives back what this opened.
 */
public final class Server implements AutoCloseable {
  /** What a photo is remembered by takes some 5 KB. */
  private static final int REMEMBERED_VIEWS = 4096;

  /** Requests wait for the network, the disk, and slow clients. */
  private static final int THREADS = 128;

  /** A client that sends nothing for so long has gone. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  /** Bytes a second: whoever sends a body more slowly keeps a thread from others. */
  private static final long SLOWEST_BODY = 16 << 10;

  /** How long phones are let in. */
  private static final Duration PHONES = Duration.ofHours(1);

  private final ServerOptions options;
  private final @Nullable String key;
  private final Health health = new Health();
  private final Metrics metrics = new Metrics();
  private final LiveCatalogue live;
  private final ObjectEditor editor;
  private final EncodeQueue queue;
  private final Javalin javalin;
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile @Nullable PhoneDoor phones;

  private Server(ServerOptions options, Model.Opener models) throws IOException {
    this.options = options;
    this.key = options.apiKeyFile() == null ? ApiKeys.fresh() : null;
    ApiKeys keys =
        options.apiKeyFile() == null
            ? ApiKeys.of("local", key == null ? "" : key)
            : ApiKeys.read(options.apiKeyFile());
    List<String> names = new ArrayList<>(options.serverNames());
    names.add(options.host());
    Gate gate =
        new Gate(
            presented -> keys.caller(presented).or(() -> phoneCaller(presented)),
            names,
            options.isPrivate());
    this.live = LiveCatalogue.open(options.catalogue(), models, LiveCatalogue.EVERY, WarmUp::run);
    this.editor = new ObjectEditor(options.catalogue(), options.writeWait());
    this.queue =
        new EncodeQueue(
            options.queuedPhotos(), Runtime.getRuntime().availableProcessors(), metrics::encoded);
    ViewCache cache = new ViewCache(REMEMBERED_VIEWS);
    PhotoEncoder encoder = new PhotoEncoder(queue, cache);
    metrics.observe(queue, cache);
    metrics.observe(live);
    Api api =
        new Api(
            live,
            CatalogueFolder.at(options.catalogue()),
            editor,
            encoder,
            new Limits(options.timeLimit()),
            gate,
            health,
            metrics,
            options.isDemo());
    this.javalin = Javalin.create(config -> configure(config, gate, api));
  }

  /**
   * Starts a server, which is ready when this returns.
   *
   * @throws IOException if the catalogue cannot be opened, or its model does not work
   */
  public static Server start(ServerOptions options, Model.Opener models) throws IOException {
    Server server = new Server(options, models);
    try {
      server.listen();
      server.live.warm();
      server.health.ready();
      return server;
    } catch (IOException | RuntimeException | Error e) {
      try (server) {
        throw e;
      }
    }
  }

  private void listen() throws IOException {
    Logger log = Logger.getLogger(Javalin.class.getName());
    log.setLevel(Level.OFF); // it would print a stack trace of what is said in one line here
    try {
      var _ = javalin.start(options.host(), options.port());
    } catch (JavalinBindException e) {
      throw new IOException(
          "cannot listen on "
              + options.host()
              + ":"
              + options.port()
              + ": the port is in use, or not allowed; --port chooses another",
          e);
    } finally {
      log.setLevel(null);
    }
  }

  private void configure(JavalinConfig config, Gate gate, Api api) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.compressionStrategy = CompressionStrategy.GZIP;
    config.jetty.threadPool = new QueuedThreadPool(THREADS);
    config.jetty.modifyHttpConfiguration(Server::harden);
    config.jetty.modifyServletContextHandler(
        context -> context.setMaxFormKeys(Limits.PHOTOS + Limits.FIELDS + 1)); // parts of a form
    config.jetty.modifyServer(jetty -> {
      jetty.setHandler(new GracefulHandler(new MinimumDataRateHandler(SLOWEST_BODY, 0)));
      jetty.setStopTimeout(options.timeLimit().toMillis());
      jetty.setErrorHandler(new JettyProblems());
    });
    config.requestLogger.http((context, milliseconds) -> {
      metrics.answered(
          context.method().name(),
          context.endpoint().path,
          context.statusCode(),
          Duration.ofNanos((long) (milliseconds * 1e6)));
      AuditLog.note(context);
      MDC.remove(JsonLogFormatter.REQUEST_ID);
    });
    config.routes.before(context -> {
      RequestId.assign(context);
      MDC.put(JsonLogFormatter.REQUEST_ID, RequestId.of(context));
      SecurityHeaders.addTo(context);
      gate.checkOrigin(context);
    });
    config.routes.beforeMatched(gate::checkKey);
    Problems.register(config.routes);
    OperationsRoutes.register(config.routes, health, metrics);
    api.register(config.routes);
    PageRoutes.register(config);
  }

  private static void harden(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setIdleTimeout(IDLE.toMillis());
  }

  private Optional<Caller> phoneCaller(String presented) {
    PhoneDoor door = phones;
    return door == null ? Optional.empty() : door.caller(presented);
  }

  /**
   * Lets phones of the local network in for an hour, at {@code address} and by a key of their own.
   *
   * @return the page's address as a phone opens it
   */
  public String openForPhones(Inet4Address address) throws IOException {
    return openForPhones(address, PHONES);
  }

  /** Does so for {@code time}. */
  String openForPhones(Inet4Address address, Duration time) throws IOException {
    HttpConfiguration http = new HttpConfiguration();
    harden(http);
    ServerConnector connector =
        new ServerConnector(javalin.jettyServer().server(), new HttpConnectionFactory(http));
    PhoneDoor door = PhoneDoor.open(connector, address, port(), time);
    phones = door;
    return door.address();
  }

  /** Returns all routes but the page's, as {@code GET /path}. */
  SortedSet<String> operations() {
    SortedSet<String> operations = new TreeSet<>();
    for (ParsedEndpoint parsed : javalin.unsafe.internalRouter.allHttpHandlers()) {
      Endpoint endpoint = parsed.endpoint;
      if (endpoint.method.isHttpMethod()
          && !endpoint.method.equals(HandlerType.HEAD)
          && !PageRoutes.PAGES.contains(endpoint.path)) {
        operations.add(endpoint.method + " " + endpoint.path);
      }
    }
    return operations;
  }

  /** Returns the port that it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Returns the page's address, with the key that may write if there is but one. */
  public String address() {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return String.format(
        Locale.ROOT, "http://%s:%d/%s", host, port(), key == null ? "" : "?key=" + key);
  }

  /** Lets running requests finish, and gives back what this opened. */
  @Override
  public void close() throws IOException {
    if (closed.getAndSet(true)) {
      return; // a signal and whoever started it both close it
    }
    health.stopping();
    PhoneDoor door = phones;
    if (door != null) {
      door.close(); // first: its threads are the server's
    }
    try (live;
        queue;
        editor) {
      var _ = javalin.stop();
    }
  }
}
