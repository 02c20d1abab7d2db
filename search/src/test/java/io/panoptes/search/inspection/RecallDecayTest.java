package io.panoptes.search.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.Progress;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.ClusteredObjects;
import io.panoptes.search.catalogue.TestCatalogue;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.CataloguePhoto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lucene takes over the graph of the larger segment when it merges, and of what a node lost by
 * deletions it replaces only part, so that a graph loses its way over many small updates and merges
 * (Lucene's issue 16552; in 10.6.0, which has the repair of it, still). Prints how far it went.
 */
@Tag("long")
class RecallDecayTest {
  private static final int OBJECTS = 1000;
  private static final int UPDATED = 20;
  private static final int ROUNDS = 1000;
  private static final int ROUNDS_A_LOOK = 50;
  private static final int SAMPLE = 1000;

  @TempDir Path temp;

  @Test
  void manySmallUpdatesLoseRecall_verifyNotices_andARebuildRestoresIt() throws IOException {
    ClusteredObjects things = new ClusteredObjects(40, 32, 64);
    TestCatalogue catalogue = TestCatalogue.in(temp.resolve("updated"));
    List<CatalogueObject> objects = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      objects.add(things.draw(i));
    }
    catalogue.put(objects.toArray(new CatalogueObject[0]));
    catalogue.mergeToOneSegment();
    Inspection fresh = inspect(catalogue, "fresh");
    assertThat(fresh.problems()).isEmpty();

    Random random = new Random(3);
    Inspection inspection = fresh;
    for (int round = 1; round <= ROUNDS && inspection.isOk(); round++) {
      CatalogueObject[] updated =
          random
              .ints(UPDATED, 0, OBJECTS)
              .distinct()
              .mapToObj(things::draw)
              .toArray(CatalogueObject[]::new);
      catalogue.put(updated);
      catalogue.mergeToOneSegment();
      if (round % ROUNDS_A_LOOK == 0) {
        inspection = inspect(catalogue, round + " updates of 2 %, each merged");
      }
    }
    assertThat(inspection.problems()).hasSize(1);
    Problem problem = inspection.problems().getFirst();
    assertThat(problem.kind()).isEqualTo(Problem.Kind.RECALL);
    assertThat(problem.kind().mend()).isEqualTo("indexer compact --rebuild");
    assertThat(problem.places().getFirst()).contains("_vector: recall@10 must be 0.98, is 0.9");
    assertThat(inspection.recalls())
        .anyMatch(recall -> recall.high() < of(fresh, recall.field()).low());

    TestCatalogue rebuilt = TestCatalogue.in(temp.resolve("rebuilt"));
    rebuilt.put(all(catalogue));
    Inspection mended = inspect(rebuilt, "rebuilt");
    assertThat(mended.problems()).isEmpty();
    assertThat(mended.objects()).isEqualTo(OBJECTS);
  }

  private static CatalogueObject[] all(TestCatalogue from) throws IOException {
    List<CatalogueObject> objects = new ArrayList<>();
    try (Catalogue catalogue = from.open()) {
      catalogue.forEachObject(objects::add);
    }
    return objects.toArray(new CatalogueObject[0]);
  }

  private static MeasuredRecall of(Inspection inspection, String field) {
    return inspection.recalls().stream()
        .filter(recall -> recall.field().equals(field) && recall.filter() == null)
        .findFirst()
        .orElseThrow();
  }

  private static Inspection inspect(TestCatalogue catalogue, String what) throws IOException {
    for (CatalogueObject object : all(catalogue)) {
      for (CataloguePhoto photo : object.photos()) {
        Path thumbnail = catalogue.folder().thumbnail(photo.id(), null);
        if (!Files.exists(thumbnail)) {
          Files.createDirectories(Objects.requireNonNull(thumbnail.getParent()));
          Files.write(thumbnail, new byte[] {1});
        }
      }
    }
    Inspection inspection =
        new Inspector(catalogue.folder(), FakeModel::open, SAMPLE, new Progress()).inspect();
    inspection
        .recalls()
        .forEach(recall ->
            System.out.printf(
                Locale.ROOT,
                "%s: %s%s %.4f (%.4f to %.4f)%n",
                what,
                recall.field(),
                recall.filter() == null ? "" : ", filtered",
                recall.recall(),
                recall.low(),
                recall.high()));
    return inspection;
  }
}
