/** Fits the network's heads to a folder of photos. */
@NullMarked
package io.panoptes.training;

import org.jspecify.annotations.NullMarked;
