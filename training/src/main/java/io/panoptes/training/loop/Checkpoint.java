package io.panoptes.training.loop;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a checkpoint says beside its tensors.
 *
 * @param step steps that were taken
 * @param separation ρ when it was last measured; NaN if never
 * @param configuration all that decides a run: to go on, it must be the same
 */
record Checkpoint(long step, double separation, JsonNode configuration) {}
