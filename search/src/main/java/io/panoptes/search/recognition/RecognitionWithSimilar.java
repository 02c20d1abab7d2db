package io.panoptes.search.recognition;

import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import java.util.List;

/**
 * What photos of one thing show, and what is alike, as of one commit.
 *
 * @param similar objects nearest in category space, best first
 */
public record RecognitionWithSimilar(Recognition recognition, List<ObjectCandidate> similar) {
  public RecognitionWithSimilar {
    similar = List.copyOf(similar);
  }
}
