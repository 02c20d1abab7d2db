package io.panoptes.training.loop;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.training.evaluation.Separation;
import io.panoptes.training.evaluation.Vectors;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The training loop: batch, forward, loss, backward, step, log, evaluate, save. Each step is
 * decided by the seed, its number and the weights before it, so that a run which was killed goes on
 * from its checkpoint to the same model, bit for bit, on the same machine. Longer than most, since
 * the steps are read as one.
 */
public final class TrainingLoop {
  /** Photos that are embedded together where ρ is measured. */
  private static final int EVALUATED_TOGETHER = 16;

  private final TrainingRequest request;
  private final Progress progress;
  private final Consumer<String> remarks;

  /**
   * What came of a training.
   *
   * @param steps that were taken, also before it was resumed
   * @param separation ρ at the end
   * @param skipped photos that cannot be read
   * @param leftOut what could not be learned from, a line each
   */
  public record Outcome(
      ModelFolder model,
      int photos,
      int objects,
      int categories,
      long steps,
      double separation,
      List<Skipped> skipped,
      List<String> leftOut) {}

  /**
   * Prepares a training.
   *
   * @param progress is told how far this is
   * @param remarks is told what people should know at once, a line each
   */
  public TrainingLoop(TrainingRequest request, Progress progress, Consumer<String> remarks) {
    this.request = request;
    this.progress = progress;
    this.remarks = remarks;
  }

  /**
   * Trains, and writes the model.
   *
   * @throws IOException if photos or checkpoint cannot be used, a file cannot be written, or the
   *     loss is no number; the last checkpoint stays
   */
  public Outcome run() throws IOException {
    ModelFolder.requireFree(request.out());
    CheckpointFolder checkpoints = new CheckpointFolder(request.workFolder());
    int cores = Runtime.getRuntime().availableProcessors();
    try (FileChannel _ = checkpoints.lock();
        ExecutorService workers = Executors.newFixedThreadPool(cores);
        NDManager manager = NDManager.newBaseManager(request.device())) {
      try {
        return run(checkpoints, workers, manager);
      } finally {
        workers.shutdownNow();
      }
    }
  }

  private Outcome run(CheckpointFolder checkpoints, ExecutorService workers, NDManager manager)
      throws IOException {
    ObjectNode configuration = request.configuration();
    Optional<Checkpoint> last = checkpoint(checkpoints, configuration);

    try (TrainingPhotos photos = TrainingPhotos.read(request, workers, progress, remarks)) {
      try {
        return run(checkpoints, configuration, last, photos, manager);
      } finally { // the next step's photos may be under way still
        workers.shutdownNow();
        workers.close();
      }
    }
  }

