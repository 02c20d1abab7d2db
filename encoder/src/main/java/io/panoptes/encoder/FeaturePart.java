package io.panoptes.encoder;

import io.panoptes.encoder.network.Depth;

/**
 * Which of a photo's features come from one backbone, look and depth: {@code channels} of them from
 * {@code first} on, counted from 0.
 *
 * @param backbone the backbone's name
 */
public record FeaturePart(String backbone, Look look, Depth depth, int first, int channels) {}
