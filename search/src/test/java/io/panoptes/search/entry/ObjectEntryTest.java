package io.panoptes.search.entry;

import static io.panoptes.search.catalogue.TestCatalogue.number;
import static io.panoptes.search.catalogue.TestCatalogue.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.panoptes.encoder.photo.Box;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ObjectEntryTest {
  private static final PhotoEntry FRONT = photo("aa", "front.jpg", null, null);
  private static final PhotoEntry BACK = photo("bb", "back.jpg", null, null);

  private static PhotoEntry photo(
      String id, String name, @Nullable Box box, @Nullable String session) {
    return new PhotoEntry(id, name, "/photos/" + name, 7, Instant.EPOCH, box, session);
  }

  private static ObjectEntry entry(
      String id,
      @Nullable String category,
      Map<String, Attribute> attributes,
      List<PhotoEntry> photos) {
    return new ObjectEntry(id, category, new TreeMap<>(attributes), "/photos", photos);
  }

  @Test
  void theTagTellsEveryContentFromEveryOther() {
    List<ObjectEntry> different = new ArrayList<>();
    List<PhotoEntry> front = List.of(FRONT);
    different.add(entry("a", "b", Map.of(), front));
    different.add(entry("ab", null, Map.of(), front));
    different.add(entry("a", null, Map.of(), front));
    different.add(entry("a", null, Map.of("c", text("1")), front));
    different.add(entry("a", null, Map.of("c", number(1.0)), front));
    different.add(entry("a", null, Map.of("c", text("1", "2")), front));
    different.add(entry("a", null, Map.of("c", text("2", "1")), front));
    different.add(entry("a", null, Map.of("c", text("12")), front));
    different.add(entry("a", null, Map.of("c", text("1"), "d", text("2")), front));
    different.add(entry("a", null, Map.of(), List.of(FRONT, BACK)));
    different.add(entry("a", null, Map.of(), List.of(BACK, FRONT)));
    different.add(entry("a", null, Map.of(), List.of(photo("aa", "other.jpg", null, null))));
    different.add(
        entry("a", null, Map.of(), List.of(photo("aa", "front.jpg", new Box(0, 0, 1, 0.5), null))));
    different.add(entry("a", null, Map.of(), List.of(photo("aa", "front.jpg", null, "monday"))));
    assertThat(different).extracting(ObjectEntry::tag).doesNotHaveDuplicates();
    assertThat(different.getFirst().tag()).matches("[0-9a-f]{32}");
  }

  @Test
  void theTagStaysWhereTheContentDoes() {
    ObjectEntry entry = entry("mug/17", "mug", Map.of("colour", text("red")), List.of(FRONT));
    PhotoEntry elsewhere =
        new PhotoEntry(FRONT.id(), FRONT.name(), "/moved", 9, Instant.ofEpochSecond(1), null, null);
    ObjectEntry moved =
        new ObjectEntry("mug/17", "mug", entry.attributes(), "/moved", List.of(elsewhere));
    assertThat(moved.tag()).isEqualTo(entry.tag());
    assertThat(entry.tag())
        .isEqualTo("057dcb2f19ce7694f7c9afaff132203b"); // clients keep tags over restarts
  }

  @Test
  void jsonHasWhatTheInterfaceSays() throws IOException {
    ObjectEntry entry =
        entry(
            "mug/17",
            null,
            Map.of("sizes", text("s", "m"), "price", number(25.0)),
            List.of(FRONT, BACK));
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      ObjectJson.write(json, entry);
    }
    String members =
        "\"id\":\"mug/17\",\"category\":null,\"photos\":2,"
            + "\"attributes\":{\"price\":25,\"sizes\":[\"s\",\"m\"]}";
    assertThat(text)
        .hasToString(
            "{"
                + members
                + ",\"photo_ids\":[\"aa\",\"bb\"],\"photo_names\":[\"front.jpg\",\"back.jpg\"]}");
    StringWriter shortText = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(shortText)) {
      ObjectJson.writeShort(json, entry);
    }
    assertThat(shortText).hasToString("{" + members + "}");
  }
}
