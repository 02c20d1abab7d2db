package io.panoptes.search;

import org.apache.lucene.codecs.hnsw.DefaultFlatVectorScorer;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;

/**
 * Whether Lucene compares vectors the fast way. If it cannot, it is several times slower and says
 * no more than a line in the log. Public for every command that searches or indexes.
 */
public final class FastPaths {
  private static final String MODULE = "jdk.incubator.vector";

  private FastPaths() {}

  /**
   * Fails if Lucene compares vectors the slow way.
   *
   * @throws IllegalStateException naming the flag that is missing
   */
  public static void require() {
    // Lucene's scorer is this class exactly where it could not use the vector module.
    if (FlatVectorScorerUtil.getLucene99FlatVectorsScorer() instanceof DefaultFlatVectorScorer) {
      throw new IllegalStateException(
          ModuleLayer.boot().findModule(MODULE).isEmpty()
              ? "this JVM compares vectors slowly: start it with --add-modules "
                  + MODULE
                  + ", as the launchers in bin do"
              : "this JVM compares vectors slowly although "
                  + MODULE
                  + " is there: it must be a HotSpot VM of version 25 with the C2 compiler on, is "
                  + System.getProperty("java.vm.name")
                  + " "
                  + Runtime.version());
    }
  }
}
