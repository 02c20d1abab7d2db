package io.panoptes.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.panoptes.encoder.command.Progress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * The photos that are learned from, by number, and where the features of a batch of them come from:
 * pixels, through the network's backbones, or what frozen backbones once made of them.
 */
sealed interface TrainingPhotos extends AutoCloseable permits Squares, FrozenFeatures {
  /**
   * Reads the photos that {@code request} names.
   *
   * @param workers who make ready what is asked for
   * @param progress is told of each photo, where that takes long
   * @param remarks is told what people should know, a line each
   */
  static TrainingPhotos read(
      TrainingRequest request, ExecutorService workers, Progress progress, Consumer<String> remarks)
      throws IOException {
    long heap = Runtime.getRuntime().maxMemory();
    return request.parameters().hasFixedFeatures()
        ? FrozenFeatures.read(request, workers, heap, progress, remarks)
        : Squares.read(request, workers, heap);
  }

  /** Returns which photos these are. */
  PhotoNumbers numbers();

  /** Begins to make ready the photos of {@code step}, changed as augmentation decides. */
  Loading ofStep(long step, List<Integer> photos);

  /** Begins to make photos ready as they are. */
  Loading unchanged(List<Integer> photos);

  @Override
  void close() throws IOException;

  /** Photos on their way to features. */
  @FunctionalInterface
  interface Loading {
    /**
     * Waits for the photos, and returns their unit-length features, {@code (photos,
     * featureDimension)}, as {@code network} sees them, attached to {@code scope}.
     */
    NDArray features(PairNetwork network, NDManager scope) throws IOException;
  }
}
