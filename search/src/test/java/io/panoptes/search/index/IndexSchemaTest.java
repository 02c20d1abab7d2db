package io.panoptes.search.index;

import static io.panoptes.search.catalogue.TestCatalogue.number;
import static io.panoptes.search.catalogue.TestCatalogue.object;
import static io.panoptes.search.catalogue.TestCatalogue.text;
import static io.panoptes.search.catalogue.TestCatalogue.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.ModelId;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.TestCatalogue;
import io.panoptes.search.entry.CatalogueObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.join.DiversifyingChildrenFloatKnnVectorQuery;
import org.apache.lucene.search.join.QueryBitSetProducer;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IndexSchemaTest {
  @TempDir Path folder;

  @Test
  void object_readBack_isTheOneWritten() throws IOException {
    CatalogueObject mug =
        with(
            object("mug/17", "mug", 3),
            Map.of(
                "colour", text("red", "blue", "red"),
                "price", number(12.5),
                "sizes", number(3.0, 1.0, 2.0),
                "text.odd", text("dotted name")));
    CatalogueObject uncategorised = object("17", null, 1);
    try (Catalogue catalogue = TestCatalogue.in(folder, mug, uncategorised).open()) {
      assertThat(catalogue.object("mug/17")).contains(mug);
      assertThat(catalogue.object("17")).contains(uncategorised);
      assertThat(catalogue.object("mug")).isEmpty();
    }
  }

  @Test
  void vectors_of4096Dimensions_areKept() throws IOException {
    CatalogueObject large = object("large", "mug", 2, 2048, 4096);
    try (Catalogue catalogue = TestCatalogue.in(folder, large).open()) {
      assertThat(catalogue.object("large")).contains(large);
    }
  }

  @Test
  void vectors_ofMoreThan4096Dimensions_areRefused() {
    assertThatThrownBy(() -> TestCatalogue.in(folder, object("larger", "mug", 1, 16, 4097)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4096");
  }

  @Test
  void diversifyingQuery_meetsOneChildOfEachObject_throughUpdatesDeletionsAndMerges()
      throws IOException {
    TestCatalogue catalogue = TestCatalogue.in(folder);
    Random random = new Random(5);
    for (int batch = 0; batch < 4; batch++) {
      List<CatalogueObject> objects = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        objects.add(object("o" + random.nextInt(600), "c" + i % 7, 1 + i % 5));
      }
      catalogue.put(objects.toArray(CatalogueObject[]::new));
      catalogue.remove("o" + 3 * batch, "o" + (3 * batch + 1), "o" + (3 * batch + 2));
      assertEachObjectOnce(catalogue);
    }
    catalogue.mergeToOneSegment();
    assertEachObjectOnce(catalogue);
  }

  private static void assertEachObjectOnce(TestCatalogue catalogue) throws IOException {
    List<String> ids = new ArrayList<>();
    try (Catalogue read = catalogue.open()) {
      read.forEachObject(object -> ids.add(object.id()));
    }
    Query[] filters = {null, IndexSchema.Kind.PHOTO.query(), IndexSchema.Kind.AGGREGATE.query()};
    try (FSDirectory directory = FSDirectory.open(catalogue.index());
        DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      for (Query filter : filters) {
        Query query =
            new DiversifyingChildrenFloatKnnVectorQuery(
                IndexSchema.OBJECT_VECTOR,
                TestCatalogue.gaussian(new Random(7), 32),
                filter,
                5000,
                new QueryBitSetProducer(IndexSchema.Kind.OBJECT.query()));
        List<String> found = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(query, 5000).scoreDocs) {
          found.add(reader.storedFields().document(parent(reader, hit.doc)).get(IndexSchema.ID));
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(ids);
      }
    }
  }

  private static int parent(DirectoryReader reader, int child) throws IOException {
    int parent = child + 1;
    while (reader.storedFields().document(parent).get(IndexSchema.ID) == null) {
      parent++;
    }
    return parent;
  }

  @Test
  void closingAWriter_withoutCommit_changesNothing() throws IOException {
    IndexWriterConfig config = IndexSchema.writerConfig();
    assertThat(config.getCommitOnClose()).isFalse();
  }

  @Test
  void commitData_namesTheModel() throws IOException {
    ModelId model = TestCatalogue.MODEL.id();
    assertThat(IndexSchema.model(IndexSchema.commitData(model), "here")).isEqualTo(model);
  }

  @Test
  void commitData_ofAnotherFormat_isRefusedByName() {
    Map<String, String> newer = Map.of("format", "3", "model", "ab".repeat(32));
    assertThatThrownBy(() -> IndexSchema.model(newer, "there"))
        .isInstanceOf(CatalogueException.class)
        .hasMessage(
            "the catalogue's index there is of format 3, this version reads format 2:"
                + " use a newer Panoptes");
    Map<String, String> older = Map.of("format", "1", "model", "ab".repeat(32));
    assertThatThrownBy(() -> IndexSchema.model(older, "there"))
        .isInstanceOf(CatalogueException.class)
        .hasMessage(
            "the catalogue's index there is of format 1, this version reads format 2:"
                + " make the catalogue again from its photos");
  }

  @Test
  void commitData_thatIsNotOurs_isRefused() {
    assertThatThrownBy(() -> IndexSchema.model(Map.of(), "there"))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("there is not of a catalogue");
    assertThatThrownBy(() -> IndexSchema.model(Map.of("format", "2", "model", "x"), "there"))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("damaged");
  }
}
