package io.panoptes.search.inspection;

import io.panoptes.search.index.IndexSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.store.Directory;

/**
 * Checks the files of an index: all checksums, then, by the parts of Lucene's own {@code
 * CheckIndex}, that all can be read and agrees. Unlike {@code CheckIndex} as a whole it keeps to
 * the one commit that is open, and takes no lock, so that others may write meanwhile. Vectors and
 * graphs are left to {@link VectorCheck} and {@link RecallCheck}, which look closer.
 */
final class SegmentCheck {
  private final Path index;
  private final Directory directory;
  private final Problems problems;

  SegmentCheck(Path index, Directory directory, Problems problems) {
    this.index = index;
    this.directory = directory;
    this.problems = problems;
  }

  /**
   * Returns the segments of {@code reader} that are sound, which stay its own; the others are
   * problems.
   */
  IndexReader sound(DirectoryReader reader) throws IOException {
    List<IndexReader> sound = new ArrayList<>();
    for (LeafReaderContext leaf : reader.leaves()) {
      SegmentReader segment = (SegmentReader) leaf.reader();
      try {
        check(segment);
        sound.add(segment);
      } catch (IOException | RuntimeException e) {
        name(
            segment.getSegmentInfo().files(),
            "segment " + segment.getSegmentName() + " of " + index,
            e);
      }
    }
    return new MultiReader(sound.toArray(new IndexReader[0]), false);
  }

  private static void check(SegmentReader segment) throws IOException {
    segment.checkIntegrity();
    CheckIndex.testLiveDocs(segment, null, true);
    CheckIndex.testFieldInfos(segment, null, true);
    CheckIndex.testPostings(segment, null, false, CheckIndex.Level.DEFAULT_VALUE, true);
    CheckIndex.testStoredFields(segment, null, true);
    CheckIndex.testDocValues(segment, null, true);
    CheckIndex.testPoints(segment, null, true);
  }

  /** Names what is wrong with an index whose opening led to {@code why}. */
  void unreadable(Exception why) {
    List<String> files = new ArrayList<>();
    try {
      String commit = SegmentInfos.getLastCommitSegmentsFileName(directory);
      if (commit != null) {
        files.add(commit);
        files.addAll(SegmentInfos.readCommit(directory, commit).files(false));
      }
    } catch (IOException | RuntimeException e) {
      why.addSuppressed(e); // what else there should be cannot be told
    }
    name(files, index.toString(), why);
  }

  /** Names those of {@code files} that are damaged; if all seem well, {@code place}. */
  private void name(Collection<String> files, String place, Exception why) {
    boolean isNamed = false;
    for (String file : files) {
      try {
        IndexSchema.requireChecksum(directory, file);
      } catch (IOException | RuntimeException e) {
        isNamed = true;
        add(index.resolve(file).toString(), e);
      }
    }
    if (!isNamed) {
      add(place, why);
    }
  }

  private void add(String place, Exception why) {
    if (why instanceof CorruptIndexException corrupt) { // whose message names the file once more
      problems.add(Problem.Kind.INDEX_FILES, place + ": " + corrupt.getOriginalMessage());
    } else {
      problems.add(Problem.Kind.INDEX_FILES, place, why);
    }
  }
}
