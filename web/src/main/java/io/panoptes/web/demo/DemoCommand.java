package io.panoptes.web.demo;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.ProgressLine;
import io.panoptes.encoder.command.Version;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.indexer.BundledModel;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.add.Tuning;
import io.panoptes.indexer.write.CatalogueWriter;
import io.panoptes.indexer.write.ModelChoice;
import io.panoptes.search.FastPaths;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.index.CatalogueException;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.recognition.Recogniser;
import io.panoptes.web.Server;
import io.panoptes.web.ServerOptions;
import io.panoptes.web.ServerRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command {@code demo}: indexes the photos in {@code demo/}, recognises others, and serves the
 * page.
 */
@Command(
    name = "demo",
    description = {
      "Indexes the photos in demo/, recognises others, says which answers were right, and serves a"
          + " page on which to try your own.",
      "A second run uses the catalogue that the first one made."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 done, whatever the answers, 1 failed, 2 wrong usage, 3 done but a photo was"
          + " left out, 130 and 143 stopped by a signal."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final String HOME = "panoptes.home";
  private static final Duration WAIT = Duration.ofSeconds(30);

  @Option(names = "--once", description = "Print the answers and end, without serving the page.")
  private boolean once;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The page's port; 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(
      names = "--phone",
      description = "Let phones of the local network in, too, for an hour; prints a QR code.")
  private boolean phone;

  @Option(
      names = "--index",
      paramLabel = "INDEX",
      description = "The catalogue's folder (default: target/demo-catalogue beside demo/).")
  private @Nullable Path index;

  @Option(names = "--quiet", description = "Print results and errors, and nothing else.")
  private boolean quiet;

  @Spec private @Nullable CommandSpec spec;

  private final Model.Opener models;
  private final ModelChoice.Finder bundled;
  private final Path home;

  /**
   * Makes one.
   *
   * @param bundled finds the model of a new catalogue
   * @param home the folder that {@code bin/} and {@code demo/} are in
   */
  DemoCommand(Model.Opener models, ModelChoice.Finder bundled, Path home) {
    this.models = models;
    this.bundled = bundled;
    this.home = home;
  }

  /** Runs the command, and ends the process with its exit status. */
  public static void main(String... arguments) {
    FeatureExtractor.computeOnCallingThread(); // several threads encode: see Tuning
    Path home = Path.of(System.getProperty(HOME, ""));
    // The exit status is part of the contract: this is the only place that sets it.
    System.exit(
        CommandRunner.run(new DemoCommand(ModelFolder::open, BundledModel::find, home), arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    FastPaths.require();
    Path demo = home.resolve("demo");
    List<DemoPhoto> photos = DemoPhoto.in(demo);
    Path folder = index == null ? ownCatalogue() : index;
    AddResult added = add(demo.resolve("catalogue"), folder);
    try (Catalogue catalogue = Catalogue.open(folder, models)) {
      print(
          String.format(
              Locale.ROOT,
              "Catalogue: %d objects, %d photos%s%n%n",
              catalogue.objectCount(),
              catalogue.photoCount(),
              what(added)));
      recognise(photos, catalogue);
    }
    print(next(photos.getFirst().file(), folder));
    if (!once) {
      serve(folder);
    }
    return added.skipped().isEmpty() ? CommandRunner.DONE : CommandRunner.LEFT_OUT;
  }

  private void serve(Path folder) throws IOException, InterruptedException {
    ServerOptions usual = ServerOptions.of(folder);
    ServerOptions options = usual.withAddress(usual.host(), port).ofDemo();
    try (Server server = Server.start(options, models)) {
      if (!quiet) {
        err().println("demo: serves the page until it is stopped (Ctrl-C)");
      }
      ServerRun.untilStopped(server, phone, commandSpec().commandLine().getOut(), err());
    }
  }

  /** Returns the demo's own catalogue, cleared away if it is not of the bundled model. */
  private Path ownCatalogue() throws IOException {
    Path folder = home.resolve("target").resolve("demo-catalogue");
    if (CatalogueFolder.at(folder).exists() && !isOfBundledModel(folder)) {
      remove(folder.resolve("generations")); // first: a catalogue without is made again
      remove(folder);
    }
    return folder;
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> inside;
      try (Stream<Path> files = Files.walk(folder)) {
        inside = files.sorted(Comparator.reverseOrder()).toList(); // what is in a folder, then it
      }
      for (Path file : inside) {
        Files.delete(file);
      }
    }
  }

  private boolean isOfBundledModel(Path folder) throws IOException {
    try (Catalogue catalogue = Catalogue.open(folder, models)) {
      return catalogue.model().equals(models.open(bundled.find()).id());
    } catch (CatalogueException e) {
      return false; // damaged, or another version's
    }
  }

  private AddResult add(Path photos, Path folder) throws IOException {
    CatalogueWriter writer = new CatalogueWriter(folder, models, WAIT);
    Progress progress = new Progress();
    AddResult result;
    try (ProgressLine _ = ProgressLine.start(progress, err(), quiet)) {
      result =
          writer.add(
              photos,
              new ModelChoice(null, bundled),
              AddOptions.NONE
                  .withMetadata(photos.resolve("objects.csv"))
                  .withReplace(index == null), // our own may have been moved
              Tuning.standard(),
              progress);
    }
    return switch (result.ending()) {
      case AddResult.Ending.Complete _ -> result;
      case AddResult.Ending.Stopped _ -> throw new IOException("interrupted");
      case AddResult.Ending.Failed failed -> throw new IOException(failed.reason(), failed.cause());
    };
  }

  /** Returns what adding did, and names what it left out. */
  private static String what(AddResult added) {
    StringBuilder what = new StringBuilder();
    what.append(
        added.photos() == 0
            ? ", indexed before"
            : String.format(
                Locale.ROOT,
                ", %d of them indexed in %.1f s",
                added.photos(),
                added.wall().toMillis() / 1000.0));
    for (Skipped skipped : added.skipped()) {
      what.append(System.lineSeparator()).append("left out: ").append(skipped);
    }
    return what.toString();
  }

  private void recognise(List<DemoPhoto> photos, Catalogue catalogue) throws IOException {
    Set<String> kinds = new TreeSet<>();
    catalogue.forEachObject(object -> kinds.add(Objects.requireNonNullElse(object.category(), "")));
    PhotoReader reader = new PhotoReader();
    Encoder encoder = catalogue.encoder();
    Recogniser recogniser = new Recogniser(catalogue);
    List<DemoAnswer> answers = new ArrayList<>();
    long start = System.nanoTime();
    for (DemoPhoto photo : photos) {
      answers.add(
          DemoAnswer.of(
              photo,
              recogniser.recognise(
                  encoder.encode(List.of(encoder.prepare(reader.read(photo.file())))),
                  RecognitionOptions.DEFAULT)));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    print(DemoText.table(answers, kinds));
    print(DemoText.score(answers));
    print(
        String.format(
            Locale.ROOT,
            "%d photos were recognised in %.1f s. \"unknown (this?)\": it is the nearest, and not near"
                + " enough.%n",
            photos.size(),
            seconds));
  }

  /** Returns what to try next. */
  private String next(Path photo, Path folder) {
    return """

    To ask with one photo, and to see how near things are:
      %1$s %3$s --index %4$s
    With photos of your own, a folder an object in a folder a kind, as FOLDER/mug/17/front.jpg:
      %2$s add --object-dir FOLDER --index CATALOGUE
      %1$s PHOTO --index CATALOGUE
    """
        .formatted(
            argument(home.resolve("bin/search")),
            argument(home.resolve("bin/indexer")),
            argument(photo),
            argument(folder));
  }

  /** Returns {@code path} as one would type it here. */
  private static String argument(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = path.toAbsolutePath().normalize();
    String text = (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString();
    return text.indexOf(' ') < 0 ? text : '"' + text + '"';
  }

  private void print(String text) {
    PrintWriter out = commandSpec().commandLine().getOut();
    out.print(text);
    out.flush();
  }

  private PrintWriter err() {
    return commandSpec().commandLine().getErr();
  }

  private CommandSpec commandSpec() {
    if (spec == null) {
      throw new IllegalStateException("a command is run by CommandRunner");
    }
    return spec;
  }
}
