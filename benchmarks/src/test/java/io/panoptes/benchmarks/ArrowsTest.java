package io.panoptes.benchmarks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Draws the arrows between modules: who may know whom, and where Lucene is known. Within search and
 * within the indexer, none goes round in a circle.
 */
class ArrowsTest {
  private static final String LUCENE = "org.apache.lucene..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.panoptes");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "encoder ->",
        "search -> encoder",
        "indexer -> search, encoder",
        "web -> indexer, search, encoder",
        "training -> encoder"
      })
  void module_knowsOnlyThoseItPointsTo(String arrow) {
    var names = arrow.split("\\W+");
    var itself = "io.panoptes." + names[0] + "..";
    var known = Stream.of(names).map(name -> "io.panoptes." + name + "..").toArray(String[]::new);
    assertThat(CLASSES.that(resideInAPackage(itself))).as("classes of %s", names[0]).isNotEmpty();
    classes()
        .that()
        .resideInAPackage(itself)
        .should()
        .onlyDependOnClassesThat(
            resideInAPackage("io.panoptes..").negate().or(resideInAnyPackage(known)))
        .check(CLASSES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"search", "indexer"})
  void packagesOfAModule_haveNoCycles(String module) {
    slices()
        .matching("io.panoptes.(**)")
        .should()
        .beFreeOfCycles()
        .check(CLASSES.that(resideInAPackage("io.panoptes." + module + "..")));
  }

  @Test
  void lucene_isKnownToSearchAndIndexerAlone() {
    noClasses()
        .that()
        .resideInAnyPackage("io.panoptes.encoder..", "io.panoptes.training..", "io.panoptes.web..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(LUCENE)
        .check(CLASSES);
  }

  /**
   * Field names, similarity and codec can only be used where fields, similarities and codecs are.
   */
  @Test
  void lucenesFieldsAndCodecs_areKnownToTheSchemaAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.panoptes.benchmarks..")
        .and()
        .haveNameNotMatching(
            "io\\.panoptes\\.search\\.(index\\.(IndexSchema|BlockReader|LongVectorsCodec)|query\\.IndexQueries)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.lucene.document..",
            "org.apache.lucene.codecs",
            "org.apache.lucene.codecs.lucene*..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.apache.lucene.index.VectorSimilarityFunction")
        .check(CLASSES);
  }
}
