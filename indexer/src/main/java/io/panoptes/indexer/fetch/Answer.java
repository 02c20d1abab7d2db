package io.panoptes.indexer.fetch;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one request for a photo that may yet succeed. */
sealed interface Answer {
  /** The photo's bytes, in an array of their own. */
  record Photo(ByteBuffer content) implements Answer {}

  /** The photo is elsewhere. */
  record Redirect(URI address) implements Answer {}

  /**
   * Another attempt may succeed.
   *
   * @param reason why this one did not
   * @param pause what the server asks for, if it says
   */
  record Later(UnreachablePhotoException reason, @Nullable Duration pause) implements Answer {}
}
