package io.panoptes.search.entry;

import static io.panoptes.search.catalogue.TestCatalogue.number;
import static io.panoptes.search.catalogue.TestCatalogue.object;
import static io.panoptes.search.catalogue.TestCatalogue.text;
import static io.panoptes.search.catalogue.TestCatalogue.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CatalogueObjectTest {
  @Test
  void id_blank_isRefused() {
    assertThatThrownBy(() -> object(" ", "mug", 1)).hasMessage("an object's id must not be blank");
  }

  @Test
  void id_tooLongForATerm_isRefusedWithItsLength() {
    assertThatThrownBy(() -> object("é".repeat(20_000), "mug", 1))
        .hasMessageContaining("an object's id must be at most 32766 bytes of UTF-8, got 40000: é");
  }

  @Test
  void category_blank_isRefused() {
    assertThatThrownBy(() -> object("mug/1", "", 1))
        .hasMessage("the category of object mug/1 must not be blank");
  }

  @Test
  void photos_none_isRefused() {
    assertThatThrownBy(() -> new ObjectEntry("mug/1", null, new TreeMap<>(), "/", List.of()))
        .hasMessage("an object must have at least one photo, mug/1 has none");
  }

  @Test
  void photos_oneTwice_isRefused() {
    CatalogueObject mug = object("mug/1", "mug", 1);
    PhotoEntry photo = mug.entry().photos().getFirst();
    assertThatThrownBy(
            () -> new ObjectEntry("mug/1", null, new TreeMap<>(), "/", List.of(photo, photo)))
        .hasMessage("an object must have a photo once, mug/1 has 0.jpg twice");
  }

  @Test
  void views_notOneForEachPhoto_areRefused() {
    CatalogueObject mug = object("mug/1", "mug", 2);
    assertThatThrownBy(
            () -> new CatalogueObject(mug.entry(), mug.views().subList(0, 1), mug.aggregate()))
        .hasMessage("an object must have a view for each photo, mug/1 has 1 for 2");
  }

  @Test
  void attribute_tooLongForATerm_isRefusedByName() {
    assertThatThrownBy(
            () -> with(object("mug/1", null, 1), Map.of("story", text("x".repeat(33_000)))))
        .hasMessageContaining("the attribute story must be at most");
  }

  @Test
  void attribute_withoutValuesOrNotFinite_isRefused() {
    assertThatThrownBy(() -> text()).hasMessageContaining("at least one value");
    assertThatThrownBy(() -> number(1.0, Double.NaN)).hasMessageContaining("finite, got NaN");
  }

  @Test
  void attribute_asJson_isAScalarOrAnArray() throws IOException {
    assertThat(json(text("red"))).isEqualTo("\"red\"");
    assertThat(json(text("red", "blue"))).isEqualTo("[\"red\",\"blue\"]");
    assertThat(json(number(12.5))).isEqualTo("12.5");
    assertThat(json(number(3.0, 1e300))).isEqualTo("[3,1.0E300]");
  }

  private static String json(Attribute attribute) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      attribute.writeTo(json);
    }
    return text.toString();
  }
}
