package io.panoptes.web.browser;

import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.indexer.IndexerCommand;
import io.panoptes.web.Server;
import io.panoptes.web.ServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server with the demo's catalogue, a copy of its own, and the bundled model. Closing stops it.
 */
final class DemoShop implements AutoCloseable {
  private static final Path ROOT = Path.of(System.getProperty("panoptes.root"));
  private static @Nullable Path indexed;

  private final Path catalogue;
  private final boolean isPrivate;
  private Server server;
  private final int port;

  private DemoShop(Path catalogue, boolean isPrivate) throws IOException, InterruptedException {
    this.catalogue = catalogue;
    this.isPrivate = isPrivate;
    this.server = start(0);
    this.port = server.port();
  }

  /** Opens one in an empty folder. */
  static DemoShop in(Path folder) throws IOException, InterruptedException {
    return new DemoShop(copyTo(folder), false);
  }

  /** Opens one where reading, too, needs the key. */
  static DemoShop privateIn(Path folder) throws IOException, InterruptedException {
    return new DemoShop(copyTo(folder), true);
  }

  /** Opens one without some objects, of which then not even the photos are known. */
  static DemoShop without(Path folder, String... objects) throws IOException, InterruptedException {
    Path catalogue = copyTo(folder);
    indexer(Stream.concat(Stream.of("remove"), Stream.of(objects)), catalogue);
    return new DemoShop(catalogue, false);
  }

  /** Opens one that has nothing yet. */
  static DemoShop emptyIn(Path folder) throws IOException, InterruptedException {
    Path catalogue = copyTo(folder);
    Path photos = ROOT.resolve("demo").resolve("catalogue");
    try (Stream<Path> kinds = Files.list(photos)) {
      for (Path kind : kinds.filter(Files::isDirectory).toList()) {
        try (Stream<Path> objects = Files.list(kind)) {
          String prefix = kind.getFileName() + "/";
          indexer(
              Stream.concat(Stream.of("remove"), objects.map(one -> prefix + one.getFileName())),
              catalogue);
        }
      }
    }
    return new DemoShop(catalogue, false);
  }

  /** Returns a photo in {@code demo/}. */
  static Path photo(String name) {
    return ROOT.resolve("demo").resolve(name);
  }

  /** Returns all photos of an object of the demo, in the order of their angles. */
  static Path[] views(String object) throws IOException {
    try (Stream<Path> views = Files.list(photo("catalogue").resolve(object))) {
      return views.sorted().toArray(Path[]::new);
    }
  }

  /** Returns the page's address, with the key. */
  String address() {
    return server.address();
  }

  /** Returns an address of the page, without the key. */
  String at(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  void stop() throws IOException {
    server.close();
  }

  /** Starts the server again, at the same port, with another key. */
  void startAgain() throws IOException, InterruptedException {
    server = start(port);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private Server start(int port) throws IOException, InterruptedException {
    ServerOptions usual = ServerOptions.of(catalogue);
    return Server.start(
        new ServerOptions(
            catalogue,
            usual.host(),
            port,
            usual.apiKeyFile(),
            isPrivate,
            usual.serverNames(),
            true,
            usual.queuedPhotos(),
            usual.timeLimit(),
            usual.writeWait()),
        ModelFolder::open);
  }

  private static Path copyTo(Path folder) throws IOException {
    Path source = indexed();
    Path copy = folder.resolve("catalogue");
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(source.relativize(file)));
      }
    }
    return copy;
  }

  // Encoding the demo's photos takes half a minute: once is enough.
  private static synchronized Path indexed() throws IOException {
    if (indexed == null) {
      FeatureExtractor.computeOnCallingThread();
      Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "shop");
      Path catalogue = folder.resolve("catalogue");
      String photos = photo("catalogue").toString();
      String names = photo("catalogue/objects.csv").toString();
      indexer(Stream.of("add", "--object-dir", photos, "--metadata", names), catalogue);
      indexed = catalogue;
    }
    return indexed;
  }

  private static void indexer(Stream<String> arguments, Path catalogue) {
    IndexerCommand command =
        new IndexerCommand(ModelFolder::open, () -> ROOT.resolve("models").resolve("general"));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        CommandRunner.run(
            command,
            new PrintWriter(out),
            new PrintWriter(err),
            Stream.concat(arguments, Stream.of("--index", catalogue.toString()))
                .toArray(String[]::new));
    if (status != CommandRunner.DONE) {
      throw new IllegalStateException("indexer ended with " + status + ": " + out + err);
    }
  }
}
