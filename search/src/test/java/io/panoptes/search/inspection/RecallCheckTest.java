package io.panoptes.search.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.panoptes.encoder.command.Progress;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.ClusteredObjects;
import io.panoptes.search.catalogue.TestCatalogue;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.index.IndexSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecallCheckTest {
  /** Makes graphs of so few links that they find little. */
  private static final class PoorGraphs extends Lucene104Codec {
    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
      return new Lucene99HnswVectorsFormat(2, 2);
    }
  }

  @TempDir Path temp;

  @Test
  void aGoodGraphFindsAll_withAndWithoutFilter() throws IOException {
    Problems problems = new Problems();
    List<MeasuredRecall> recalls = measure(clustered(), problems, 300);
    assertThat(problems.list()).isEmpty();
    assertThat(recalls)
        .extracting(MeasuredRecall::field)
        .containsExactly("category_vector", "object_vector", "category_vector", "object_vector");
    assertThat(recalls).allMatch(recall -> recall.recall() > 0.99 && recall.queries() == 300);
    assertThat(recalls.get(0).filter()).isNull();
    assertThat(recalls.get(2).filter()).startsWith("the ").contains(" of 20 categories, 5");
  }

  @Test
  void aPoorGraphIsAProblem_namedByItsField() throws IOException {
    TestCatalogue catalogue = clustered();
    List<CatalogueObject> objects = new ArrayList<>();
    try (Catalogue read = catalogue.open()) {
      read.forEachObject(objects::add);
    }
    try (FSDirectory directory = FSDirectory.open(catalogue.index());
        IndexWriter writer =
            new IndexWriter(directory, IndexSchema.writerConfig().setCodec(new PoorGraphs()))) {
      writer.deleteAll();
      for (CatalogueObject object : objects) {
        writer.addDocuments(IndexSchema.block(object));
      }
      writer.commit();
    }
    Problems problems = new Problems();
    List<MeasuredRecall> recalls = measure(catalogue, problems, 300);
    assertThat(recalls.getFirst().high()).isLessThan(RecallCheck.BOUND);
    Problem problem = problems.list().getFirst();
    assertThat(problem.kind()).isEqualTo(Problem.Kind.RECALL);
    assertThat(problem.places().getFirst())
        .matches("category_vector: recall@10 must be 0.98, is 0\\.\\d{3} \\(.* 300 queries\\)");
  }

  @Test
  void ofPhotosThatAreAllAlike_anyTenAreTheNearest() throws IOException {
    CatalogueObject one = new ClusteredObjects(1, 32, 64).draw(0);
    CatalogueObject[] objects = new CatalogueObject[300];
    Arrays.setAll(
        objects,
        i -> TestCatalogue.object("object-" + i, "same", List.of(one.photos().getFirst().view())));
    List<MeasuredRecall> recalls = measure(TestCatalogue.in(temp, objects), new Problems(), 20);
    assertThat(recalls).allMatch(recall -> recall.recall() == 1);
  }

  @Test
  void withoutCategories_nothingVotes_andThereIsNoFilter() throws IOException {
    TestCatalogue catalogue =
        TestCatalogue.in(
            temp, TestCatalogue.object("a", null, 3), TestCatalogue.object("b", null, 3));
    List<MeasuredRecall> recalls = measure(catalogue, new Problems(), 100);
    assertThat(recalls).extracting(MeasuredRecall::queries).containsExactly(0, 8);
  }

  @Test
  void theIntervalIsWilsons() {
    double[] recalls = new double[400];
    Arrays.fill(recalls, 1);
    MeasuredRecall all = MeasuredRecall.of("object_vector", null, recalls);
    assertThat(all.low()).isCloseTo(0.990488, within(1e-6));
    assertThat(all.high()).isEqualTo(1);
    Arrays.fill(recalls, 0, 40, 0);
    MeasuredRecall most = MeasuredRecall.of("object_vector", null, recalls);
    assertThat(most.recall()).isCloseTo(0.9, within(1e-9));
    assertThat(most.low()).isCloseTo(0.866689, within(1e-6));
    assertThat(most.high()).isCloseTo(0.925701, within(1e-6));
  }

  private TestCatalogue clustered() throws IOException {
    ClusteredObjects things = new ClusteredObjects(20, 32, 64);
    CatalogueObject[] objects = new CatalogueObject[400];
    Arrays.setAll(objects, things::draw);
    return TestCatalogue.in(temp, objects);
  }

  private static List<MeasuredRecall> measure(
      TestCatalogue catalogue, Problems problems, int sample) throws IOException {
    try (FSDirectory directory = FSDirectory.open(catalogue.index());
        DirectoryReader reader = DirectoryReader.open(directory)) {
      return new RecallCheck(reader, sample, new Progress()).run(problems);
    }
  }
}
