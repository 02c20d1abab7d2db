package io.panoptes.encoder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.panoptes.encoder.network.Backbone.Normalization;
import io.panoptes.encoder.network.Fusion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code network.json} says: all that decides a vector, beside the weights.
 *
 * <p>Format 1 has one backbone, whose preprocessing stands beside it and knows no mirror image.
 * Format 2 has a list of backbones, each with its preprocessing. A network that format 1 can
 * describe is written in it: programs that know no other read it, and equal models keep equal ids.
 *
 * @param backbones in the order of their features; at least one, none twice
 * @param category the category space
 * @param object the object space
 */
public record Network(List<Pretrained> backbones, Space category, Space object) {
  private static final int ONE_BACKBONE = 1;
  private static final int BACKBONES = 2;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A space: its dimension, and how the views of a set become one vector. */
  public record Space(int dimension, Fusion fusion) {
    public Space {
      if (dimension <= 0) {
        throw new IllegalArgumentException("dimension must be positive, got " + dimension);
      }
    }
  }

  public Network {
    backbones = List.copyOf(backbones);
    long names = backbones.stream().map(Pretrained::name).distinct().count();
    if (backbones.isEmpty() || names < backbones.size()) {
      throw new IllegalArgumentException(
          "backbones must be one or several different ones, got "
              + backbones.stream().map(Pretrained::name).toList());
    }
  }

  /** Returns this as JSON, indented, ending in a line feed; equal networks give equal bytes. */
  String toJson() {
    ObjectNode root = JSON.createObjectNode();
    Pretrained first = backbones.getFirst();
    if (backbones.size() == 1 && !first.preprocessing().mirrored()) {
      root.put("format", ONE_BACKBONE);
      put(root.putObject("backbone"), first);
      put(root.putObject("preprocessing"), first.preprocessing());
    } else {
      root.put("format", BACKBONES);
      ArrayNode list = root.putArray("backbones");
      for (Pretrained backbone : backbones) {
        ObjectNode node = list.addObject();
        put(node, backbone);
        ObjectNode preprocessing = node.putObject("preprocessing");
        put(preprocessing, backbone.preprocessing());
        preprocessing.put("mirror", backbone.preprocessing().mirrored());
      }
    }
    put(root.putObject("category"), category);
    put(root.putObject("object"), object);
    return root.toPrettyString() + "\n";
  }

  private static void put(ObjectNode node, Pretrained backbone) {
    node.put("name", backbone.name()).put("sha256", backbone.sha256());
  }

  private static void put(ObjectNode node, Preprocessing preprocessing) {
    Normalization n = preprocessing.normalization();
    node.put("resize", Preprocessing.RESIZE).put("side", preprocessing.side());
    node.putArray("mean").add(n.redMean()).add(n.greenMean()).add(n.blueMean());
    node.putArray("deviation").add(n.redDeviation()).add(n.greenDeviation()).add(n.blueDeviation());
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
      return new Network(
          backbones(root, file), space(root.required("category")), space(root.required("object")));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new InvalidModelException(file + " does not describe a network: " + e.getMessage());
    }
  }

  private static List<Pretrained> backbones(JsonNode root, Path file) throws InvalidModelException {
    int format = integer(root, "format");
    return switch (format) {
      case ONE_BACKBONE -> {
        JsonNode node = root.required("backbone");
        Preprocessing preprocessing = preprocessing(root.required("preprocessing"), false);
        yield List.of(new Pretrained(text(node, "name"), text(node, "sha256"), preprocessing));
      }
      case BACKBONES -> {
        List<Pretrained> backbones = new ArrayList<>();
        for (JsonNode node : root.required("backbones")) {
          JsonNode pre = node.required("preprocessing");
          Preprocessing preprocessing = preprocessing(pre, truth(pre, "mirror"));
          backbones.add(new Pretrained(text(node, "name"), text(node, "sha256"), preprocessing));
        }
        yield backbones;
      }
      default ->
          throw new InvalidModelException(
              file
                  + " is of format "
                  + format
                  + ", this program reads formats "
                  + ONE_BACKBONE
                  + " and "
                  + BACKBONES);
    };
  }

  private static Preprocessing preprocessing(JsonNode node, boolean mirrored) {
    String resize = text(node, "resize");
    if (!resize.equals(Preprocessing.RESIZE)) {
      throw new IllegalArgumentException(
          "resize must be " + Preprocessing.RESIZE + ", got " + resize);
    }
    JsonNode mean = node.required("mean");
    JsonNode deviation = node.required("deviation");
    return new Preprocessing(
        integer(node, "side"),
        new Normalization(
            number(mean, 0),
            number(mean, 1),
            number(mean, 2),
            number(deviation, 0),
            number(deviation, 1),
            number(deviation, 2)),
        mirrored);
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

  private static boolean truth(JsonNode node, String key) {
    JsonNode value = node.required(key);
    if (!value.isBoolean()) {
      throw new IllegalArgumentException(key + " must be true or false, got " + value);
    }
    return value.booleanValue();
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