  private Outcome run(
      CheckpointFolder checkpoints,
      ObjectNode configuration,
      Optional<Checkpoint> last,
      TrainingPhotos photos,
      NDManager manager)
      throws IOException {
    Hyperparameters parameters = request.parameters();
    PhotoNumbers numbers = photos.numbers();
    TrainingSet set = TrainingSet.of(request.objects(), numbers.byObject());
    PairLosses.Terms terms = PairLosses.Terms.of(request.method(), parameters, set.isCategorised());
    say(set, terms);
    PairSampler sampler = new PairSampler(set.objects(), parameters, request.seed());

    PairNetwork network =
        new PairNetwork(
            manager,
            request.start(),
            request.method(),
            parameters,
            terms,
            set.categories().size(),
            request.seed());
    Adam adam = new Adam(manager, network.trained());
    WeightAverage average =
        new WeightAverage(manager, network.trained(), parameters.averageDecay());
    Map<String, Map<String, NDArray>> state = state(network, adam, average);
    if (last.isPresent()) {
      for (Map.Entry<String, Map<String, NDArray>> kind : state.entrySet()) {
        checkpoints.restore(last.get().step(), kind.getKey(), kind.getValue());
      }
    }

    long step = last.map(Checkpoint::step).orElse(0L);
    double separation = last.map(Checkpoint::separation).orElse(Double.NaN);
    long stepsPerEpoch = sampler.stepsPerEpoch();
    long steps = stepsPerEpoch * parameters.epochs();
    long photosPerStep = 2L * parameters.batchPairs() * parameters.views();
    progress.begin((steps - step) * photosPerStep);
    long began = System.nanoTime();
    long firstStep = step;
    Batches batches = new Batches(sampler, photos, step);
    try (StepLog log = StepLog.open(checkpoints.folder(), step)) {
      while (step < steps && !hasConverged(separation, step, stepsPerEpoch)) {
        int epoch = Math.toIntExact(step / stepsPerEpoch);
        Batches.Batch batch = batches.take();
        try (NDManager scope = manager.newSubManager()) {
          Engine.getInstance().setRandomSeed((int) Seeds.of(request.seed(), 4, step)); // dropout
          ObjectNode line = StepLog.line(step + 1, epoch + 1);
          try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
            PairLosses losses = network.losses(scope, batch);
            float loss = losses.total().getFloat();
            if (!Float.isFinite(loss)) {
              throw diverged(step + 1, "its loss is " + loss, checkpoints);
            }
            gradients.backward(losses.total());
            tell(line, losses, loss);
          }
          float factor = parameters.rateFactor(epoch);
          adam.step(
              step + 1,
              name ->
                  factor
                      * (PairNetwork.isLinear(name)
                          ? parameters.linearLearningRate()
                          : parameters.learningRate()));
          average.add(scope, network.trained(), step + 1);
          step++;
          progress.addDone(batch.pairs().photos().size());
          double seconds = (System.nanoTime() - began) / 1e9;
          line.put("learning_rate", factor * parameters.learningRate());
          line.put("photos_per_second", (step - firstStep) * photosPerStep / seconds);
          log.write(line);
          progress.say(progress(epoch, line.path("loss").asDouble(), separation));
        }
        boolean isEpochsEnd = step % stepsPerEpoch == 0;
        if (isEpochsEnd) {
          Optional<Separation> measured = separation(manager, network, photos, set);
          separation = measured.map(Separation::rho).orElse(Double.NaN);
          ObjectNode line = StepLog.line(step, epoch + 1).put("rho", separation);
          measured.ifPresent(
              each -> line.put("d_inter_min", each.minInter()).put("d_intra_max", each.maxIntra()));
          log.write(line);
        }
        if (isEpochsEnd || step % request.saveEvery() == 0) {
          requireFinite(state, step, checkpoints);
          checkpoints.write(new Checkpoint(step, separation, configuration), state);
        }
      }
    }
    TrainingCard card =
        new TrainingCard(request, configuration, set, numbers.count(), step, separation);
    ModelFolder model = network.write(request.out(), average.tensors(), card.toJson(network));
    checkpoints.delete();
    return new Outcome(
        model,
        numbers.count(),
        set.objects().size(),
        set.isCategorised() ? set.categories().size() : 0,
        step,
        separation,
        numbers.skipped(),
        set.leftOut());
  }

  /** Returns the checkpoint to go on from, if there is one; one that is in the way is refused. */
  private Optional<Checkpoint> checkpoint(CheckpointFolder checkpoints, ObjectNode configuration)
      throws IOException {
    Optional<Checkpoint> last = checkpoints.read();
    if (last.isPresent() && !request.resume()) {
      throw new IOException(
          "there is a checkpoint of step "
              + last.get().step()
              + " in "
              + checkpoints.folder()
              + ": go on from it with --resume, or remove that folder");
    }
    if (last.isPresent()) {
      checkpoints.requireSame(last.get(), configuration);
    } else if (request.resume()) {
      remarks.accept("there is no checkpoint in " + checkpoints.folder() + ": begins anew");
    }
    return last;
  }

  private void say(TrainingSet set, PairLosses.Terms terms) throws IOException {
    if (!set.isCategorised()) {
      remarks.accept(
          "the photos have no categories: any two objects make a pair, and the category losses are"
              + " off");
    }
    if (!terms.any()) {
      throw new IOException(
          "no loss is left: the photos have no categories, and objectWeight is 0");
    }
    set.leftOut().forEach(line -> remarks.accept("left out " + line));
  }

  /** Returns what a checkpoint holds, by kind and name. */
  private static Map<String, Map<String, NDArray>> state(
      PairNetwork network, Adam adam, WeightAverage average) {
    Map<String, Map<String, NDArray>> state = new LinkedHashMap<>();
    state.put("weights", network.trained());
    state.put("means", adam.means());
    state.put("squares", adam.squares());
    if (!average.tensors().isEmpty()) {
      state.put("average", average.tensors());
    }
    return state;
  }

  private boolean hasConverged(double separation, long step, long stepsPerEpoch) {
    float enough = request.parameters().convergence();
    return step % stepsPerEpoch == 0 && enough > 0 && separation > enough;
  }

  private static void tell(ObjectNode line, PairLosses losses, float loss) {
    line.put("loss", loss);
    tell(line, "object_loss", losses.object());
    tell(line, "category_loss", losses.category());
    tell(line, "softmax_loss", losses.softmax());
  }

  private static void tell(ObjectNode line, String name, @Nullable NDArray loss) {
    if (loss != null) {
      line.put(name, loss.getFloat());
    }
  }

  private String progress(int epoch, double loss, double separation) {
    return String.format(
        Locale.ROOT,
        "epoch %d of at most %d, loss %.4f%s",
        epoch + 1,
        request.parameters().epochs(),
        loss,
        Double.isNaN(separation) ? "" : String.format(Locale.ROOT, ", ρ %.3f", separation));
  }

  /** Returns how far apart objects of a category lie; none if no object has two photos. */
  private static Optional<Separation> separation(
      NDManager manager, PairNetwork network, TrainingPhotos photos, TrainingSet set)
      throws IOException {
    List<float[]> vectors = new ArrayList<>();
    int count = photos.numbers().count();
    for (int first = 0; first < count; first += EVALUATED_TOGETHER) {
      List<Integer> together =
          IntStream.range(first, Math.min(first + EVALUATED_TOGETHER, count)).boxed().toList();
      vectors.addAll(network.objectVectors(manager, photos.unchanged(together)));
    }
    int[] objectOfPhotos = new int[count];
    Arrays.fill(objectOfPhotos, -1);
    int[] categories = new int[set.objects().size()];
    for (int object = 0; object < categories.length; object++) {
      for (int photo : set.objects().get(object).photos()) {
        objectOfPhotos[photo] = object;
      }
      categories[object] = set.objects().get(object).category();
    }
    int dimension = vectors.getFirst().length;
    return Separation.of(Vectors.of(dimension, vectors), objectOfPhotos, categories);
  }

  /** Fails if a weight is no number, before that becomes the last checkpoint. */
  private static void requireFinite(
      Map<String, Map<String, NDArray>> state, long step, CheckpointFolder checkpoints)
      throws IOException {
    for (Map<String, NDArray> tensors : state.values()) {
      for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
        try (NDArray value = tensor.getValue().stopGradient();
            NDArray sum = value.sum()) {
          if (!Float.isFinite(sum.getFloat())) {
            throw diverged(step, "after it, " + tensor.getKey() + " holds no numbers", checkpoints);
          }
        }
      }
    }
  }

  private static IOException diverged(long step, String what, CheckpointFolder checkpoints)
      throws IOException {
    String kept =
        checkpoints
            .read()
            .map(last -> "the checkpoint of step " + last.step() + " is kept")
            .orElse("there is no checkpoint yet");
    return new IOException(
        "training stopped at step "
            + step
            + ": "
            + what
            + " ("
            + kept
            + " in "
            + checkpoints.folder()
            + "; a smaller learningRate or linearLearningRate may help)");
  }
}
