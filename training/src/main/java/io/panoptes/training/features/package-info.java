/** Keeps the features of photos on disk, so that frozen layers see each photo once. */
@NullMarked
package io.panoptes.training.features;

import org.jspecify.annotations.NullMarked;
