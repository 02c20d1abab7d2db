package io.panoptes.search.index;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Lucene's own codec, for vectors of up to 4,096 dimensions. It has Lucene's names throughout, so
 * that plain Lucene reads what it writes.
 */
final class LongVectorsCodec extends Lucene104Codec {
  private final KnnVectorsFormat vectors = new LongVectorsFormat();

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    return vectors;
  }

  /** Lucene stops at 1,024 dimensions, the paper's models have 2,048. */
  private static final class LongVectorsFormat extends KnnVectorsFormat {
    private static final int MAX_DIMENSIONS = 4096;

    private final KnnVectorsFormat lucene;

    LongVectorsFormat() {
      this(new Lucene99HnswVectorsFormat());
    }

    private LongVectorsFormat(KnnVectorsFormat lucene) {
      super(lucene.getName());
      this.lucene = lucene;
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
      return lucene.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
      return lucene.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
      return MAX_DIMENSIONS;
    }
  }
}
