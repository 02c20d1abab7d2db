package io.panoptes.training.loop;

import ai.djl.Device;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.panoptes.encoder.Look;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.Pretrained;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.encoder.folder.PhotoFile;
import io.panoptes.encoder.folder.PhotoFolder;
import io.panoptes.encoder.network.Backbone.Normalization;
import io.panoptes.encoder.network.Depth;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a training is asked for.
 *
 * @param objects what to learn from
 * @param out the folder of the model, new; checkpoints and log go to {@link #workFolder} beside it
 * @param parameters with the dimensions of {@code start} where that is a model
 * @param device where it is computed
 * @param seed decides all that is random
 * @param resume whether to go on from the checkpoint of a run that was ended
 * @param saveEvery steps after which a checkpoint is written, beside that of each epoch's end
 * @param featureCache where features of frozen backbones are kept on disk, or null for nowhere
 */
public record TrainingRequest(
    List<PhotoFolder> objects,
    Path out,
    Method method,
    StartingPoint start,
    Hyperparameters parameters,
    Device device,
    long seed,
    boolean resume,
    long saveEvery,
    @Nullable Path featureCache) {

  public TrainingRequest {
    objects = List.copyOf(objects);
    if (saveEvery < 1) {
      throw new UsageException("--save-every must be at least 1 step, got " + saveEvery);
    }
    if (start instanceof StartingPoint.Model model) {
      parameters = withDimensionsOf(model.folder(), parameters, method);
    }
  }

  /** Returns {@code parameters} with the model's dimensions, unless others were asked for. */
  private static Hyperparameters withDimensionsOf(
      ModelFolder model, Hyperparameters parameters, Method method) {
    Hyperparameters unasked = Hyperparameters.DEFAULT;
    int object = model.network().object().dimension();
    int category = model.network().category().dimension();
    require("objectDimension", parameters.objectDimension(), unasked.objectDimension(), object);
    if (method == Method.PIRO_DE) {
      require(
          "categoryDimension",
          parameters.categoryDimension(),
          unasked.categoryDimension(),
          category);
    }
    return parameters.withDimensions(category, object);
  }

  private static void require(String name, int asked, int unasked, int models) {
    if (asked != models && asked != unasked) {
      throw new UsageException(
          name + " must be that of the model in --from, " + models + ", got " + asked);
    }
  }

  /** Returns the number of photos, also of those that cannot be read. */
  long photos() {
    return objects.stream().mapToLong(object -> object.photos().size()).sum();
  }

  /** Returns where checkpoints and log are: beside the model that is to come. */
  public Path workFolder() {
    return workFolder(out);
  }

  /** Returns where the checkpoints and the log of the model {@code out} are. */
  public static Path workFolder(Path out) {
    Path absolute = out.toAbsolutePath().normalize();
    return absolute.resolveSibling(absolute.getFileName() + ".training");
  }

  /** Returns all that decides what comes out: a run goes on only if it is the same. */
  ObjectNode configuration() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("method", method.option()).put("seed", seed);
    json.put("device", device.getDeviceType());
    json.put("start", start.describe());
    List<Pretrained> backbones = start.backbones();
    json.put("order", backbones.stream().map(Pretrained::name).collect(Collectors.joining("+")));
    ObjectNode each = json.putObject("backbones");
    backbones.forEach(backbone -> put(each.putObject(backbone.name()), backbone));
    json.putObject("photos")
        .put("objects", objects.size())
        .put("photos", photos())
        .put("listing", listing());
    json.set("hyperparameters", parameters.toJson());
    return json;
  }

  private static void put(ObjectNode json, Pretrained backbone) {
    Normalization n = backbone.normalization();
    json.put("sha256", backbone.sha256());
    ArrayNode looks = json.putArray("looks");
    for (Look look : backbone.looks()) {
      String depths = look.depths().stream().map(Depth::toString).collect(Collectors.joining("+"));
      looks.add(look.frame() + (look.mirrored() ? ", mirrored, " : ", ") + depths);
    }
    ArrayNode mean = json.putArray("mean");
    mean.add(n.redMean()).add(n.greenMean()).add(n.blueMean());
    ArrayNode deviation = json.putArray("deviation");
    deviation.add(n.redDeviation()).add(n.greenDeviation()).add(n.blueDeviation());
  }

  /** Returns a checksum of the photos' names and sizes. */
  private String listing() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (PhotoFolder object : objects) {
        for (PhotoFile photo : object.photos()) {
          String line = object.id() + "/" + photo.name() + " " + photo.bytes() + "\n";
          digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
