package io.panoptes.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorFileTest {
  @Test
  void rows_comeBackAsTheyWereAdded_acrossChunks() throws IOException {
    List<float[]> rows = new RandomVectors(1).centres(Vectors.CHUNK + 3, 5);
    try (VectorFile file = new VectorFile(5)) {
      for (float[] row : rows) {
        file.add(row);
      }
      Vectors vectors = file.vectors();
      assertThat(vectors.count()).isEqualTo(rows.size());
      assertThat(vectors.dimension()).isEqualTo(5);
      for (int i = 0; i < rows.size(); i++) {
        assertThat(vectors.row(i)).isEqualTo(rows.get(i));
      }
    }
  }

  @Test
  void distancesFromAFile_areThoseFromMemory() throws IOException {
    List<float[]> rows = new RandomVectors(2).centres(100, 16);
    List<float[]> fromMemory = new ArrayList<>();
    List<float[]> fromFile = new ArrayList<>();
    Vectors memory = Vectors.of(16, rows);
    Distances.forEachBlock(
        memory, memory, (_, block) -> block, block -> fromMemory.addAll(List.of(block)));
    try (VectorFile file = new VectorFile(16)) {
      for (float[] row : rows) {
        file.add(row);
      }
      Vectors vectors = file.vectors();
      Distances.forEachBlock(
          vectors, vectors, (_, block) -> block, block -> fromFile.addAll(List.of(block)));
    }
    assertThat(fromFile).containsExactlyElementsOf(fromMemory);
  }

  @Test
  void emptyFile_hasNoVectors() throws IOException {
    try (VectorFile file = new VectorFile(5)) {
      assertThat(file.vectors().count()).isZero();
    }
  }

  @Test
  void rowOfAnotherDimension_isRefused() throws IOException {
    try (VectorFile file = new VectorFile(5)) {
      assertThatThrownBy(() -> file.add(new float[4]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a vector must have 5 components, got 4");
    }
    assertThatThrownBy(() -> Vectors.of(5, List.of(new float[6])))
        .hasMessage("a vector must have 5 components, got 6");
    assertThatThrownBy(() -> Vectors.of(0, List.of()))
        .hasMessage("dimension must be positive, got 0");
  }
}
