package io.panoptes.indexer.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.command.UsageException;
import io.panoptes.search.entry.Attribute;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectFieldsTest {
  @Test
  void aFormSaysWhatATableWould() {
    ObjectFields fields =
        ObjectFields.parse(
            Map.of(
                "category", List.of(" mug "),
                "colour", List.of("red", "da\u0308rk", " "),
                "price:number", List.of("9", "25.5"),
                "code", List.of("007|008"),
                "group", List.of("g"),
                "empty", List.of("")));
    assertThat(fields.category()).isEqualTo("mug");
    assertThat(fields.attributes())
        .isEqualTo(
            Map.of(
                "colour", new Attribute.Text(List.of("red", "d\u00e4rk")),
                "price", new Attribute.Number(List.of(9.0, 25.5)),
                "code", new Attribute.Text(List.of("007|008")),
                "group", new Attribute.Text(List.of("g"))));
  }

  @Test
  void anEmptyForm_saysNothing() {
    assertThat(ObjectFields.parse(Map.of())).isEqualTo(ObjectFields.NONE);
    assertThat(ObjectFields.parse(Map.of("category", List.of(""))).category()).isNull();
  }

  @Test
  void whatCannotBeUsed_isRefusedByName() {
    requireRefused("price:number", List.of("cheap"), "not-a-number: price=cheap");
    requireRefused("price:number", List.of("NaN"), "not-a-number: price=NaN");
    requireRefused("category:number", List.of("1"), "a category must be text, got category:number");
    requireRefused("category", List.of("a", "b"), "an object has one category, got 2");
    requireRefused("category", List.of("a\nb"), "a category must not have control characters");
    requireRefused(
        "object_id",
        List.of("a"),
        "an attribute cannot be called object_id: tables have photos by that name");
    requireRefused(" :number", List.of("1"), "an attribute's name must not be blank");
    requireRefused("a\u0007", List.of("1"), "an attribute's name must not have control characters");
    requireRefused(
        "a", List.of("x".repeat(40_000)), "value-too-long: a=" + "x".repeat(40) + "\u2026");
    assertThatThrownBy(() ->
            ObjectFields.parse(
                new TreeMap<>(Map.of("size", List.of("s"), "size:number", List.of("1")))))
        .isInstanceOf(UsageException.class)
        .hasMessage("an attribute must be text or numbers, got both: size");
  }

  private static void requireRefused(String name, List<String> values, String message) {
    assertThatThrownBy(() -> ObjectFields.parse(Map.of(name, values)))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"12d", "12f", "0x1p3", "NaN", "Infinity", "-Infinity", "1e999", "1.", "1,5"})
  void aNumberIsWhatAFilterTakesForOne(String text) {
    requireRefused("price:number", List.of(text), "not-a-number: price=" + text);
  }

  @Test
  void aNumberHasASign_aPoint_andAnExponent() {
    assertThat(
            ObjectFields.parse(Map.of("n:number", List.of("-1", "+2.5", ".5", "1.0E10", "2e-3")))
                .attributes())
        .isEqualTo(Map.of("n", new Attribute.Number(List.of(-1.0, 2.5, 0.5, 1e10, 0.002))));
  }
}
