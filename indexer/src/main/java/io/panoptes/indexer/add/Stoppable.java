package io.panoptes.indexer.add;

/** Something long that can be asked to end soon, by any thread. */
public interface Stoppable {
  /** Asks it to end: what is complete is committed, the rest is left for the next run. */
  void stop();
}
