package io.panoptes.indexer.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.indexer.failure.Failures;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.entry.ObjectEntry;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of what is noted of an object; its photos stay.
 *
 * @param setsCategory whether the category is to be {@code category}; else it stays
 * @param category null for none
 * @param withoutOthers whether attributes go that {@code attributes} does not name
 * @param attributes what each is to be, empty if it is to go
 */
public record ObjectPatch(
    boolean setsCategory,
    @Nullable String category,
    boolean withoutOthers,
    Map<String, Optional<Attribute>> attributes) {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final String GROUP = "group";
  private static final String ATTRIBUTES = "attributes";

  public ObjectPatch {
    attributes = Map.copyOf(attributes);
  }

  /**
   * Returns the patch that {@code json} is, a merge patch (RFC 7396) of {@code {category, group,
   * attributes}}; {@code group} is the attribute of that name.
   *
   * @throws UsageException if it is not JSON, or anything in it cannot be used
   */
  public static ObjectPatch parse(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      return new Reading(parser).patch();
    } catch (JsonProcessingException e) {
      throw new UsageException("a patch must be JSON: " + Failures.oneLine(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UsageException("a patch must be JSON: " + Failures.reason(e));
    }
  }

  /** Returns {@code entry} with the changes. */
  public ObjectEntry of(ObjectEntry entry) {
    SortedMap<String, Attribute> changed =
        withoutOthers ? new TreeMap<>() : new TreeMap<>(entry.attributes());
    attributes.forEach((name, attribute) ->
        attribute.ifPresentOrElse(value -> changed.put(name, value), () -> changed.remove(name)));
    return new ObjectEntry(
        entry.id(),
        setsCategory ? category : entry.category(),
        changed,
        entry.source(),
        entry.photos());
  }

  /** One reading of a patch, by one thread. */
  private static final class Reading {
    private final JsonParser json;
    private final Map<String, Optional<Attribute>> attributes = new HashMap<>();
    private boolean setsCategory;
    private @Nullable String category;
    private boolean withoutOthers;

    Reading(JsonParser json) {
      this.json = json;
    }

    ObjectPatch patch() throws IOException {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new UsageException("a patch must be a JSON object, {…}");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        switch (name) {
          case Column.CATEGORY -> {
            setsCategory = true;
            category = category();
          }
          case GROUP -> addAttribute(GROUP);
          case ATTRIBUTES -> addAttributes();
          default ->
              throw new UsageException(
                  "a patch has category, group and attributes, got " + Cell.shortened(name));
        }
      }
      if (json.nextToken() != null) {
        throw new UsageException("a patch must be one JSON object, got more");
      }
      return new ObjectPatch(setsCategory, category, withoutOthers, attributes);
    }

    private @Nullable String category() throws IOException {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        return null;
      }
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw new UsageException("category must be text or null");
      }
      Map<String, List<String>> form = Map.of(Column.CATEGORY, List.of(json.getText()));
      return ObjectFields.parse(form).category();
    }

    private void addAttributes() throws IOException {
      if (json.currentToken() == JsonToken.VALUE_NULL) {
        withoutOthers = true;
        return;
      }
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw new UsageException("attributes must be a JSON object, {…}, or null");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        addAttribute(name);
      }
    }

    private void addAttribute(String name) throws IOException {
      Column column = ObjectFields.attribute(name);
      if (column.name().equals(Column.CATEGORY)) {
        throw new UsageException("an attribute cannot be called category: that is beside them");
      }
      if (attributes.containsKey(column.name())) {
        throw new UsageException(
            "an attribute must be named once, got " + column.name() + " twice");
      }
      try {
        Attribute attribute = JsonLines.cell(column, json).attribute();
        attributes.put(column.name(), Optional.ofNullable(attribute));
      } catch (UnusableException e) {
        throw new UsageException(e.reason());
      }
    }
  }
}
