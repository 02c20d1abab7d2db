package io.panoptes.search.recognition;

import static io.panoptes.search.catalogue.TestCatalogue.number;
import static io.panoptes.search.catalogue.TestCatalogue.object;
import static io.panoptes.search.catalogue.TestCatalogue.text;
import static io.panoptes.search.catalogue.TestCatalogue.with;
import static io.panoptes.search.recognition.RecogniserTest.categoryOf;
import static io.panoptes.search.recognition.RecogniserTest.objectOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.command.UsageException;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.TestCatalogue;
import io.panoptes.search.query.Filter;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilterTest {
  @TempDir Path folder;
  private TestCatalogue catalogue;

  @BeforeEach
  void write() throws IOException {
    catalogue =
        TestCatalogue.in(
            folder,
            with(object("a", "mug", 2), Map.of("colour", text("red"), "price", number(10.0))),
            with(object("b", "mug", 2), Map.of("colour", text("blue"), "price", number(50.0))),
            with(
                object("c", "cup", 2),
                Map.of("colour", text("red", "green"), "price", number(9.5, 70.0))),
            with(object("d", null, 2), Map.of("size", text("10"))),
            with(object("e", "mug", 2), Map.of("size", number(10.0))));
  }

  @Test
  void value_meansObjectsThatHaveIt() throws IOException {
    assertThat(found("colour=red")).containsExactly("a", "c");
    assertThat(found("colour=green")).containsExactly("c");
    assertThat(found("colour=yellow")).isEmpty();
    assertThat(found("colour=Red")).isEmpty();
  }

  @Test
  void values_meanEither() throws IOException {
    assertThat(found("colour=blue,green")).containsExactly("b", "c");
  }

  @Test
  void category_isAFilterToo() throws IOException {
    assertThat(found("category=mug")).containsExactly("a", "b", "e");
    assertThat(found("category=mug,cup")).containsExactly("a", "b", "c", "e");
  }

  @Test
  void range_includesBothEnds_andMayBeOpen() throws IOException {
    assertThat(found("price=10..50")).containsExactly("a", "b");
    assertThat(found("price=10.5..")).containsExactly("b", "c");
    assertThat(found("price=..9.5")).containsExactly("c");
    assertThat(found("price=-1e3..9,50")).containsExactly("b");
  }

  @Test
  void number_meansExactlyIt() throws IOException {
    assertThat(found("price=10")).containsExactly("a");
    assertThat(found("price=10.0")).containsExactly("a");
  }

  @Test
  void attribute_thatIsTextHereAndANumberThere_isEither() throws IOException {
    assertThat(found("size=10")).containsExactly("d", "e");
    assertThat(found("size=9..11")).containsExactly("e");
    assertThat(found("size=large")).isEmpty();
  }

  @Test
  void severalFilters_mustAllHold() throws IOException {
    assertThat(found("colour=red", "category=cup")).containsExactly("c");
    assertThat(found("colour=blue", "category=cup")).isEmpty();
  }

  @Test
  void filter_appliesToTheVoteToo() throws IOException {
    Recognition answer = recognise("category=cup");
    assertThat(categoryOf(answer).candidates())
        .extracting(Recognition.CategoryCandidate::label)
        .containsExactly("cup");
  }

  @Test
  void range_onText_failsByName() {
    assertFails("colour is text and has no ranges, got 1..2", "colour=1..2");
    assertFails("category is text and has no ranges, got ..2", "category=..2");
  }

  @Test
  void word_onANumber_failsByName() {
    assertFails("price is a number, got cheap", "price=cheap");
  }

  @Test
  void unknownAttribute_failsByNameAndListsThoseThereAre() {
    assertFails(
        "no object has the attribute weight to filter by; there are: category, colour, price, size",
        "weight=1");
  }

  @Test
  void moreValuesThanAQueryTakes_areRefusedByName() throws IOException {
    assertThat(found("colour=" + "x,".repeat(498) + "red", "category=mug")).containsExactly("a");
    assertFails(
        "filters must name at most 500 values together, got 501",
        "colour=" + "x,".repeat(500) + "red");
  }

  @Test
  void text_thatIsNoFilter_isRefused() {
    for (String text : List.of("", "colour", "=red", " =red")) {
      assertThatThrownBy(() -> Filter.parse(text))
          .isInstanceOf(UsageException.class)
          .hasMessage("a filter must be NAME=VALUE, got " + text);
    }
    for (String text : List.of("colour=", "colour=red,", "colour=,red")) {
      assertThatThrownBy(() -> Filter.parse(text))
          .isInstanceOf(UsageException.class)
          .hasMessage("a filter must not have an empty value, got " + text);
    }
    assertThatThrownBy(() -> Filter.parse("price=50..10"))
        .isInstanceOf(UsageException.class)
        .hasMessage("a range must go from the lesser to the greater, got 50..10");
  }

  @Test
  void text_isInNfc() {
    assertThat(Filter.parse("gro\u0308sse=scho\u0308n"))
        .isEqualTo(Filter.parse("gr\u00f6sse=sch\u00f6n"));
  }

  @Test
  void dots_withoutNumbers_areAWord() {
    assertThat(Filter.parse("story=once..twice").alternatives())
        .containsExactly(new Filter.Value("once..twice"));
    assertThat(Filter.parse("story=..").alternatives()).containsExactly(new Filter.Value(".."));
  }

  private void assertFails(String message, String filter) {
    assertThatThrownBy(() -> recognise(filter))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  private List<String> found(String... filters) throws IOException {
    Recognition answer = recognise(filters);
    return objectOf(answer).candidates().stream().map(ObjectCandidate::id).sorted().toList();
  }

  private Recognition recognise(String... filters) throws IOException {
    try (Catalogue read = catalogue.open()) {
      return new Recogniser(read)
          .recognise(
              List.of(object("q", "mug", 1).photos().getFirst().view()),
              RecognitionOptions.DEFAULT.withFilters(
                  Arrays.stream(filters).map(Filter::parse).toList()));
    }
  }
}
