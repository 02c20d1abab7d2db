/**
 * What cameras and rooms do to a product's photo: {@link
 * io.panoptes.training.augmentation.FieldPhoto} puts an object into clutter, {@link
 * io.panoptes.training.augmentation.Augmented} changes a photo as a whole. Everything is drawn from
 * a {@link io.panoptes.training.augmentation.Seed}.
 */
@NullMarked
package io.panoptes.training.augmentation;

import org.jspecify.annotations.NullMarked;
