package io.panoptes.encoder;

import ai.djl.ndarray.NDArray;
import io.panoptes.encoder.network.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A model on disk: {@code network.json} and {@code weights.safetensors} decide its vectors, {@code
 * SHA256SUMS} over these two is its identity, {@code card.json} tells people where it came from.
 * The folder stands alone: the backbone's weights are in it.
 */
public final class ModelFolder implements Model {
  static final String NETWORK = "network.json";
  static final String WEIGHTS = "weights.safetensors";
  static final String SUMS = "SHA256SUMS";
  static final String CARD = "card.json";

  private static final List<String> SUMMED = List.of(NETWORK, WEIGHTS);

  private final Path folder;
  private final ModelId id;
  private final Network network;

  private ModelFolder(Path folder, ModelId id, Network network) {
    this.folder = folder;
    this.id = id;
    this.network = network;
  }

  /**
   * Opens the model in {@code folder}, its checksums verified.
   *
   * @throws InvalidModelException if a file is missing, differs from its checksum, or is of a newer
   *     format; the message names the file
   */
  public static ModelFolder open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InvalidModelException("there is no model folder " + folder);
    }
    Path sums = folder.resolve(SUMS);
    if (!Files.isRegularFile(sums)) {
      throw new InvalidModelException(folder + " is not a model folder: it lacks " + SUMS);
    }
    byte[] listed = Files.readAllBytes(sums);
    StringBuilder expected = new StringBuilder();
    for (String name : SUMMED) {
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file)) {
        throw new InvalidModelException("the model folder " + folder + " lacks " + name);
      }
      expected.append(sumLine(file));
    }
    if (!expected.toString().equals(new String(listed, StandardCharsets.UTF_8))) {
      throw new InvalidModelException(whatDiffers(folder, listed));
    }
    Path networkFile = folder.resolve(NETWORK);
    return new ModelFolder(
        folder,
        new ModelId(HexFormat.of().formatHex(sha256().digest(listed))),
        Network.parse(Files.readString(networkFile), networkFile));
  }

  private static String whatDiffers(Path folder, byte[] listed) throws IOException {
    String text = new String(listed, StandardCharsets.UTF_8);
    for (String name : SUMMED) {
      if (!text.contains(sumLine(folder.resolve(name)))) {
        return "the model folder "
            + folder
            + " was altered: "
            + name
            + " differs from its checksum in "
            + SUMS;
      }
    }
    return "the model folder " + folder + " was altered: " + SUMS + " lists more than its files";
  }

  /**
   * Fails if a model cannot be written to {@code folder}, for those who would work long for it.
   *
   * @throws IOException if it exists and is not empty
   */
  public static void requireFree(Path folder) throws IOException {
    if (Files.exists(folder) && !(Files.isDirectory(folder) && isEmpty(folder))) {
      throw new IOException(
          folder + " exists and is not empty: a model is written to a new folder");
    }
  }

  /**
   * Writes a model to {@code folder}, which must not exist or be empty, and opens it. It is
   * complete or it is not there: the files are written beside it, synced and renamed.
   *
   * @param weights backbone and heads by parameter name
   * @param card what people should know, JSON
   */
  public static ModelFolder write(
      Path folder, Network network, Map<String, NDArray> weights, String card) throws IOException {
    Path target = folder.toAbsolutePath();
    Path parent = target.getParent();
    if (parent == null) {
      throw new IOException("a model folder must have a parent folder, got " + folder);
    }
    requireFree(folder);
    Files.createDirectories(parent);
    Path temporary =
        Files.createDirectory(parent.resolve("." + target.getFileName() + "." + UUID.randomUUID()));
    try {
      Files.writeString(temporary.resolve(NETWORK), network.toJson());
      Weights.write(weights, temporary.resolve(WEIGHTS));
      Files.writeString(temporary.resolve(CARD), card);
      StringBuilder sums = new StringBuilder();
      for (String name : SUMMED) {
        sums.append(sumLine(temporary.resolve(name)));
      }
      Files.writeString(temporary.resolve(SUMS), sums);
      for (String name : List.of(NETWORK, WEIGHTS, CARD, SUMS)) {
        sync(temporary.resolve(name));
      }
      syncFolder(temporary);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      syncFolder(parent);
    } catch (IOException | RuntimeException e) {
      delete(temporary);
      throw e;
    }
    return open(folder);
  }

  @Override
  public ModelId id() {
    return id;
  }

  /** Returns the folder. */
  public Path folder() {
    return folder;
  }

  /** Returns what decides this model's vectors, beside the weights. */
  public Network network() {
    return network;
  }

  /** Returns the file of weights, backbone and heads: public for training, which starts there. */
  public Path weights() {
    return folder.resolve(WEIGHTS);
  }

  @Override
  public void copyTo(Path destination) throws IOException {
    Files.createDirectories(destination);
    for (String name : List.of(NETWORK, WEIGHTS, CARD, SUMS)) { // the sums last: they make it whole
      Path source = folder.resolve(name);
      if (Files.exists(source)) {
        copy(source, destination.resolve(name));
      }
    }
    syncFolder(destination);
  }

  /**
   * Copies what is in {@code source}, not its permissions: it may be read-only, the copy is ours.
   */
  private static void copy(Path source, Path copy) throws IOException {
    Files.deleteIfExists(copy);
    try (InputStream in = Files.newInputStream(source)) {
      Files.copy(in, copy);
    }
    sync(copy);
  }

  @Override
  public Encoder load() throws IOException {
    return PanEncoder.load(this);
  }

  /** Returns the SHA-256 of {@code file}, 64 hex digits. */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns a line of {@code SHA256SUMS}, as sha256sum writes and checks it. */
  private static String sumLine(Path file) throws IOException {
    return sha256(file) + "  " + file.getFileName() + "\n";
  }

  /** Returns a digest to be fed. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Makes names last that were put into {@code folder}; Windows opens no folders, nor needs to. */
  private static void syncFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) { // files before folders
        Files.delete(path);
      }
    }
  }
}
