package io.panoptes.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
  @TempDir private Path temporary;
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private static ObjectNode configuration() {
    ObjectNode json = new ObjectMapper().createObjectNode().put("seed", 1);
    json.set("hyperparameters", Hyperparameters.DEFAULT.toJson());
    return json;
  }

  private static Checkpoint at(long step) {
    return new Checkpoint(step, 0.5, configuration());
  }

  private Map<String, Map<String, NDArray>> state(float value, int size) {
    return Map.of(
        "weights", Map.of("w", manager.full(new Shape(size), value)),
        "means", Map.of("w", manager.full(new Shape(size), 2 * value)));
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void written_isReadAgain_andTheStepBeforeGoes() throws IOException {
    CheckpointFolder folder = new CheckpointFolder(temporary.resolve("m.training"));
    assertThat(folder.read()).isEmpty();
    folder.write(at(3), state(0.1f, 5));
    folder.write(at(6), state(0.3f, 5));
    Checkpoint last = folder.read().orElseThrow();
    assertThat(last.step()).isEqualTo(6);
    assertThat(last.separation()).isEqualTo(0.5);
    assertThat(files(folder.folder()))
        .containsExactly(
            "checkpoint.json", "step-6.means.safetensors", "step-6.weights.safetensors");
    NDArray weight = manager.zeros(new Shape(5));
    weight.setRequiresGradient(true);
    folder.restore(6, "weights", Map.of("w", weight));
    assertThat(weight.toFloatArray()).containsOnly(0.3f);
    folder.delete();
    assertThat(folder.read()).isEmpty();
    assertThat(files(folder.folder())).isEmpty();
  }

  @Test
  void separationThatWasNeverMeasured_isReadAgain() throws IOException {
    CheckpointFolder folder = new CheckpointFolder(temporary);
    folder.write(new Checkpoint(1, Double.NaN, configuration()), state(1, 1));
    assertThat(folder.read().orElseThrow().separation()).isNaN();
  }

  @Test
  void fullDisk_isNamed_andTheLastCheckpointStays() throws IOException {
    Configuration small =
        Configuration.unix().toBuilder().setMaxSize(64 * 1024).setBlockSize(512).build();
    try (FileSystem disk = Jimfs.newFileSystem(small)) {
      CheckpointFolder folder = new CheckpointFolder(disk.getPath("/m.training"));
      folder.write(at(3), state(0.1f, 1000));
      assertThatThrownBy(() -> folder.write(at(6), state(0.2f, 20_000)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the checkpoint of step 6 cannot be written to /m.training: ")
          .hasMessageContaining("space")
          .hasMessageContaining("that of step 3 is there");
      assertThat(files(folder.folder()))
          .containsExactly(
              "checkpoint.json", "step-3.means.safetensors", "step-3.weights.safetensors");
      NDArray weight = manager.zeros(new Shape(1000));
      folder.restore(3, "weights", Map.of("w", weight));
      assertThat(weight.toFloatArray()).containsOnly(0.1f);
      folder.write(at(9), state(0.3f, 1000)); // when there is room again
      assertThat(folder.read().orElseThrow().step()).isEqualTo(9);
    }
  }

  @Test
  void secondRunAtOnce_isKeptAway() throws IOException {
    CheckpointFolder folder = new CheckpointFolder(temporary);
    try (FileChannel _ = folder.lock()) {
      assertThatThrownBy(() -> new CheckpointFolder(temporary).lock())
          .isInstanceOf(IOException.class)
          .hasMessage("another training is writing to " + temporary);
    }
    folder.lock().close();
  }

  @Test
  void anotherConfiguration_isRefused_andWhatDiffersIsNamed() throws IOException {
    CheckpointFolder folder = new CheckpointFolder(temporary);
    folder.write(at(3), state(1, 1));
    Checkpoint checkpoint = folder.read().orElseThrow();
    assertThatCode(() -> folder.requireSame(checkpoint, configuration()))
        .doesNotThrowAnyException();
    ObjectNode other = configuration();
    other.put("seed", 2).put("device", "gpu");
    other.withObject("/hyperparameters").put("views", 12);
    assertThatThrownBy(() -> folder.requireSame(checkpoint, other))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is of another configuration: seed was 1, is 2, ")
        .hasMessageContaining("hyperparameters/views was 8, is 12")
        .hasMessageEndingWith("device was not there, is \"gpu\"");
  }

  @Test
  void fileThatIsNoCheckpoint_orTensorsOfAnotherShape_areNamed() throws IOException {
    CheckpointFolder folder = new CheckpointFolder(temporary);
    folder.write(at(3), state(1, 4));
    assertThatThrownBy(() -> folder.restore(3, "weights", Map.of("w", manager.zeros(new Shape(5)))))
        .hasMessageContaining("step-3.weights.safetensors: w must have shape (5), got (4)");
    assertThatThrownBy(() -> folder.restore(3, "weights", Map.of("v", manager.zeros(new Shape(5)))))
        .hasMessageContaining("v must have shape (5), got none");
    Files.writeString(temporary.resolve("checkpoint.json"), "{}");
    assertThatThrownBy(folder::read).hasMessageContaining("checkpoint.json is no checkpoint");
  }
}
