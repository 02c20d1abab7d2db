package io.panoptes.indexer.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.command.UsageException;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectPatchTest {
  private static final ObjectEntry MUG =
      new ObjectEntry(
          "mug/17",
          "mug",
          new TreeMap<>(Map.of("colour", text("red"), "price", number(9))),
          "/photos",
          List.of(new PhotoEntry("aa", "1.jpg", "/photos/1.jpg", 1, Instant.EPOCH, null, null)));

  private static Attribute text(String... values) {
    return new Attribute.Text(List.of(values));
  }

  private static Attribute number(double value) {
    return new Attribute.Number(List.of(value));
  }

  private static ObjectEntry patched(String json) {
    return ObjectPatch.parse(json.getBytes(StandardCharsets.UTF_8)).of(MUG);
  }

  @Test
  void whatAPatchDoesNotName_stays() {
    assertThat(patched("{}")).isEqualTo(MUG);
    assertThat(patched("{\"attributes\":{}}")).isEqualTo(MUG);
  }

  @Test
  void category_isSet_orTakenAway() {
    assertThat(patched("{\"category\":\"cu\u0308p\"}").category()).isEqualTo("c\u00fcp");
    assertThat(patched("{\"category\":null}").category()).isNull();
    assertThat(patched("{\"category\":\" \"}").category()).isNull();
    assertThat(patched("{\"category\":\"cup\"}").attributes()).isEqualTo(MUG.attributes());
  }

  @Test
  void attributes_areSet_changed_andTakenAway_oneByOne() {
    assertThat(
            patched(
                    "{\"attributes\":{\"colour\":null,\"price\":[1,2.5],\"size\":[\"s\",\"m\"],"
                        + "\"code\":\"007\",\"weight:number\":\"3\",\"new\":true}}")
                .attributes())
        .isEqualTo(
            Map.of(
                "price", new Attribute.Number(List.of(1.0, 2.5)),
                "size", text("s", "m"),
                "code", text("007"),
                "weight", number(3),
                "new", text("true")));
    assertThat(patched("{\"attributes\":{\"colour\":[]}}").attributes()).containsOnlyKeys("price");
  }

  @Test
  void allAttributes_areTakenAwayTogether() {
    assertThat(patched("{\"attributes\":null}").attributes()).isEmpty();
    assertThat(patched("{\"attributes\":null,\"group\":\"g\"}").attributes())
        .isEqualTo(Map.of("group", text("g")));
  }

  @Test
  void group_isTheAttributeOfThatName() {
    assertThat(patched("{\"group\":\"g1\"}").attributes()).containsEntry("group", text("g1"));
    assertThat(patched("{\"group\":null}")).isEqualTo(MUG);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{} {}",
        "{\"category\":1}",
        "{\"category\":{}}",
        "{\"category\":\"a\",\"category\":\"b\"}",
        "{\"attributes\":[]}",
        "{\"attributes\":\"red\"}",
        "{\"attributes\":{\"a\":{\"b\":1}}}",
        "{\"attributes\":{\"a\":[[1]]}}",
        "{\"attributes\":{\"a\":1e999}}",
        "{\"attributes\":{\"a:number\":\"many\"}}",
        "{\"attributes\":{\"\":1}}",
        "{\"attributes\":{\"a\\u0000\":1}}",
        "{\"attributes\":{\"a\\ud800\":1}}",
        "{\"attributes\":{\"a\":\"\\ud800\"}}"
      })
  void whatIsNoPatch_isRefused(String json) {
    assertThatThrownBy(() -> patched(json)).isInstanceOf(UsageException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'photos':[]}|a patch has category, group and attributes, got photos",
        "{'attributes':{'box':'1'}}|an attribute cannot be called box: tables have photos by that name",
        "{'attributes':{'category':'1'}}|an attribute cannot be called category: that is beside them",
        "{'attributes':{'a:number':'b'}}|not-a-number: a=b",
        "{'attributes':{'category:number':1}}|a category must be text, got category:number",
        "{'attributes':{'a':'x','a:number':3}}|an attribute must be named once, got a twice",
        "{'attributes':{'a':null,' a':3}}|an attribute must be named once, got a twice",
        "{'group':'g','attributes':{'group':'h'}}|an attribute must be named once, got group twice"
      },
      quoteCharacter = '"')
  void theMessageNamesWhatIsWrong(String json, String message) {
    assertThatThrownBy(() -> patched(json.replace('\'', '"')))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  @Test
  void arbitraryBytes_areRefusedByNameAlone() {
    byte[] notUtf8 = {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'};
    assertThatThrownBy(() -> ObjectPatch.parse(notUtf8)).isInstanceOf(UsageException.class);
    byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> ObjectPatch.parse(deep)).isInstanceOf(UsageException.class);
    String nested = "{\"attributes\":{\"a\":" + "[".repeat(100_000);
    assertThatThrownBy(() -> patched(nested)).isInstanceOf(UsageException.class);
  }
}
