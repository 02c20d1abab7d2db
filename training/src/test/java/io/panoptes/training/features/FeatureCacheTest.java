package io.panoptes.training.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureCacheTest {
  private static final String ONE = "1f".repeat(32);
  private static final String OTHER = "2e".repeat(32);
  private static final int DIMENSION = 5;
  private static final int HEADER = 8 + 32 + 4 + 4;
  private static final int RECORD = 32 + 4 * DIMENSION + 4;

  @TempDir private Path folder;

  private FeatureCache open() {
    return FeatureCache.open(folder, ONE, DIMENSION);
  }

  private static void add(FeatureCache cache, int... photos) {
    for (int photo : photos) {
      cache.add(Map.of(TestFeatures.id(photo), TestFeatures.of(photo, DIMENSION)));
    }
  }

  private void write(int... photos) {
    try (FeatureCache cache = open()) {
      add(cache, photos);
      assertThat(cache.trouble()).isEmpty();
    }
  }

  private static void assertKnows(FeatureCache cache, int... photos) {
    for (int photo : photos) {
      assertSame(
          Objects.requireNonNull(cache.find(TestFeatures.id(photo))),
          TestFeatures.of(photo, DIMENSION));
    }
  }

  /** Compares bits: some of the numbers are none. */
  private static void assertSame(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Float.floatToRawIntBits(actual[i]))
          .isEqualTo(Float.floatToRawIntBits(expected[i]));
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private Path onlyFile() throws IOException {
    assertThat(files()).hasSize(1);
    return files().getFirst();
  }

  @Test
  void whatWasAdded_isFoundByTheNext_bitForBit_andNothingElse() {
    write(1, 2, 3);
    try (FeatureCache cache = open()) {
      assertKnows(cache, 1, 2, 3);
      assertThat(cache.find(TestFeatures.id(4))).isNull();
    }
  }

  @Test
  void featuresOfAnotherFingerprint_orOfAnotherDimension_areNotFound() throws IOException {
    write(1);
    try (FeatureCache other = FeatureCache.open(folder, OTHER, DIMENSION)) {
      assertThat(other.find(TestFeatures.id(1))).isNull();
    }
    try (FeatureCache longer = FeatureCache.open(folder, ONE, DIMENSION + 1)) {
      assertThat(longer.find(TestFeatures.id(1))).isNull();
    }
    Path stranger = folder.resolve(OTHER).resolve("moved.features");
    Files.createDirectory(folder.resolve(OTHER));
    Files.copy(onlyFile(), stranger);
    try (FeatureCache other = FeatureCache.open(folder, OTHER, DIMENSION)) {
      assertThat(other.find(TestFeatures.id(1))).as("the header says whose they are").isNull();
    }
  }

  @Test
  void whereNothingIsNew_nothingIsWritten() throws IOException {
    write(1, 2);
    try (FeatureCache cache = open()) {
      assertKnows(cache, 1, 2);
      cache.add(Map.of());
    }
    assertThat(onlyFile()).hasSize(HEADER + 2 * RECORD);
    try (FeatureCache cache = open()) {
      add(cache, 3, 3, 3);
    }
    assertThat(files()).hasSize(2).anySatisfy(file -> assertThat(file).hasSize(HEADER + RECORD));
  }

  /** At whatever byte a process was killed, or a machine lost its power. */
  @Test
  void fileThatEndsAnywhere_isReadAsFarAsItIsWhole() throws IOException {
    write(1, 2);
    byte[] whole = Files.readAllBytes(onlyFile());
    for (int length = 0; length < whole.length; length++) {
      Files.write(onlyFile(), Arrays.copyOf(whole, length));
      try (FeatureCache cache = open()) {
        if (length >= HEADER + RECORD) {
          assertKnows(cache, 1);
        } else {
          assertThat(cache.find(TestFeatures.id(1))).isNull();
        }
        assertThat(cache.find(TestFeatures.id(2))).isNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 32, 40, RECORD - 1})
  void recordThatWasAltered_isNotFound_andThoseAroundItAre(int at) throws IOException {
    write(1, 2, 3);
    try (RandomAccessFile file = new RandomAccessFile(onlyFile().toFile(), "rw")) {
      file.seek(HEADER + RECORD + at);
      int changed = file.read() ^ 1;
      file.seek(HEADER + RECORD + at);
      file.write(changed);
    }
    try (FeatureCache cache = open()) {
      assertKnows(cache, 1, 3);
      assertThat(cache.find(TestFeatures.id(2))).isNull();
      add(cache, 2);
    }
    try (FeatureCache cache = open()) {
      assertKnows(cache, 1, 2, 3);
    }
  }

  @Test
  void recordThatGoesWhileItIsWanted_isComputedAgain() throws IOException {
    write(1);
    try (FeatureCache cache = open()) {
      Files.write(onlyFile(), new byte[HEADER + RECORD]);
      assertThat(cache.find(TestFeatures.id(1))).isNull();
      Files.delete(onlyFile());
      assertThat(cache.find(TestFeatures.id(1))).isNull();
    }
  }

  @Test
  void twoAtOnce_loseNothing() {
    try (FeatureCache one = open();
        FeatureCache two = open()) {
      add(one, 1, 2);
      add(two, 2, 3);
      add(one, 4);
      try (FeatureCache reader = open()) {
        assertKnows(reader, 1, 2, 3, 4);
      }
    }
  }

  @Test
  void manyThreads_shareOne() throws Exception {
    write(0, 1, 2, 3);
    try (FeatureCache cache = open();
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Void>> calls = new ArrayList<>();
      for (int i = 4; i < 100; i++) {
        int photo = i;
        calls.add(() -> {
          add(cache, photo);
          assertKnows(cache, photo % 4);
          return null;
        });
      }
      for (Future<Void> future : threads.invokeAll(calls)) {
        future.get();
      }
    }
    try (FeatureCache cache = open()) {
      for (int photo = 0; photo < 100; photo++) {
        assertKnows(cache, photo);
      }
    }
  }

  @Test
  void processThatIsKilled_leavesWholeRecords() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EndlessWriter.class.getName(),
                folder.resolve("cache").toString(),
                ONE)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> !process.isAlive() || written() > 1_000_000);
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("output"))).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (FeatureCache cache = FeatureCache.open(folder.resolve("cache"), ONE, 1000)) {
      for (int photo = 0; photo < 1_000_000 / (32 + 4000 + 4) - 1; photo++) {
        assertSame(
            Objects.requireNonNull(cache.find(TestFeatures.id(photo))),
            TestFeatures.of(photo, 1000));
      }
      assertThat(cache.trouble()).isEmpty();
    }
  }

  private long written() throws IOException {
    long sum = 0;
    for (Path file : files()) {
      sum += Files.size(file);
    }
    return sum;
  }

  @Test
  void folderThatCannotBe_isSaid_andNothingFails() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    for (Path impossible : List.of(file, file.resolve("below"))) {
      try (FeatureCache cache = FeatureCache.open(impossible, ONE, DIMENSION)) {
        add(cache, 1);
        assertThat(cache.find(TestFeatures.id(1))).isNull();
        assertThat(cache.trouble())
            .hasValueSatisfying(trouble ->
                assertThat(trouble).startsWith("features are not kept in " + impossible + ": "));
      }
    }
  }

  @Test
  void cacheThatIsFull_takesNoMore_andGivesWhatItHas() throws IOException {
    write(1);
    FeatureCache.Limits limits = new FeatureCache.Limits(HEADER + 3 * RECORD, 0);
    try (FeatureCache cache = FeatureCache.open(folder, ONE, DIMENSION, limits)) {
      add(cache, 2, 3, 4, 5);
      assertThat(cache.trouble())
          .hasValueSatisfying(trouble -> assertThat(trouble).contains("may hold " + limits.most()));
      assertKnows(cache, 1);
    }
    try (FeatureCache cache = open()) {
      assertKnows(cache, 1, 2, 3);
      assertThat(cache.find(TestFeatures.id(4))).isNull();
    }
  }

  @Test
  void diskThatIsNearlyFull_isLeftAlone() throws IOException {
    FeatureCache.Limits limits = new FeatureCache.Limits(Long.MAX_VALUE, Long.MAX_VALUE);
    try (FeatureCache cache = FeatureCache.open(folder, ONE, DIMENSION, limits)) {
      add(cache, 1);
      assertThat(cache.trouble())
          .hasValue("features are not kept in " + folder + ": its disk is nearly full");
    }
    assertThat(files()).isEmpty();
  }

  /** A disk that fills up after it was asked for its space: others write there, too. */
  @Test
  void diskThatFillsUp_getsBackWhatWasWritten() throws IOException {
    Configuration small =
        Configuration.unix().toBuilder().setBlockSize(64).setMaxSize(1024).build();
    FeatureCache.Limits limits = new FeatureCache.Limits(Long.MAX_VALUE, Long.MIN_VALUE);
    try (FileSystem disk = Jimfs.newFileSystem(small)) {
      Path full = disk.getPath("/cache");
      long before = Files.getFileStore(disk.getPath("/")).getUsableSpace();
      try (FeatureCache cache = FeatureCache.open(full, ONE, DIMENSION, limits)) {
        add(cache, 1, 2, 3);
        assertThat(cache.trouble()).isEmpty();
        for (int photo = 4; photo < 40; photo++) {
          add(cache, photo);
        }
        assertThat(cache.trouble())
            .hasValueSatisfying(trouble -> assertThat(trouble).contains("/cache"));
      }
      assertThat(Files.getFileStore(full).getUsableSpace()).isEqualTo(before);
    }
  }

  @Test
  void runThatIsInterrupted_keepsWhatItHadAdded() {
    try (FeatureCache cache = open()) {
      add(cache, 1);
      Thread.currentThread().interrupt();
      add(cache, 2);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(cache.trouble()).isPresent();
    }
    try (FeatureCache cache = open()) {
      assertKnows(cache, 1);
    }
  }

  @Test
  void featuresOfAnotherLength_areRefused() {
    try (FeatureCache cache = open()) {
      assertThatThrownBy(() -> cache.add(Map.of(TestFeatures.id(1), new float[2])))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("features must be 5, got 2 of photo " + TestFeatures.id(1));
    }
    assertThatThrownBy(() -> FeatureCache.open(folder, ONE, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimension must be positive, got 0");
  }
}
