package io.panoptes.indexer.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.panoptes.indexer.failure.IndexerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object that anybody may have written: one that is missing or of another
 * kind is refused by name and place.
 *
 * @param where what has these members, for messages
 */
record Members(JsonNode object, String where) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Reads the JSON object {@code text}. */
  static Members parse(byte[] text, String where) throws IOException {
    try {
      JsonNode object = JSON.readTree(text);
      if (!object.isObject()) {
        throw new IndexerException(where + " must be a JSON object");
      }
      return new Members(object, where);
    } catch (JsonProcessingException e) {
      throw new IndexerException(where + " must be JSON, but: " + e.getOriginalMessage(), e);
    }
  }

  String text(String name) throws IndexerException {
    return get(name, JsonNode::isTextual, "a text").textValue();
  }

  @Nullable String textOrNull(String name) throws IndexerException {
    return get(name, node -> node.isTextual() || node.isNull(), "a text or null").textValue();
  }

  long integer(String name) throws IndexerException {
    return get(
            name,
            node -> node.isIntegralNumber() && node.canConvertToLong(),
            "an integer of 64 bits")
        .longValue();
  }

  double number(String name) throws IndexerException {
    return get(name, JsonNode::isNumber, "a number").doubleValue();
  }

  Members object(String name) throws IndexerException {
    return new Members(get(name, JsonNode::isObject, "a JSON object"), where + ", " + name);
  }

  /** Returns the objects in the array {@code name}. */
  List<Members> objects(String name) throws IndexerException {
    List<Members> objects = new ArrayList<>();
    for (JsonNode node : array(name, JsonNode::isObject, "JSON objects")) {
      objects.add(new Members(node, where + ", " + name + "[" + objects.size() + "]"));
    }
    return objects;
  }

  List<String> texts(String name) throws IndexerException {
    List<String> texts = new ArrayList<>();
    for (JsonNode node : array(name, JsonNode::isTextual, "texts")) {
      texts.add(node.textValue());
    }
    return texts;
  }

  List<Double> numbers(String name) throws IndexerException {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode node : array(name, JsonNode::isNumber, "numbers")) {
      numbers.add(node.doubleValue());
    }
    return numbers;
  }

  /** Returns the names of all members. */
  List<String> names() {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  private JsonNode array(String name, Predicate<JsonNode> kind, String what)
      throws IndexerException {
    JsonNode array = get(name, JsonNode::isArray, "an array of " + what);
    for (JsonNode node : array) {
      if (!kind.test(node)) {
        throw new IndexerException(
            where + ": " + name + " must be an array of " + what + ", got " + shown(node));
      }
    }
    return array;
  }

  private JsonNode get(String name, Predicate<JsonNode> kind, String what) throws IndexerException {
    JsonNode node = object.path(name);
    if (node.isMissingNode()) {
      throw new IndexerException(where + " lacks " + name);
    }
    if (!kind.test(node)) {
      throw new IndexerException(where + ": " + name + " must be " + what + ", got " + shown(node));
    }
    return node;
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }
}
