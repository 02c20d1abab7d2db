package io.panoptes.encoder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Backbone.Normalization;
import io.panoptes.encoder.network.Fusion;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What {@code network.json} says: all that decides a vector, beside the weights.
 *
 * @param backbone name of the backbone
 * @param backboneSha256 SHA-256 of the weights file that the backbone was taken from
 * @param category the category space
 * @param object the object space
 */
public record Network(
    String backbone,
    String backboneSha256,
    Preprocessing preprocessing,
    Space category,
    Space object) {
  /** The newest format of model folders that this program reads, and the one it writes. */
  static final int FORMAT = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A space: its dimension, and how the views of a set become one vector. */
  public record Space(int dimension, Fusion fusion) {
    public Space {
      if (dimension <= 0) {
        throw new IllegalArgumentException("dimension must be positive, got " + dimension);
      }
    }
  }

  /** Returns this as JSON, indented, ending in a line feed; equal networks give equal bytes. */
  String toJson() {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.putObject("backbone").put("name", backbone).put("sha256", backboneSha256);
    Normalization n = preprocessing.normalization();
    ObjectNode pre = root.putObject("preprocessing");
    pre.put("resize", Preprocessing.RESIZE).put("side", preprocessing.side());
    pre.putArray("mean").add(n.redMean()).add(n.greenMean()).add(n.blueMean());
    pre.putArray("deviation").add(n.redDeviation()).add(n.greenDeviation()).add(n.blueDeviation());
    put(root.putObject("category"), category);
    put(root.putObject("object"), object);
    return root.toPrettyString() + "\n";
  }

  private static void put(ObjectNode node, Space space) {
    node.put("dimension", space.dimension());
    node.put("fusion", space.fusion().name().toLowerCase(Locale.ROOT));
  }

  /**
   * Returns the network that {@code json} describes.
   *
   * @param file where it was read, for messages
   * @throws InvalidModelException if it is of a newer format or lacks something
   */
  static Network parse(String json, Path file) throws InvalidModelException {
    try {
      JsonNode root = JSON.readTree(json);
      int format = integer(root, "format");
      if (format != FORMAT) {
        throw new InvalidModelException(
            file + " is of format " + format + ", this program reads format " + FORMAT);
      }
      JsonNode pre = root.required("preprocessing");
      String resize = text(pre, "resize");
      if (!resize.equals(Preprocessing.RESIZE)) {
        throw new InvalidModelException(
            file + ": resize must be " + Preprocessing.RESIZE + ", got " + resize);
      }
      JsonNode mean = pre.required("mean");
      JsonNode deviation = pre.required("deviation");
      return new Network(
          backbone(root.required("backbone")),
          text(root.required("backbone"), "sha256"),
          new Preprocessing(
              integer(pre, "side"),
              new Normalization(
                  number(mean, 0),
                  number(mean, 1),
                  number(mean, 2),
                  number(deviation, 0),
                  number(deviation, 1),
                  number(deviation, 2))),
          space(root.required("category")),
          space(root.required("object")));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new InvalidModelException(file + " does not describe a network: " + e.getMessage());
    }
  }

  private static String backbone(JsonNode node) {
    String name = text(node, "name");
    if (!Backbone.NAMES.contains(name)) {
      throw new IllegalArgumentException(
          "the backbone must be one of " + String.join(", ", Backbone.NAMES) + ", got " + name);
    }
    return name;
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = node.required(key);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(key + " must be a text, got " + value);
    }
    return value.textValue();
  }

  private static int integer(JsonNode node, String key) {
    JsonNode value = node.required(key);
    if (!value.isInt()) {
      throw new IllegalArgumentException(key + " must be an integer, got " + value);
    }
    return value.intValue();
  }

  private static float number(JsonNode array, int index) {
    JsonNode value = array.required(index);
    if (!value.isNumber()) {
      throw new IllegalArgumentException("a channel must be a number, got " + value);
    }
    return value.floatValue();
  }

  private static Space space(JsonNode node) {
    return new Space(
        integer(node, "dimension"), Fusion.valueOf(text(node, "fusion").toUpperCase(Locale.ROOT)));
  }
}
