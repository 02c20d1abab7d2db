package io.panoptes.encoder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.panoptes.encoder.network.Backbone.Normalization;
import io.panoptes.encoder.network.Depth;
import io.panoptes.encoder.network.Fusion;
import io.panoptes.encoder.photo.Frame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What {@code network.json} says: all that decides a vector, beside the weights.
 *
 * <p>Format 1 has one backbone that looks once, at the whole photo, and is read at its head. Format
 * 2 has a list of backbones, each with a list of looks. A network that format 1 can describe is
 * written in it: programs that know no other read it, and equal models keep equal ids.
 *
 * @param backbones in the order of their features; at least one, none twice
 * @param category the category space
 * @param object the object space
 */
public record Network(List<Pretrained> backbones, Space category, Space object) {
  private static final int ONE_LOOK = 1;
  private static final int LOOKS = 2;

  /** The one way of resizing there is. */
  private static final String RESIZE = "triangle-antialiased";

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
    backbones = Pretrained.sideBySide(backbones);
  }

  /** Returns this as JSON, indented, ending in a line feed; equal networks give equal bytes. */
  String toJson() {
    ObjectNode root = JSON.createObjectNode();
    Pretrained first = backbones.getFirst();
    int side = first.looks().getFirst().frame().side();
    if (backbones.size() == 1 && first.looks().equals(List.of(Look.plain(side)))) {
      root.put("format", ONE_LOOK);
      putName(root.putObject("backbone"), first);
      ObjectNode preprocessing = root.putObject("preprocessing");
      preprocessing.put("resize", RESIZE).put("side", side);
      put(preprocessing, first.normalization());
    } else {
      root.put("format", LOOKS);
      put(root.putArray("backbones"), backbones);
    }
    put(root.putObject("category"), category);
    put(root.putObject("object"), object);
    return root.toPrettyString() + "\n";
  }

  /** Returns what {@link #toJson} says of backbones in format 2: all that decides what they see. */
  static String describe(List<Pretrained> backbones) {
    ArrayNode list = JSON.createArrayNode();
    put(list, backbones);
    return list.toString();
  }

  private static void put(ArrayNode list, List<Pretrained> backbones) {
    for (Pretrained backbone : backbones) {
      ObjectNode node = list.addObject();
      putName(node, backbone);
      node.put("resize", RESIZE);
      put(node, backbone.normalization());
      ArrayNode looks = node.putArray("looks");
      for (Look look : backbone.looks()) {
        ObjectNode one = looks.addObject();
        one.put("share", look.frame().share()).put("side", look.frame().side());
        one.put("mirror", look.mirrored());
        ArrayNode features = one.putArray("features");
        look.depths().forEach(depth -> features.add(depth.toString()));
      }
    }
  }

  private static void putName(ObjectNode node, Pretrained backbone) {
    node.put("name", backbone.name()).put("sha256", backbone.sha256());
  }

  private static void put(ObjectNode node, Normalization n) {
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
      case ONE_LOOK -> {
        JsonNode node = root.required("preprocessing");
        List<Look> looks = List.of(Look.plain(integer(node, "side")));
        yield List.of(pretrained(root.required("backbone"), normalization(node), looks));
      }
      case LOOKS -> {
        List<Pretrained> backbones = new ArrayList<>();
        for (JsonNode node : list(root, "backbones")) {
          List<Look> looks = new ArrayList<>();
          for (JsonNode look : list(node, "looks")) {
            looks.add(look(look));
          }
          backbones.add(pretrained(node, normalization(node), looks));
        }
        yield backbones;
      }
      default ->
          throw new InvalidModelException(
              file
                  + " is of format "
                  + format
                  + ", this program reads formats "
                  + ONE_LOOK
                  + " and "
                  + LOOKS);
    };
  }

  private static Pretrained pretrained(
      JsonNode node, Normalization normalization, List<Look> looks) {
    return new Pretrained(text(node, "name"), text(node, "sha256"), normalization, looks);
  }

  private static Look look(JsonNode node) {
    List<Depth> depths = new ArrayList<>();
    for (JsonNode depth : list(node, "features")) {
      depths.add(Depth.parse(depth.asText()));
    }
    Frame frame = new Frame(number(node.required("share"), "share"), integer(node, "side"));
    return new Look(frame, truth(node, "mirror"), depths);
  }

  private static Normalization normalization(JsonNode node) {
    String resize = text(node, "resize");
    if (!resize.equals(RESIZE)) {
      throw new IllegalArgumentException("resize must be " + RESIZE + ", got " + resize);
    }
    JsonNode mean = node.required("mean");
    JsonNode deviation = node.required("deviation");
    return new Normalization(
        channel(mean, 0),
        channel(mean, 1),
        channel(mean, 2),
        channel(deviation, 0),
        channel(deviation, 1),
        channel(deviation, 2));
  }

  private static JsonNode list(JsonNode node, String key) {
    JsonNode value = node.required(key);
    if (!value.isArray()) {
      throw new IllegalArgumentException(key + " must be a list, got " + value);
    }
    return value;
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

  private static float channel(JsonNode array, int index) {
    return (float) number(array.required(index), "a channel");
  }

  private static double number(JsonNode value, String name) {
    if (!value.isNumber()) {
      throw new IllegalArgumentException(name + " must be a number, got " + value);
    }
    return value.doubleValue();
  }

  private static Space space(JsonNode node) {
    return new Space(
        integer(node, "dimension"), Fusion.valueOf(text(node, "fusion").toUpperCase(Locale.ROOT)));
  }
}
