package io.panoptes.search.catalogue;

import static io.panoptes.search.catalogue.TestCatalogue.number;
import static io.panoptes.search.catalogue.TestCatalogue.object;
import static io.panoptes.search.catalogue.TestCatalogue.text;
import static io.panoptes.search.catalogue.TestCatalogue.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.entry.AttributeType;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.query.Filter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListingTest {
  private static final ListingRequest ALL = ListingRequest.FIRST;

  @TempDir Path folder;

  private TestCatalogue few() throws IOException {
    TestCatalogue catalogue =
        TestCatalogue.in(
            folder,
            with(object("mug/2", "mug", 2), Map.of("colour", text("red"), "price", number(10.0))),
            with(object("mug/1", "mug", 1), Map.of("colour", text("blue"), "price", number(50.0))),
            with(object("pot/9", null, 3), Map.of("size", text("10"))));
    catalogue.put(
        with(
            object("cup/1", "cup", 2),
            Map.of("colour", text("red", "green"), "price", number(9.5, 70.0))),
        with(object("Mug/3", "mug", 1), Map.of("size", number(10.0))));
    return catalogue;
  }

  private Listing list(ListingRequest request) throws IOException {
    try (Catalogue catalogue = few().open()) {
      return catalogue.list(request);
    }
  }

  private static List<String> ids(Listing listing) {
    return listing.objects().stream().map(ObjectEntry::id).toList();
  }

  @Test
  void objectsComeById_pageByPage() throws IOException {
    try (Catalogue catalogue = few().open()) {
      assertThat(ids(catalogue.list(ALL)))
          .containsExactly("Mug/3", "cup/1", "mug/1", "mug/2", "pot/9");
      assertThat(ids(catalogue.list(ALL.withPage(1, 2)))).containsExactly("Mug/3", "cup/1");
      Listing last = catalogue.list(ALL.withPage(3, 2));
      assertThat(ids(last)).containsExactly("pot/9");
      assertThat(last.total()).isEqualTo(5);
      assertThat(last.objects().getFirst()).isEqualTo(catalogue.entry("pot/9").orElseThrow());
      Listing beyond = catalogue.list(ALL.withPage(Integer.MAX_VALUE, 1000));
      assertThat(beyond.objects()).isEmpty();
      assertThat(beyond.total()).isEqualTo(5);
    }
  }

  @Test
  void filtersAndPartsOfIdsMustAllHold() throws IOException {
    ListingRequest red = ALL.withFilters(List.of(Filter.parse("colour=red")));
    assertThat(ids(list(red))).containsExactly("cup/1", "mug/2");
    assertThat(ids(list(red.withIdContaining("MUG/")))).containsExactly("mug/2");
    assertThat(ids(list(ALL.withIdContaining("ug")))).containsExactly("Mug/3", "mug/1", "mug/2");
    assertThat(ids(list(ALL.withIdContaining("teapot")))).isEmpty();
  }

  @Test
  void aFacetCountsTheObjectsListed_exceptThatItsOwnFilterIsLeftOut() throws IOException {
    ListingRequest red =
        ALL.withFilters(List.of(Filter.parse("colour=red")))
            .withFacets(List.of("colour", "category", "price"));
    assertThat(list(red).facets())
        .containsExactly(
            new Facet.Values("colour", counts("red", 2, "blue", 1, "green", 1), 0),
            new Facet.Values("category", counts("cup", 1, "mug", 1), 0),
            new Facet.Numbers("price", 2, OptionalDouble.of(9.5), OptionalDouble.of(70)));
    assertThat(list(red.withIdContaining("mug")).facets().getFirst())
        .isEqualTo(new Facet.Values("colour", counts("blue", 1, "red", 1), 0));
  }

  @Test
  void anAttributeThatIsTextHereAndANumberThere_hasTwoFacets() throws IOException {
    assertThat(list(ALL.withFacets(List.of("size", "size"))).facets())
        .containsExactly(
            new Facet.Values("size", counts("10", 1), 0),
            new Facet.Numbers("size", 1, OptionalDouble.of(10), OptionalDouble.of(10)));
  }

  @Test
  void aFacetOfNothing_saysSo() throws IOException {
    ListingRequest none = ALL.withIdContaining("teapot").withFacets(List.of("price", "colour"));
    List<Facet> facets = list(none).facets();
    assertThat(facets)
        .containsExactly(
            new Facet.Numbers("price", 0, OptionalDouble.empty(), OptionalDouble.empty()),
            new Facet.Values("colour", List.of(), 0));
    assertThat(json(facets.getFirst()))
        .isEqualTo("{\"name\":\"price\",\"count\":0,\"min\":null,\"max\":null}");
  }

  @Test
  void facetsAreWrittenAsTheInterfaceSays() throws IOException {
    List<Facet> facets = list(ALL.withFacets(List.of("category", "price"))).facets();
    assertThat(json(facets.get(0)))
        .isEqualTo(
            "{\"name\":\"category\",\"values\":[{\"value\":\"mug\",\"count\":3},"
                + "{\"value\":\"cup\",\"count\":1}],\"others\":0}");
    assertThat(json(facets.get(1)))
        .isEqualTo("{\"name\":\"price\",\"count\":3,\"min\":9.5,\"max\":70}");
  }

  @Test
  void ofManyValues_thoseOfMostObjectsAreListed_andTheOthersCounted() throws IOException {
    List<CatalogueObject> objects = new ArrayList<>();
    for (int i = 0; i < 130; i++) { // tags 000 to 059, the first ten on three objects each
      String tag = String.format(Locale.ROOT, "%03d", i < 60 ? i : i < 80 ? i % 10 : 10 + i % 50);
      objects.add(
          with(object("o" + i, null, 1), Map.of("tag", text(tag, tag, i % 13 == 0 ? "x" : tag))));
    }
    try (Catalogue catalogue =
        TestCatalogue.in(folder, objects.toArray(CatalogueObject[]::new)).open()) {
      Facet.Values tags =
          (Facet.Values) catalogue.list(ALL.withFacets(List.of("tag"))).facets().getFirst();
      assertThat(tags.values()).hasSize(Facet.MOST_VALUES).startsWith(new ValueCount("x", 10));
      assertThat(tags.values().subList(1, 11))
          .containsExactlyElementsOf(
              Stream.iterate(0, i -> i + 1)
                  .limit(10)
                  .map(i -> new ValueCount(String.format(Locale.ROOT, "%03d", i), 3))
                  .toList());
      assertThat(tags.values().getLast()).isEqualTo(new ValueCount("048", 2));
      assertThat(tags.others()).isEqualTo(11 * 2);
    }
  }

  @Test
  void whatCannotBeAsked_isRefusedByName() {
    assertThatThrownBy(() -> list(ALL.withFacets(List.of("weight"))))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "no object has the attribute weight to count by; there are: category, colour, price,"
                + " size");
    assertThatThrownBy(() -> list(ALL.withFilters(List.of(Filter.parse("weight=1")))))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("no object has the attribute weight to filter by");
    assertThatThrownBy(() -> ALL.withPage(0, 1))
        .isInstanceOf(UsageException.class)
        .hasMessage("page must be at least 1, got 0");
    assertThatThrownBy(() -> ALL.withPage(1, 1001))
        .isInstanceOf(UsageException.class)
        .hasMessage("size must be 1 to 1000, got 1001");
  }

  @Test
  void anEmptyCatalogue_hasAnEmptyList() throws IOException {
    try (Catalogue catalogue = TestCatalogue.in(folder).open()) {
      assertThat(catalogue.list(ALL.withIdContaining("a").withFacets(List.of("category"))))
          .isEqualTo(
              new Listing(0, List.of(), List.of(new Facet.Values("category", List.of(), 0))));
      assertThat(catalogue.summary()).isEqualTo(new CatalogueSummary(0, 0, List.of(), List.of()));
    }
  }

  @Test
  void theSummaryTellsWhatThereIs_andNothingThatHasGone() throws IOException {
    TestCatalogue written = few();
    written.put(with(object("pot/8", "pot", 1), Map.of("gone", text("x"), "lost", number(1.0))));
    written.remove("pot/8");
    try (Catalogue catalogue = written.open()) {
      assertThat(catalogue.summary())
          .isEqualTo(
              new CatalogueSummary(
                  5,
                  9,
                  counts("mug", 3, "cup", 1),
                  List.of(
                      new AttributeType("colour", AttributeType.Kind.TEXT),
                      new AttributeType("price", AttributeType.Kind.NUMBER),
                      new AttributeType("size", AttributeType.Kind.TEXT),
                      new AttributeType("size", AttributeType.Kind.NUMBER))));
    }
  }

  /** Lists that a plain walk over all objects agrees with, after updates, deletions and merges. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyList_agreesWithAPlainWalkOverAllObjects(long seed) throws IOException {
    Random random = new Random(seed);
    TreeMap<String, CatalogueObject> objects = new TreeMap<>();
    TestCatalogue written = TestCatalogue.in(folder);
    for (int commit = 0; commit < 8; commit++) {
      List<CatalogueObject> drawn = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        drawn.add(draw(random));
      }
      for (CatalogueObject object : drawn) {
        objects.put(object.id(), object);
      }
      written.put(drawn.toArray(CatalogueObject[]::new));
      String gone = objects.firstKey();
      objects.remove(gone);
      written.remove(gone);
    }
    if (seed == 3) {
      written.mergeToOneSegment();
    }
    List<ObjectEntry> entries = objects.values().stream().map(CatalogueObject::entry).toList();
    try (Catalogue catalogue = written.open()) {
      for (String filter : List.of("", "category=mug", "colour=red,blue", "price=20..70")) {
        for (String part : List.of("", "1", "Ö", "O\u0308")) {
          requireAgreement(catalogue, entries, filter, part);
        }
      }
    }
  }

  private static CatalogueObject draw(Random random) {
    String category = random.nextInt(4) == 0 ? null : List.of("mug", "pot").get(random.nextInt(2));
    String id = (random.nextBoolean() ? "ö/" : "\uD83C\uDF75/") + random.nextInt(90);
    Map<String, Attribute> attributes = new TreeMap<>();
    if (random.nextBoolean()) {
      attributes.put("colour", text(colour(random), colour(random)));
    }
    if (random.nextBoolean()) {
      attributes.put("price", number((double) random.nextInt(100), random.nextInt(100) / 2.0));
    }
    return with(object(id, category, 1 + random.nextInt(3)), attributes);
  }

  private static String colour(Random random) {
    return List.of("red", "green", "blue").get(random.nextInt(3));
  }

  private static void requireAgreement(
      Catalogue catalogue, List<ObjectEntry> entries, String filter, String part)
      throws IOException {
    ListingRequest request =
        ALL.withPage(2, 7)
            .withIdContaining(part)
            .withFacets(List.of("category", "colour", "price"))
            .withFilters(filter.isEmpty() ? List.of() : List.of(Filter.parse(filter)));
    Listing listing = catalogue.list(request);
    List<ObjectEntry> named =
        entries.stream()
            .filter(
                entry -> entry.id().contains(part.replace("O\u0308", "ö").toLowerCase(Locale.ROOT)))
            .toList();
    List<ObjectEntry> found = named.stream().filter(holds(filter)).toList();
    assertThat(listing.total()).as(request.toString()).isEqualTo(found.size());
    assertThat(listing.objects())
        .as(request.toString())
        .isEqualTo(found.stream().skip(7).limit(7).toList());
    for (Facet facet : listing.facets()) {
      List<ObjectEntry> counted = filter.startsWith(facet.name() + "=") ? named : found;
      assertThat(facet).as(request.toString()).isEqualTo(counted(facet.name(), counted));
    }
  }

  private static Predicate<ObjectEntry> holds(String filter) {
    return entry ->
        switch (filter) {
          case "category=mug" -> "mug".equals(entry.category());
          case "colour=red,blue" ->
              texts(entry, "colour").anyMatch(colour -> !colour.equals("green"));
          case "price=20..70" -> numbers(entry, "price").anyMatch(n -> n >= 20 && n <= 70);
          default -> true;
        };
  }

  private static Facet counted(String name, List<ObjectEntry> entries) {
    if (name.equals("price")) {
      List<Double> all = entries.stream().flatMap(entry -> numbers(entry, name)).sorted().toList();
      int count =
          (int) entries.stream().filter(e -> numbers(e, name).findAny().isPresent()).count();
      return new Facet.Numbers(
          name,
          count,
          count == 0 ? OptionalDouble.empty() : OptionalDouble.of(all.getFirst()),
          count == 0 ? OptionalDouble.empty() : OptionalDouble.of(all.getLast()));
    }
    Map<String, Integer> counts = new TreeMap<>();
    for (ObjectEntry entry : entries) {
      texts(entry, name).distinct().forEach(value -> counts.merge(value, 1, Integer::sum));
    }
    return new Facet.Values(
        name,
        counts.entrySet().stream()
            .map(count -> new ValueCount(count.getKey(), count.getValue()))
            .sorted((a, b) -> b.count() - a.count()) // and by value, as they are
            .toList(),
        0);
  }

  private static Stream<String> texts(ObjectEntry entry, String name) {
    if (name.equals("category")) {
      return Stream.ofNullable(entry.category());
    }
    return entry.attributes().get(name) instanceof Attribute.Text text
        ? text.values().stream()
        : Stream.of();
  }

  private static Stream<Double> numbers(ObjectEntry entry, String name) {
    return entry.attributes().get(name) instanceof Attribute.Number number
        ? number.values().stream()
        : Stream.of();
  }

  private static List<ValueCount> counts(Object... valuesAndCounts) {
    List<ValueCount> counts = new ArrayList<>();
    for (int i = 0; i < valuesAndCounts.length; i += 2) {
      counts.add(new ValueCount((String) valuesAndCounts[i], (Integer) valuesAndCounts[i + 1]));
    }
    return counts;
  }

  private static String json(Facet facet) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      facet.writeTo(json);
    }
    return text.toString();
  }
}
