package io.panoptes.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.indexer.store.CatalogueLock;
import io.panoptes.indexer.store.IndexBatches;
import io.panoptes.indexer.write.TestAdd;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.index.IndexSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyCommandTest {
  private record Run(int status, String out, String err) {}

  /** Changes the documents of a block before they are written. */
  private interface Damage {
    void to(List<Document> block);
  }

  /** What can happen to a file. */
  enum Accident {
    GONE,
    EMPTY,
    CUT,
    FLIPPED;

    void befall(Path file) throws IOException {
      byte[] content = Files.readAllBytes(file);
      switch (this) {
        case GONE -> Files.delete(file);
        case EMPTY -> Files.write(file, new byte[0]);
        case CUT -> Files.write(file, Arrays.copyOf(content, content.length - 20));
        case FLIPPED -> {
          content[content.length / 2] ^= 0x10;
          Files.write(file, content);
        }
      }
    }
  }

  @TempDir Path temp;
  private TestAdd catalogue;
  private TestTree tree;
  private CatalogueFolder folder;

  @BeforeEach
  void addPhotos() throws IOException {
    catalogue = TestAdd.in(temp);
    tree = TestTree.in(temp.resolve("photos"));
    for (int thing = 1; thing <= 4; thing++) {
      tree.object((thing % 2 == 0 ? "mug/" : "lamp/") + thing, thing, 3);
    }
    catalogue.add(tree);
    folder = CatalogueFolder.at(catalogue.folder());
  }

  @Test
  void aSoundCatalogueIsOk() throws IOException {
    JsonNode found = json(0);
    assertThat(found.fieldNames())
        .toIterable()
        .startsWith("ok", "objects", "photos", "recall_at_10", "problems");
    assertThat(found.get("ok").booleanValue()).isTrue();
    assertThat(found.get("objects").intValue()).isEqualTo(4);
    assertThat(found.get("photos").intValue()).isEqualTo(12);
    assertThat(found.get("problems")).isEmpty();
    assertThat(found.get("recall_at_10").get("category_vector").doubleValue()).isEqualTo(1);
    assertThat(found.get("recall_at_10").get("object_vector").doubleValue()).isEqualTo(1);
    assertThat(found.get("recalls")).hasSize(4);
    assertThat(found.get("recalls").get(3).get("filter").textValue())
        .isEqualTo("the 1 most frequent of 2 categories, 50 % of the documents that have one");
    assertThat(found.get("recalls").get(0).get("queries").intValue()).isEqualTo(16);
  }

  @Test
  void peopleReadWhatWasLookedAt() {
    Run run = run("verify", "--sample", "5");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("generation 1: 4 objects, 12 photos, 0.0 % of the documents are deleted ones")
        .contains("recall@10 of object_vector: 1.0000 (")
        .contains("5 queries")
        .endsWith("ok" + System.lineSeparator());
  }

  @Test
  void anEmptyCatalogueIsOk_withNothingToSearchFor() throws IOException {
    catalogue.writer(FakeModel::open).remove(catalogue.objects().keySet());
    JsonNode found = json(0);
    assertThat(found.get("objects").intValue()).isZero();
    assertThat(found.get("recall_at_10").get("object_vector").isNull()).isTrue();
  }

  @Test
  void whereThereIsNoCatalogue_itFailsInOneLine() {
    Run run = run("verify", "--index", temp.resolve("none").toString());
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("indexer verify: there is no catalogue at ");
    assertThat(run.err().lines()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Accident.class)
  void eachDamagedFileOfTheIndexIsNamed(Accident accident) throws IOException {
    writeApart();
    removeWithoutMerging("mug/2");
    assertThat(filesNamedAfter(accident))
        .contains(".vec", ".vex", ".fdt", ".dvd", ".tim", ".si", ".liv", "segments");
  }

  @ParameterizedTest
  @EnumSource(Accident.class)
  void eachDamagedFileOfACompoundSegmentIsNamed(Accident accident) throws IOException {
    assertThat(filesNamedAfter(accident)).contains(".cfs", ".cfe", ".si", "segments");
  }

  /** Lets each file of the index have an accident; returns the kinds of files there are. */
  private Set<String> filesNamedAfter(Accident accident) throws IOException {
    assertThat(json(0).get("problems")).isEmpty();
    Path index = folder.generation(1);
    Set<String> kinds = new HashSet<>();
    for (Path file : files(index)) {
      byte[] content = Files.readAllBytes(file);
      accident.befall(file);
      String name = file.getFileName().toString();
      String kind = name.startsWith("segments") ? "segments" : name.substring(name.indexOf('.'));
      JsonNode problem = onlyProblem(json(1), "index_files");
      assertThat(places(problem))
          .singleElement()
          .asString()
          .as(accident.toString())
          .contains(index.toString())
          .contains(kind.equals("segments") ? kind : name);
      assertThat(problem.get("mend").textValue()).contains("import");
      Files.write(file, content);
      kinds.add(kind);
    }
    return kinds;
  }

  @Test
  void aDamagedSegmentKeepsNobodyFromLookingAtTheOthers() throws IOException {
    writeApart();
    tree.object("pen/1", 9, 3);
    catalogue.add(tree);
    Path first =
        files(folder.generation(1)).stream()
            .filter(file -> file.toString().endsWith(".vec"))
            .findFirst()
            .orElseThrow();
    Accident.FLIPPED.befall(first);
    JsonNode found = json(1);
    assertThat(places(onlyProblem(found, "index_files")).getFirst()).startsWith(first.toString());
    assertThat(found.get("objects").intValue()).isEqualTo(1);
    assertThat(found.get("recall_at_10").get("object_vector").isNull()).isTrue();
  }

  @Test
  void itNeedsNoLock_andChangesNothing() throws IOException {
    try (CatalogueLock _ = CatalogueLock.toWrite(folder, Duration.ZERO);
        FSDirectory directory = FSDirectory.open(folder.generation(1));
        IndexWriter writer = new IndexWriter(directory, IndexSchema.writerConfig())) {
      Map<Path, FileTime> before = tree(folder.root());
      assertThat(json(0).get("ok").booleanValue()).isTrue();
      assertThat(tree(folder.root())).isEqualTo(before);
      assertThat(writer.isOpen()).isTrue();
    }
  }

  private static Map<Path, FileTime> tree(Path root) throws IOException {
    Map<Path, FileTime> times = new HashMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        times.put(path, Files.getLastModifiedTime(path));
      }
    }
    return times;
  }

  @Test
  void aLostIndexIsNamed() throws IOException {
    Files.move(folder.generation(1), temp.resolve("elsewhere"));
    assertThat(places(onlyProblem(json(1), "index_files")))
        .containsExactly("there is no index " + folder.generation(1));
    assertThat(folder.generation(1)).doesNotExist();
  }

  @Test
  void aDamagedPointerIsNamed() throws IOException {
    Files.writeString(folder.root().resolve("catalogue.json"), "{");
    assertThat(places(onlyProblem(json(1), "pointer")).getFirst()).contains("catalogue.json");
  }

  @Test
  void anAlteredModelIsNamed_andTheRestIsLookedAt() throws IOException {
    Path model = folder.root().resolve("models").resolve("fa4e".repeat(16));
    Files.delete(model.resolve("fake-model"));
    JsonNode found = json(1);
    assertThat(places(onlyProblem(found, "model")).getFirst()).contains("lacks fake-model");
    assertThat(found.get("photos").intValue()).isEqualTo(12);
    assertThat(found.get("recall_at_10").get("object_vector").doubleValue()).isEqualTo(1);
  }

  @Test
  void anotherModelInItsPlaceIsNamed() throws IOException {
    Path model = folder.root().resolve("models").resolve("fa4e".repeat(16));
    Files.writeString(model.resolve("fake-model"), "beef".repeat(16));
    assertThat(places(onlyProblem(json(1), "model")).getFirst())
        .contains("needs the model fa4efa4efa4e", "is beefbeefbeef");
  }

  @Test
  void missingAndEmptyThumbnailsAreNamed_andTheMendMends() throws IOException {
    Path gone = folder.thumbnail(photo("mug/2", 0), null);
    Path empty = folder.thumbnail(photo("mug/4", 1), null);
    Files.delete(gone);
    Files.write(empty, new byte[0]);
    JsonNode problem = onlyProblem(json(1), "thumbnails");
    assertThat(problem.get("count").intValue()).isEqualTo(2);
    assertThat(places(problem))
        .anyMatch(place -> place.contains("mug/2") && place.endsWith("there is no " + gone))
        .anyMatch(place -> place.contains("mug/4") && place.endsWith(empty + " is empty"));
    assertThat(problem.get("mend").textValue()).contains("indexer remove ID, then indexer add");
    assertThat(run("remove", "mug/2", "mug/4").status()).isZero();
    catalogue.add(tree);
    assertThat(json(0).get("photos").intValue()).isEqualTo(12);
  }

  @Test
  void ofManyAlikeTheFirstAreListed_andAllAreCounted() throws IOException {
    for (int thing = 5; thing <= 10; thing++) {
      tree.object("pen/" + thing, thing, 3);
    }
    catalogue.add(tree);
    for (CatalogueObject object : catalogue.objects().values()) {
      for (int photo = 0; photo < 3; photo++) {
        Files.delete(folder.thumbnail(photo(object.id(), photo), null));
      }
    }
    JsonNode problem = onlyProblem(json(1), "thumbnails");
    assertThat(problem.get("count").intValue()).isEqualTo(30);
    assertThat(problem.get("places")).hasSize(20);
    assertThat(run("verify").out()).contains("(30)", "… and 10 more", "to mend: ");
  }

  @Test
  void aKeptPhotoOfOtherContentIsNamed_andARightOneIsNot() throws IOException {
    Path right = folder.original(photo("mug/2", 0));
    Path wrong = folder.original(photo("mug/2", 1));
    Files.createDirectories(right.getParent());
    Files.createDirectories(wrong.getParent());
    Files.copy(tree.root().resolve("mug/2/1.jpg"), right);
    Files.copy(right, wrong);
    assertThat(places(onlyProblem(json(1), "originals")))
        .singleElement()
        .asString()
        .contains("mug/2", wrong.toString(), photo("mug/2", 0));
  }

  @Test
  void aBlockWithoutParentIsNamed_andTheMendMends() throws IOException {
    write("mug/2", List::removeLast);
    JsonNode found = json(1);
    assertThat(places(onlyProblem(found, "object")))
        .containsExactly("mug/2: its last document is no parent, behind 3 photos and 1 aggregates");
    assertThat(found.get("recall_at_10").get("object_vector").isNull()).isTrue();
    assertThat(run("remove", "mug/2").status()).isZero();
    catalogue.add(tree);
    assertThat(json(0).get("objects").intValue()).isEqualTo(4);
  }

  @Test
  void aBlockWithAPhotoTooFewIsNamed() throws IOException {
    write("mug/2", List::removeFirst);
    assertThat(places(onlyProblem(json(1), "object")))
        .singleElement()
        .asString()
        .startsWith("mug/2 (document ")
        .endsWith("has 2 photos, and its parent counts 3");
  }

  @Test
  void aBlockWithoutAggregateIsNamed() throws IOException {
    write("mug/2", block -> block.remove(3));
    assertThat(places(onlyProblem(json(1), "object")))
        .singleElement()
        .asString()
        .endsWith("must have one aggregate, has 0");
  }

  @Test
  void aPhotoBehindTheAggregateIsNamed() throws IOException {
    write("mug/2", block -> block.add(3, block.remove(0)));
    assertThat(places(onlyProblem(json(1), "object")))
        .singleElement()
        .asString()
        .endsWith("a photo lies behind the aggregate");
  }

  @Test
  void aBlockWithTwoParentsIsNamed() throws IOException {
    write("mug/2", block -> block.add(block.getLast()));
    assertThat(places(onlyProblem(json(1), "object")))
        .anyMatch(place -> place.endsWith("there are two parents of this id"))
        .anyMatch(place -> place.endsWith("must have one aggregate, has 0"));
  }

  @Test
  void anIdThatLivesTwiceIsNamed_alsoInAnotherSegment() throws IOException {
    List<Document> block = IndexSchema.block(catalogue.object("mug/2"));
    write(writer -> writer.addDocuments(block));
    assertThat(places(onlyProblem(json(1), "object")))
        .singleElement()
        .asString()
        .startsWith("mug/2 (document 4 of segment ")
        .endsWith("there are two parents of this id");
  }

  @Test
  void aPhotoOfAnotherObjectInABlockIsNamed() throws IOException {
    List<Document> other = IndexSchema.block(catalogue.object("lamp/1"));
    write("mug/2", block -> block.set(1, other.getFirst()));
    assertThat(places(onlyProblem(json(1), "object")))
        .contains("lamp/1: its last document is no parent, behind 1 photos and 0 aggregates")
        .anyMatch(place -> place.endsWith("has 1 photos, and its parent counts 3"));
  }

  @Test
  void aDocumentWithoutAnObjectIsNamed() throws IOException {
    Document stray = new Document();
    stray.add(new StringField("text.colour", "red", Field.Store.NO));
    write(writer -> writer.addDocument(stray));
    JsonNode problem = onlyProblem(json(1), "stray");
    assertThat(places(problem).getFirst()).startsWith("document 0 of segment ");
    assertThat(problem.get("mend").textValue()).isEqualTo("indexer compact --rebuild");
  }

  @Test
  void aPhotoWithoutItsIdIsNamed_andOneOfAWrongId() throws IOException {
    write(
        "mug/2",
        block -> {
          block.get(0).removeFields("photo_id");
          block.get(1).removeFields("photo_id");
          block.get(1).add(new StringField("photo_id", "../../x", Field.Store.NO));
          block.get(1).add(new BinaryDocValuesField("photo_id", new BytesRef("../../x")));
        });
    assertThat(places(onlyProblem(json(1), "object")))
        .hasSize(2)
        .anyMatch(place -> place.startsWith("mug/2 (") && place.endsWith(" has no photo_id"))
        .anyMatch(place -> place.endsWith("must be a SHA-256 in hex, got ../../x"));
  }

  @Test
  void aDocumentOfNoKindIsNamed() throws IOException {
    write("mug/2", block -> block.get(1).removeFields("kind"));
    assertThat(places(onlyProblem(json(1), "object")))
        .anyMatch(place -> place.contains("a document must be a photo, an aggregate or"))
        .anyMatch(place -> place.endsWith("has 2 photos, and its parent counts 3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"category_vector", "object_vector"})
  void vectorsThatAreNotWhatTheyMustBeAreNamed(String field) throws IOException {
    String photo = photo("mug/2", 1);
    write(
        "mug/2",
        block -> {
          replace(block.get(0), field, 2);
          replace(block.get(1), field, Float.POSITIVE_INFINITY);
          block.get(2).removeFields(field);
          replace(block.get(3), field, Float.NaN);
        });
    JsonNode problem = onlyProblem(json(1), "vectors");
    assertThat(places(problem))
        .hasSize(4)
        .anyMatch(place -> place.endsWith(field + " must have length 1 within 0.001, has 2.000000"))
        .anyMatch(place -> place.endsWith(field + " is not there"))
        .anyMatch(place -> place.contains("the aggregate of mug/2") && place.contains("NaN"))
        .anyMatch(place -> place.contains("photo " + photo + " of mug/2"));
    assertThat(problem.get("mend").textValue()).startsWith("indexer remove ID, then indexer add");
    assertThat(run("remove", "mug/2").status()).isZero();
    catalogue.add(tree);
    assertThat(json(0).get("objects").intValue()).isEqualTo(4);
  }

  @Test
  void normsThatAreNotWhatTheyMustBeAreNamed() throws IOException {
    write(
        "mug/2",
        block -> {
          block.get(0).removeFields("category_norm");
          norm(block.get(1), "object_norm", -1);
          norm(block.get(2), "object_norm", Float.POSITIVE_INFINITY);
        });
    assertThat(places(onlyProblem(json(1), "vectors")))
        .anyMatch(place ->
            place.endsWith(
                "category_norm must be positive and finite, is not there" + " or no number"))
        .anyMatch(place -> place.endsWith("object_norm must be positive and finite, is -1.0"))
        .anyMatch(place -> place.endsWith("object_norm must be positive and finite, is Infinity"));
  }

  @Test
  void tooManyDeletedDocumentsAreNamed() throws IOException {
    writeApart();
    removeWithoutMerging("mug/2", "mug/4", "lamp/1");
    JsonNode found = json(1);
    assertThat(found.get("deleted_share").doubleValue()).isEqualTo(0.75);
    JsonNode problem = onlyProblem(found, "deleted");
    assertThat(places(problem)).containsExactly("15 of 20 documents, at most 50 % should be");
    assertThat(problem.get("mend").textValue()).isEqualTo("indexer compact");
  }

  @Test
  void aSampleMustBeOneAtLeast() {
    Run run = run("verify", "--sample", "0");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--sample must be 1 at least, got 0");
  }

  private static void replace(Document document, String field, float first) {
    KnnFloatVectorField old = (KnnFloatVectorField) document.getField(field);
    float[] vector = new float[old.vectorValue().length];
    vector[0] = first;
    document.removeFields(field);
    KnnFloatVectorField damaged =
        new KnnFloatVectorField(field, old.vectorValue(), VectorSimilarityFunction.DOT_PRODUCT);
    document.add(damaged);
    System.arraycopy(vector, 0, damaged.vectorValue(), 0, vector.length);
  }

  private static void norm(Document document, String field, float value) {
    document.removeFields(field);
    document.add(new StoredField(field, value));
  }

  /** Puts the damaged block of {@code id} in the place of its own. */
  private void write(String id, Damage damage) throws IOException {
    List<Document> block = new ArrayList<>(IndexSchema.block(catalogue.object(id)));
    damage.to(block);
    write(writer -> writer.updateDocuments(IndexSchema.idTerm(id), block));
  }

  private void write(IndexBatches.Batch batch) throws IOException {
    write(IndexSchema.writerConfig(), batch);
  }

  private void write(IndexWriterConfig config, IndexBatches.Batch batch) throws IOException {
    try (FSDirectory directory = FSDirectory.open(folder.generation(1));
        IndexWriter writer = new IndexWriter(directory, config)) {
      batch.write(writer);
      writer.setLiveCommitData(IndexSchema.commitData(FakeModel.of("fa4e").id()).entrySet());
      writer.commit();
    }
  }

  /** Leaves the documents of {@code ids} where they are, deleted. */
  private void removeWithoutMerging(String... ids) throws IOException {
    write(
        IndexSchema.writerConfig().setMergePolicy(NoMergePolicy.INSTANCE),
        writer -> {
          for (String id : ids) {
            writer.deleteDocuments(IndexSchema.idTerm(id));
          }
        });
  }

  /** Writes all objects again into one segment that has a file for each part. */
  private void writeApart() throws IOException {
    List<List<Document>> blocks = new ArrayList<>();
    for (CatalogueObject object : catalogue.objects().values()) {
      blocks.add(IndexSchema.block(object));
    }
    IndexWriterConfig config = IndexSchema.writerConfig().setUseCompoundFile(false);
    write(
        config,
        writer -> {
          writer.deleteAll();
          for (List<Document> block : blocks) {
            writer.addDocuments(block);
          }
        });
  }

  private static List<Path> files(Path index) throws IOException {
    try (Stream<Path> files = Files.list(index)) {
      return files.filter(file -> !file.endsWith("write.lock")).sorted().toList();
    }
  }

  private String photo(String object, int number) throws IOException {
    return catalogue.object(object).photos().get(number).id();
  }

  private static JsonNode onlyProblem(JsonNode found, String kind) {
    assertThat(found.get("ok").booleanValue()).isFalse();
    assertThat(found.get("problems")).as(found.toString()).hasSize(1);
    JsonNode problem = found.get("problems").get(0);
    assertThat(problem.get("kind").textValue()).as(found.toString()).isEqualTo(kind);
    return problem;
  }

  private static List<String> places(JsonNode problem) {
    List<String> places = new ArrayList<>();
    problem.get("places").forEach(place -> places.add(place.textValue()));
    return places;
  }

  private JsonNode json(int status) throws IOException {
    Run run = run("verify", "--json");
    assertThat(run.status()).as(run.out() + run.err()).isEqualTo(status);
    assertThat(run.err()).isEmpty();
    return new ObjectMapper().readTree(run.out());
  }

  private Run run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (!all.contains("--index")) {
      all.addAll(List.of("--index", catalogue.folder().toString()));
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        CommandRunner.run(
            new IndexerCommand(FakeModel::open, catalogue::bundled),
            new PrintWriter(out),
            new PrintWriter(err),
            all.toArray(new String[0]));
    return new Run(status, out.toString(), err.toString());
  }
}
