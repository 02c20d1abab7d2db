package io.panoptes.web;

import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.encoder.command.Version;
import io.panoptes.indexer.BundledModel;
import io.panoptes.indexer.write.CatalogueWriter;
import io.panoptes.indexer.write.ModelChoice;
import io.panoptes.search.FastPaths;
import io.panoptes.web.api.Limits;
import io.panoptes.web.operations.LogFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code web}: serves a catalogue. */
@Command(
    name = "web",
    description = "Serves a catalogue over HTTP: a page for people, and JSON for programs.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "Each option can be given as an environment variable, too: PANOPTES_INDEX, PANOPTES_HOST, and so on.",
      "Exit status: 0 stopped, 1 failed, 2 wrong usage, 130 and 143 stopped by a signal."
    })
public final class WebCommand implements Callable<Integer> {
  private static final String CLUSTER = "opensearch://";

  @Option(
      names = "--index",
      paramLabel = "INDEX",
      defaultValue = "${env:PANOPTES_INDEX:-catalogue}",
      description = "The catalogue's folder; made if there is none (default: catalogue).")
  private String index = "";

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "${env:PANOPTES_HOST:-127.0.0.1}",
      description = "The address to listen on (default: 127.0.0.1).")
  private String host = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "${env:PANOPTES_PORT:-8080}",
      description = "The port to listen on; 0 for any that is free (default: 8080).")
  private int port;

  @Option(
      names = "--api-key-file",
      paramLabel = "FILE",
      defaultValue = "${env:PANOPTES_API_KEY_FILE}",
      description = {
        "Who may do what: a line a key, NAME read|write SHA256HEX.",
        "Without it, a fresh key is made and printed, and only this machine is served."
      })
  private @Nullable Path apiKeyFile;

  @Option(
      names = "--private",
      defaultValue = "${env:PANOPTES_PRIVATE:-false}",
      fallbackValue = "true", // else the option would turn around what the variable says
      description = "Reading needs a key, too.")
  private boolean isPrivate;

  @Option(
      names = "--server-name",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "${env:PANOPTES_SERVER_NAME}",
      description = "A name by which this server is called, beside localhost and addresses.")
  private List<String> serverNames = new ArrayList<>();

  @Option(
      names = "--queue",
      paramLabel = "PHOTOS",
      defaultValue = "${env:PANOPTES_QUEUE:-64}",
      description = "Photos that are worked at at once; more are answered by 429 (default: 64).")
  private int queue;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      defaultValue = "${env:PANOPTES_TIME_LIMIT:-30}",
      description = "How long a request may take (default: 30).")
  private int timeLimit;

  @Option(
      names = "--phone",
      defaultValue = "${env:PANOPTES_PHONE:-false}",
      fallbackValue = "true",
      description = {
        "Let phones of the local network in, too, for an hour and by a key of their own;",
        "prints their address as a QR code."
      })
  private boolean phone;

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      defaultValue = "${env:PANOPTES_LOG_FORMAT:-text}",
      description = "How log lines look (default: text).")
  private String logFormat = "";

  @Option(names = "--quiet", description = "Print the address, and nothing else.")
  private boolean quiet;

  @Spec private @Nullable CommandSpec spec;

  private final Model.Opener models;
  private final ModelChoice.Finder bundled;

  /**
   * Makes one.
   *
   * @param models opens models
   * @param bundled finds the model of a new catalogue
   */
  public WebCommand(Model.Opener models, ModelChoice.Finder bundled) {
    this.models = models;
    this.bundled = bundled;
  }

  /** Runs the command, and ends the process with its exit status. */
  public static void main(String... arguments) {
    FeatureExtractor.computeOnCallingThread(); // several threads encode: see EncodeQueue
    // The exit status is part of the contract: this is the only place that sets it.
    System.exit(
        CommandRunner.run(new WebCommand(ModelFolder::open, BundledModel::find), arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    FastPaths.require();
    ServerOptions options = options();
    logFormat().use();
    boolean isNew =
        new CatalogueWriter(options.catalogue(), models, options.writeWait())
            .createIfAbsent(new ModelChoice(null, bundled));
    try (Server server = Server.start(options, models)) {
      if (!quiet) {
        commandSpec()
            .commandLine()
            .getErr()
            .println(
                "web: serves "
                    + (isNew ? "the new, empty catalogue " : "the catalogue ")
                    + options.catalogue()
                    + " until it is stopped (Ctrl-C)");
      }
      ServerRun.untilStopped(
          server,
          phone,
          commandSpec().commandLine().getOut(),
          commandSpec().commandLine().getErr());
    }
    return CommandRunner.DONE;
  }

  private ServerOptions options() throws IOException {
    if (index.startsWith(CLUSTER)) {
      throw new UsageException(
          "--index must be a folder: this version has no clusters, got " + index);
    }
    if (port < 0 || port > 65_535) {
      throw new UsageException("--port must be 0 to 65535, got " + port);
    }
    if (queue < Limits.PHOTOS) {
      throw new UsageException(
          "--queue must hold a request, " + Limits.PHOTOS + " photos at least, got " + queue);
    }
    if (timeLimit < 1) {
      throw new UsageException("--time-limit must be positive, got " + timeLimit);
    }
    if (phone && !InetAddress.getByName(host).isLoopbackAddress()) {
      throw new UsageException(
          "--phone opens a way in beside --host 127.0.0.1, and goes with no other, got " + host);
    }
    if (apiKeyFile == null && !InetAddress.getByName(host).isLoopbackAddress()) {
      throw new UsageException(
          "--host must be of this machine only (127.0.0.1), or --api-key-file say who may write, got "
              + host);
    }
    return ServerOptions.of(Path.of(index))
        .withAddress(host, port)
        .withKeys(apiKeyFile, isPrivate)
        .withServerNames(serverNames)
        .withLimits(queue, Duration.ofSeconds(timeLimit));
  }

  private LogFormat logFormat() {
    for (LogFormat format : LogFormat.values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(logFormat)) {
        return format;
      }
    }
    throw new UsageException("--log-format must be text or json, got " + logFormat);
  }

  private CommandSpec commandSpec() {
    if (spec == null) {
      throw new IllegalStateException("a command is run by CommandRunner");
    }
    return spec;
  }
}
