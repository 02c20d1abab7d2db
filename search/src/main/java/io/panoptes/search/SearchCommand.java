package io.panoptes.search;

import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.View;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.encoder.command.Version;
import io.panoptes.encoder.photo.Box;
import io.panoptes.search.PhotoViews.LeftOut;
import io.panoptes.search.PhotoViews.Outcome;
import io.panoptes.search.PhotoViews.Seen;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.query.Filter;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.query.Space;
import io.panoptes.search.recognition.Recogniser;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code search}: recognises photos against a catalogue. */
@Command(
    name = "search",
    description = "Says which catalogue object photos show, and what kind of thing it is.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 done, 1 failed, 2 wrong usage, 3 done but a photo was left out, 130 interrupted."
    })
public final class SearchCommand implements Callable<Integer> {
  private static final String CLUSTER = "opensearch://";

  @Parameters(
      paramLabel = "PHOTO",
      arity = "1..*",
      description = "Photos of one thing; with --each, of one thing each.")
  private List<Path> photos = List.of();

  @Option(
      names = "--index",
      paramLabel = "INDEX",
      description = "The catalogue's folder (default: ${DEFAULT-VALUE}).")
  private String index = "catalogue";

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Show at most N candidates (default: ${DEFAULT-VALUE}).")
  private int top = RecognitionOptions.DEFAULT.top();

  @Option(
      names = "--filter",
      paramLabel = "NAME=VALUE",
      converter = FilterConverter.class,
      description =
          "Only objects with this attribute or category: colour=red,blue is either, price=10..50 a"
              + " range with both ends, price=10.. an open one. May be repeated: all must hold.")
  private List<Filter> filters = new ArrayList<>();

  @Option(
      names = "--space",
      paramLabel = "both|object|category",
      converter = SpaceConverter.class,
      description = "What to answer (default: both).")
  private Space space = Space.BOTH;

  @Option(
      names = "--box",
      paramLabel = "X,Y,W,H",
      converter = BoxConverter.class,
      description = "Look at this part of each photo: fractions of its upright width and height.")
  private @Nullable Box box;

  @Option(names = "--exact", description = "Compare with everything: slower, misses nothing.")
  private boolean exact;

  @Option(names = "--each", description = "Every photo is a query of its own.")
  private boolean each;

  @Option(names = "--json", description = "Print a line of JSON a query.")
  private boolean json;

  @Option(names = "--quiet", description = "Say nothing of photos left out on standard error.")
  private boolean quiet;

  @Spec private @Nullable CommandSpec spec;

  private final Model.Opener models;

  /** Makes one that opens a catalogue's model by {@code models}. */
  public SearchCommand(Model.Opener models) {
    this.models = models;
  }

  /** Runs the command, and ends the process with its exit status. */
  public static void main(String... arguments) {
    FeatureExtractor.computeOnCallingThread(); // looks are computed side by side instead
    // The exit status is part of the contract: this is the only place that sets it.
    System.exit(CommandRunner.run(new SearchCommand(ModelFolder::open), arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (index.startsWith(CLUSTER)) {
      throw new UsageException(
          "--index must be a folder: this version has no clusters, got " + index);
    }
    RecognitionOptions options =
        RecognitionOptions.DEFAULT
            .withTop(top)
            .withFilters(filters)
            .withSpace(space)
            .withExact(exact);
    FastPaths.require();
    try (Catalogue catalogue = Catalogue.open(Path.of(index), models);
        PhotoViews views = new PhotoViews(catalogue.encoder(), box)) {
      Session session = new Session(catalogue, options);
      return each ? session.answerEach(views) : session.answerTogether(views);
    }
  }

  /** One run of the command against an open catalogue. */
  private final class Session {
    private final Catalogue catalogue;
    private final Recogniser recogniser;
    private final RecognitionOptions options;
    private boolean leftOut;

    Session(Catalogue catalogue, RecognitionOptions options) {
      this.catalogue = catalogue;
      this.recogniser = new Recogniser(catalogue);
      this.options = options;
    }

    int answerEach(PhotoViews views) throws IOException, InterruptedException {
      views.forEach(
          photos,
          outcome -> {
            note(outcome);
            print(List.of(outcome));
          });
      return status();
    }

    int answerTogether(PhotoViews views) throws IOException, InterruptedException {
      List<Outcome> outcomes = new ArrayList<>();
      views.forEach(
          photos,
          outcome -> {
            note(outcome);
            outcomes.add(outcome);
          });
      if (outcomes.stream().noneMatch(Seen.class::isInstance)) {
        throw new IOException(
            "no photo of the query could be read: " + ((LeftOut) outcomes.getFirst()).message());
      }
      print(outcomes);
      return status();
    }

    private int status() {
      return leftOut ? CommandRunner.LEFT_OUT : CommandRunner.DONE;
    }

    private void note(Outcome outcome) {
      if (outcome instanceof LeftOut photo) {
        leftOut = true;
        if (!quiet) {
          err().println("search: left out, " + photo.message());
        }
      }
    }

    private void print(List<Outcome> outcomes) throws IOException {
      List<View> seen = new ArrayList<>();
      for (Outcome outcome : outcomes) {
        if (outcome instanceof Seen photo) {
          seen.add(photo.view());
        }
      }
      Answer answer =
          new Answer(
              catalogue.model(),
              catalogue.generation(),
              outcomes,
              seen.isEmpty() ? null : recogniser.recognise(seen, options));
      out().print(json ? answer.toJson() + "\n" : answer.toText());
      if (out().checkError()) { // flushes
        throw new IOException("standard output cannot be written");
      }
    }
  }

  private PrintWriter out() {
    return commandSpec().commandLine().getOut();
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

  /** Reads {@code --filter}. */
  static final class FilterConverter implements ITypeConverter<Filter> {
    @Override
    public Filter convert(String text) {
      try {
        return Filter.parse(text);
      } catch (UsageException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads {@code --space}. */
  static final class SpaceConverter implements ITypeConverter<Space> {
    @Override
    public Space convert(String text) {
      try {
        return Space.valueOf(text.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("must be both, object or category, got " + text);
      }
    }
  }

  /** Reads {@code --box}. */
  static final class BoxConverter implements ITypeConverter<Box> {
    @Override
    public Box convert(String text) {
      try {
        return Box.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
