package io.panoptes.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The document that describes the API: what it says of paths, and whether an answer is as it says.
 */
final class OpenApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(VersionFlag.V202012);

  private final JsonNode document;

  OpenApi() {
    try (InputStream input = OpenApi.class.getResourceAsStream("/io/panoptes/web/openapi.json")) {
      this.document = JSON.readTree(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns "GET /path" for each operation. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Iterator<String> names = path.getValue().fieldNames(); names.hasNext(); ) {
        String name = names.next();
        if (!name.equals("parameters")) {
          operations.add(name.toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return operations;
  }

  /**
   * Checks that an answer is one that the document promises.
   *
   * @throws AssertionError if it is not
   */
  void check(String method, String path, int status, String type, byte[] body) {
    for (Map.Entry<String, JsonNode> entry : document.get("paths").properties()) {
      JsonNode operation = entry.getValue().get(method.toLowerCase(Locale.ROOT));
      if (operation != null && matches(entry.getKey(), path)) {
        check(method + " " + path, operation, status, type, body);
      }
    }
  }

  private static boolean matches(String template, String path) {
    String pattern =
        Pattern.compile("\\{[^}]+}").matcher(Pattern.quote(template)).replaceAll("\\\\E[^/]+\\\\Q");
    return path.matches(pattern);
  }

  private void check(String what, JsonNode operation, int status, String type, byte[] body) {
    JsonNode response = resolved(operation.get("responses").get(Integer.toString(status)));
    if (response == null) {
      throw new AssertionError(what + " must not answer " + status + " by openapi.json");
    }
    JsonNode content = response.get("content");
    if (content == null) {
      return;
    }
    JsonNode media = content.get(type.split(";", 2)[0]);
    if (media == null) {
      throw new AssertionError(what + " must not answer " + type + " by openapi.json");
    }
    if (type.contains("json")) {
      validate(what, media.get("schema"), body);
    }
  }

  private JsonNode resolved(JsonNode node) {
    return node != null && node.has("$ref")
        ? document.at(node.get("$ref").asText().substring(1))
        : node;
  }

  private void validate(String what, JsonNode schema, byte[] body) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.get("components"));
    try {
      Set<ValidationMessage> wrong = SCHEMAS.getSchema(whole).validate(JSON.readTree(body));
      if (!wrong.isEmpty()) {
        throw new AssertionError(what + " answers what openapi.json does not promise: " + wrong);
      }
    } catch (IOException e) {
      throw new AssertionError(what + " answers no JSON", e);
    }
  }
}
