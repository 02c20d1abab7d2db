package io.panoptes.search.inspection;

import io.panoptes.search.index.BlockReader;
import io.panoptes.search.index.CatalogueException;
import io.panoptes.search.index.IndexSchema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;

/** Checks the children of blocks, upwards: photos and aggregates, and the photos' files. */
final class ChildCheck {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private final List<VectorCheck> vectors;
  private final PhotoFilesCheck files;
  private final Problems problems;

  ChildCheck(IndexReader reader, PhotoFilesCheck files, Problems problems) {
    this.vectors =
        List.of(
            new VectorCheck(reader, IndexSchema.CATEGORY_VECTOR),
            new VectorCheck(reader, IndexSchema.OBJECT_VECTOR));
    this.files = files;
    this.problems = problems;
  }

  /**
   * Checks the photo that {@code document} of {@code leaf} is.
   *
   * @param place which object's document it is, for messages
   */
  void photo(LeafReaderContext leaf, int document, String place) throws IOException {
    String photo = place;
    try {
      String id = BlockReader.photoId(leaf.reader(), document);
      photo = "photo " + id + " of " + place;
      if (SHA_256.matcher(id).matches()) {
        files.check(id, BlockReader.box(leaf.reader(), document), photo);
        if (BlockReader.isUpload(leaf.reader(), document)) {
          files.requireOriginal(id, photo);
        }
      } else {
        problems.add(
            Problem.Kind.OBJECT, place + ": a photo's id must be a SHA-256 in hex, got " + id);
      }
    } catch (CatalogueException e) {
      problems.add(Problem.Kind.OBJECT, place, e);
    }
    vectors(leaf, document, photo);
    for (Map.Entry<String, Float> norm : BlockReader.norms(leaf.reader(), document).entrySet()) {
      float length = norm.getValue();
      if (!(length > 0 && Float.isFinite(length))) {
        problems.add(
            Problem.Kind.VECTORS,
            photo
                + ": "
                + norm.getKey()
                + " must be positive and finite, is "
                + (Float.isNaN(length) ? "not there or no number" : length));
      }
    }
  }

  /** Checks the aggregate that {@code document} of {@code leaf} is. */
  void aggregate(LeafReaderContext leaf, int document, String place) throws IOException {
    vectors(leaf, document, "the aggregate of " + place);
  }

  private void vectors(LeafReaderContext leaf, int document, String place) throws IOException {
    for (VectorCheck check : vectors) {
      String wrong = check.wrong(leaf.docBase + document);
      if (wrong != null) {
        problems.add(Problem.Kind.VECTORS, place + ": " + wrong);
      }
    }
  }
}
