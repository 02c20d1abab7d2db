package io.panoptes.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.panoptes.encoder.network.Weights;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a run keeps what it needs to go on: {@code checkpoint.json}, which names a step, and that
 * step's tensors, {@code step-NNN.KIND.safetensors}, a file a kind, since a file of tensors must be
 * below 2 GiB. The tensors are written first; when {@code checkpoint.json} is renamed into place,
 * the step is complete, and those before it go. So after a kill, or on a full disk, the folder
 * holds the last complete step.
 */
final class CheckpointFolder {
  static final String FILE = "checkpoint.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  CheckpointFolder(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  /**
   * Keeps other runs away until it is closed, or the process ends.
   *
   * @throws IOException if another run is here
   */
  FileChannel lock() throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // another run of this process: told below
    }
    channel.close();
    throw new IOException("another training is writing to " + folder);
  }

  /**
   * Writes a checkpoint.
   *
   * @param kinds tensors by kind, then by name
   * @throws IOException if it cannot be written; the one before is still there
   */
  void write(Checkpoint checkpoint, Map<String, Map<String, NDArray>> kinds) throws IOException {
    Files.createDirectories(folder);
    try {
      for (Map.Entry<String, Map<String, NDArray>> kind : kinds.entrySet()) {
        replace(
            tensors(checkpoint.step(), kind.getKey()),
            file -> Weights.write(kind.getValue(), file));
      }
      ObjectNode json = JSON.createObjectNode();
      json.put("step", checkpoint.step()).put("separation", checkpoint.separation());
      json.set("configuration", checkpoint.configuration());
      replace(folder.resolve(FILE), file -> Files.writeString(file, json.toPrettyString() + "\n"));
    } catch (IOException e) {
      deleteTensorsBut(read().map(Checkpoint::step).orElse(-1L));
      throw new IOException(
          "the checkpoint of step "
              + checkpoint.step()
              + " cannot be written to "
              + folder
              + ": "
              + e.getMessage()
              + "; "
              + read()
                  .map(
                      last -> "that of step " + last.step() + " is there, --resume goes on from it")
                  .orElse("there is none yet"),
          e);
    }
    deleteTensorsBut(checkpoint.step());
  }

  private Path tensors(long step, String kind) {
    return folder.resolve("step-%d.%s.safetensors".formatted(step, kind));
  }

  /** Writes a file. */
  @FunctionalInterface
  private interface Writer {
    void write(Path file) throws IOException;
  }

  /** Puts a file in place as a whole, synced. */
  private void replace(Path file, Writer writer) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    try {
      writer.write(temporary);
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true); // Windows opens no folders, nor needs to
      }
    }
  }

  private void deleteTensorsBut(long step) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith("step-") && !name.startsWith("step-" + step + ".")) {
          Files.delete(file);
        }
      }
    }
  }

  /** Deletes the checkpoint, not what else is in the folder. */
  void delete() throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
    deleteTensorsBut(-1);
  }

  /** Returns what the checkpoint says, if there is one. */
  Optional<Checkpoint> read() throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(Files.readString(file));
      JsonNode step = json.required("step");
      JsonNode separation = json.required("separation");
      if (!step.isIntegralNumber()) {
        throw new IOException(file + " is no checkpoint: step is " + step);
      }
      return Optional.of(
          new Checkpoint(
              step.longValue(), separation.asDouble(Double.NaN), json.required("configuration")));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException(file + " is no checkpoint: " + e.getMessage(), e);
    }
  }

  /** Copies the tensors of a kind into {@code targets}, by name. */
  void restore(long step, String kind, Map<String, NDArray> targets) throws IOException {
    Path file = tensors(step, kind);
    try (NDManager scope = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = Weights.read(scope, file);
      for (Map.Entry<String, NDArray> target : targets.entrySet()) {
        restore(tensors.get(target.getKey()), target.getKey(), target.getValue(), file);
      }
    }
  }

  private static void restore(@Nullable NDArray saved, String name, NDArray target, Path file)
      throws IOException {
    if (saved == null || !saved.getShape().equals(target.getShape())) {
      throw new IOException(
          file
              + ": "
              + name
              + " must have shape "
              + target.getShape()
              + ", got "
              + (saved == null ? "none" : saved.getShape()));
    }
    target.set(saved.toFloatArray());
  }

  /**
   * Fails if {@code checkpoint} is of another configuration.
   *
   * @throws IOException that names what differs
   */
  void requireSame(Checkpoint checkpoint, JsonNode configuration) throws IOException {
    List<String> differences = Differences.between(checkpoint.configuration(), configuration);
    if (!differences.isEmpty()) {
      throw new IOException(
          "the checkpoint in "
              + folder
              + " is of another configuration: "
              + String.join(", ", differences));
    }
  }
}
