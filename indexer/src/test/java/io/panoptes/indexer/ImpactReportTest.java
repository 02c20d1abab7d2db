package io.panoptes.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.search.inspection.Impact;
import io.panoptes.search.inspection.Impact.Change;
import io.panoptes.search.inspection.Impact.Nearest;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImpactReportTest {
  @Test
  void aPhotoThatTheGenerationAfterLacks_isToldAsLeftBehind() {
    Nearest found = new Nearest(0.1, "mug/1", "other", 0.2);
    Nearest lacked = new Nearest(Double.POSITIVE_INFINITY, null, null, Double.NEGATIVE_INFINITY);
    Change lost = new Change("mug/3", "photo", "1.jpg", found, lacked);
    Impact impact = new Impact(1, 1, 1, 0, 1, 0, List.of(lost), List.of(), List.of(), List.of());
    assertThat(ImpactReport.text(impact)).contains("after left behind");
  }
}
