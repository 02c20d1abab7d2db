/** The losses of arXiv 2403.00272, one a file: vectors in, a scalar that has a gradient out. */
@NullMarked
package io.panoptes.training.loss;

import org.jspecify.annotations.NullMarked;
