package io.panoptes.encoder.network;

/** How the views of a set become one vector. */
public enum Fusion {
  /** The mean of the views' raw vectors: what closed-form heads come with. */
  MEAN,
  /** Trained self-attention over the views, then the mean. */
  ATTENTION
}
