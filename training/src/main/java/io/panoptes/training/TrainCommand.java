package io.panoptes.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.command.ProgressLine;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.encoder.command.Version;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.training.data.DataSet;
import io.panoptes.training.loop.Hyperparameters;
import io.panoptes.training.loop.Method;
import io.panoptes.training.loop.StartingPoint;
import io.panoptes.training.loop.TrainingLoop;
import io.panoptes.training.loop.TrainingRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code training train}. */
@Command(
    name = "train",
    description = {
      "Trains a model on a folder of photos with the paper's losses (arXiv 2403.00272).",
      "Checkpoints, and steps.jsonl with a JSON line a step, are in MODEL.training beside MODEL."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class TrainCommand implements Callable<Integer> {
  @Option(
      names = "--object-dir",
      required = true,
      paramLabel = "DIR",
      description = "photos by category/object/photo, or a split of a published data set")
  private Path objectDir = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "MODEL", description = "a new folder")
  private Path out = Path.of("");

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = "piro-de (default): two spaces, for category and object; piro-se: one for both")
  private String method = Method.PIRO_DE.option();

  @Option(
      names = "--from",
      paramLabel = "MODEL",
      description = "a model to start from, such as fit makes")
  private @Nullable Path from;

  @Option(
      names = "--backbone",
      paramLabel = "NAME[+NAME]|FILE",
      description =
          "start from pretrained weights and random heads: efficientnet_lite0, efficientnet_lite1,"
              + " efficientnet_lite2 (default), several side by side with a + between, or a"
              + " safetensors file")
  private @Nullable String backbone;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "a JSON object of hyper-parameters; what it leaves out is the paper's")
  private @Nullable Path config;

  @Option(
      names = "--device",
      paramLabel = "cpu|gpu",
      description = "where to compute (default: the GPU if there is one)")
  private @Nullable String device;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "decides all that is random (default 1)")
  private long seed = 1;

  @Option(names = "--resume", description = "go on from the checkpoint of a run that was ended")
  private boolean resume;

  @Option(
      names = "--save-every",
      paramLabel = "STEPS",
      description = "write a checkpoint so often, and at each epoch's end (default 200)")
  private long saveEvery = 200;

  @Option(
      names = "--feature-cache",
      paramLabel = "DIR|none",
      description =
          "where features of photos are kept if unfrozenStages is 0 and augment is false: then they"
              + " are computed once (default: as fit)")
  private @Nullable String featureCache;

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  @ParentCommand private @Nullable TrainingCommand parent;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec().commandLine().getErr();
    Method chosen = Method.named(method);
    Hyperparameters parameters =
        config == null ? Hyperparameters.DEFAULT : Hyperparameters.read(config);
    if (parameters.hasFixedFeatures()) {
      FeatureExtractor.computeOnCallingThread(); // features are computed on all cores
    }
    StartingPoint start = start();
    Device where = device(device);
    DataSet data = DataSet.read(objectDir);
    TrainingRequest request =
        new TrainingRequest(
            data.objects(),
            out,
            chosen,
            start,
            parameters,
            where,
            seed,
            resume,
            saveEvery,
            parent().featureCache(featureCache));
    Progress progress = new Progress();
    TrainingLoop.Outcome outcome;
    try (ProgressLine _ = ProgressLine.start(progress, err, quiet)) {
      outcome = new TrainingLoop(request, progress, err::println).run();
    }
    for (Skipped skipped : data.skipped()) {
      err.println("skipped " + skipped);
    }
    for (Skipped skipped : outcome.skipped()) {
      err.println("skipped " + skipped);
    }
    spec()
        .commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "trained the model %s on %d photos of %d objects in %d categories, %d steps, ρ %.3f:"
                + " %s%n",
            outcome.model().id(),
            outcome.photos(),
            outcome.objects(),
            outcome.categories(),
            outcome.steps(),
            outcome.separation(),
            out);
    boolean isWhole =
        data.skipped().isEmpty() && outcome.skipped().isEmpty() && outcome.leftOut().isEmpty();
    return isWhole ? CommandRunner.DONE : CommandRunner.LEFT_OUT;
  }

  private StartingPoint start() throws IOException {
    if (from != null && backbone != null) {
      throw new UsageException("--from and --backbone are two starting points: give one");
    }
    if (from != null) {
      return new StartingPoint.Model(ModelFolder.open(from));
    }
    SequencedMap<String, Path> weights = new LinkedHashMap<>();
    BackboneFile.sideBySide(
            Objects.requireNonNullElse(backbone, "efficientnet_lite2"), parent().backbones())
        .forEach((name, file) -> {
          // The paper's VGG-16 is flattened, not pooled: a file of its weights does not tell.
          weights.put(name.equals("vgg16_pooled") ? "vgg16" : name, file);
        });
    return StartingPoint.Backbones.of(weights);
  }

  /** Returns the device called {@code name}, or the best there is. */
  private static Device device(@Nullable String name) throws IOException {
    if (name != null && !name.equals("cpu") && !name.equals("gpu")) {
      throw new UsageException("--device must be cpu or gpu, got " + name);
    }
    boolean hasGpu = !"cpu".equals(name) && Engine.getInstance().getGpuCount() > 0;
    if ("gpu".equals(name) && !hasGpu) {
      throw new IOException(
          "there is no GPU that PyTorch "
              + Engine.getInstance().getVersion()
              + ", as built here, can use: leave --device out, or build with -Pcuda");
    }
    return hasGpu ? Device.gpu() : Device.cpu();
  }

  private TrainingCommand parent() {
    return Objects.requireNonNull(parent, "train is a command of training");
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "a command is run by CommandRunner");
  }
}
