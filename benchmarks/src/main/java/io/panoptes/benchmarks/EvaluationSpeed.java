package io.panoptes.benchmarks;

import io.panoptes.encoder.FeatureExtractor;
import io.panoptes.encoder.command.Progress;
import io.panoptes.training.evaluation.Evaluation;
import io.panoptes.training.evaluation.Labels;
import io.panoptes.training.evaluation.Protocol;
import io.panoptes.training.evaluation.Task;
import io.panoptes.training.evaluation.TestVectors;
import io.panoptes.training.evaluation.TrainVectors;
import io.panoptes.training.evaluation.VectorFile;
import io.panoptes.training.evaluation.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * How long all eight tasks take on a data set of FG3D's shape, and in how much memory: a tenth of
 * its 25,552 objects in 66 categories, 12 photos each, made-up vectors of 2,048 dimensions around
 * the centres of their object and category, and as many to train on. What the whole takes follows:
 * time grows with the square of the objects, the files of vectors with the objects.
 *
 * <pre>
 * PANOPTES_JAVA_OPTS=-Xmx1g bin/benchmark EvaluationSpeed [OBJECTS [DIMENSION]]
 * </pre>
 */
public final class EvaluationSpeed {
  private static final int WHOLE = 25_552;
  private static final int CATEGORIES = 66;
  private static final int PHOTOS = 12;

  /** Length of the noise that parts objects of a category, where the centres have length 1. */
  private static final double OBJECT_SPREAD = 0.5;

  /** Length of the noise that parts photos of an object. */
  private static final double PHOTO_SPREAD = 2;

  private final int objects;
  private final int dimension;
  private final float[][] categories;

  private EvaluationSpeed(int objects, int dimension) {
    this.objects = objects;
    this.dimension = dimension;
    Random random = new Random(1);
    this.categories = new float[CATEGORIES][];
    for (int category = 0; category < CATEGORIES; category++) {
      categories[category] = near(new float[dimension], 1, random);
    }
  }

  /** Measures so many objects with vectors of such a dimension. */
  public static void main(String... arguments) throws IOException {
    FeatureExtractor.computeOnCallingThread();
    int objects = arguments.length > 0 ? Integer.parseInt(arguments[0]) : WHOLE / 10;
    int dimension = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2048;
    new EvaluationSpeed(objects, dimension).measure();
  }

  /** The files of one split's vectors. */
  private record Made(VectorFile views, VectorFile sets, VectorFile first, VectorFile second)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try (views;
          sets;
          first;
          second) {
        return;
      }
    }
  }

  private void measure() throws IOException {
    Labels labels =
        Labels.of(
            IntStream.range(0, objects * PHOTOS).map(photo -> photo / PHOTOS).toArray(),
            IntStream.range(0, objects).map(object -> object % CATEGORIES).toArray(),
            null);
    AtomicLong resident = new AtomicLong();
    Thread sampler = Thread.ofPlatform().daemon().start(() -> sample(resident));
    try (Made train = make(2);
        Made category = make(3);
        Made object = make(4)) {
      Vectors views = train.views.vectors();
      TrainVectors known = new TrainVectors(labels, views, train.sets.vectors());
      TestVectors asked =
          new TestVectors(
              labels,
              category.views.vectors(),
              category.sets.vectors(),
              object.views.vectors(),
              object.first.vectors(),
              object.second.vectors());
      Duration before = processorTime();
      long start = System.nanoTime();
      Evaluation evaluation = Evaluation.of(known, asked, Protocol.AUTHORS, new Progress());
      sampler.interrupt();
      print(
          evaluation,
          (System.nanoTime() - start) / 1e9,
          processorTime().minus(before).toMillis() / 1e3,
          resident.get());
    }
  }

  private Made make(int seed) throws IOException {
    Made made =
        new Made(
            new VectorFile(dimension),
            new VectorFile(dimension),
            new VectorFile(dimension),
            new VectorFile(dimension));
    Random random = new Random(seed);
    for (int object = 0; object < objects; object++) {
      float[] centre = near(categories[object % CATEGORIES], OBJECT_SPREAD, random);
      for (int photo = 0; photo < PHOTOS; photo++) {
        made.views.add(near(centre, PHOTO_SPREAD, random));
      }
      made.sets.add(near(centre, PHOTO_SPREAD / PHOTOS, random));
      made.first.add(near(centre, 2 * PHOTO_SPREAD / PHOTOS, random));
      made.second.add(near(centre, 2 * PHOTO_SPREAD / PHOTOS, random));
    }
    return made;
  }

  private float[] near(float[] centre, double spread, Random random) {
    float[] vector = new float[dimension];
    double sum = 0;
    for (int d = 0; d < dimension; d++) {
      vector[d] = (float) (centre[d] + spread / Math.sqrt(dimension) * random.nextGaussian());
      sum += vector[d] * vector[d];
    }
    for (int d = 0; d < dimension; d++) {
      vector[d] /= (float) Math.sqrt(sum);
    }
    return vector;
  }

  /** Keeps the most memory that was this process's own: without what of files is in memory. */
  private static void sample(AtomicLong most) {
    Path status = Path.of("/proc/self/status");
    try {
      while (Files.isReadable(status)) {
        for (String line : Files.readAllLines(status)) {
          if (line.startsWith("RssAnon:")) {
            most.accumulateAndGet(
                Long.parseLong(line.replaceAll("\\D", "")) << 10, Math::max); // from kB
          }
        }
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      // All is measured.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private void print(Evaluation evaluation, double seconds, double processor, long resident)
      throws IOException {
    long mapped =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().startsWith("mapped"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    double times = (double) WHOLE / objects;
    double space = 4.0 * PHOTOS * objects * dimension; // bytes
    Markdown.machine();
    System.out.printf(
        Locale.ROOT,
        "%,d objects, %,d single-view queries, %d dimensions: %.1f s, %.1f processor"
            + " seconds%n"
            + "own memory at most %,d MiB (heap at most %,d MiB); files of vectors %,d MiB, of"
            + " which %,.0f MiB (a space's single views) are read at a time, twice as much for"
            + " category accuracy%n"
            + "FG3D's %,d objects, %,d queries: %.1f h (%.1f h of an idle machine's cores), files read at a time %,.0f MiB%n",
        objects,
        objects * PHOTOS,
        dimension,
        seconds,
        processor,
        resident >> 20,
        Runtime.getRuntime().maxMemory() >> 20,
        mapped >> 20,
        space / (1 << 20),
        WHOLE,
        WHOLE * PHOTOS,
        seconds * times * times / 3600,
        processor * times * times / 3600 / Runtime.getRuntime().availableProcessors(),
        space * times / (1 << 20));
    for (Task task : Task.values()) {
      System.out.printf(Locale.ROOT, "%s %.1f%n", task.key(), evaluation.scores(task).percent());
    }
  }
}
