/**
 * Trains PAN with gradient steps, by pairs of objects of one category: {@link
 * io.panoptes.training.loop.TrainingLoop} is the loop, in plain text.
 */
@NullMarked
package io.panoptes.training.loop;

import org.jspecify.annotations.NullMarked;
