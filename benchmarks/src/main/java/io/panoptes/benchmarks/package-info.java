/** Measurements; each class's Javadoc is the command that runs it. */
@NullMarked
package io.panoptes.benchmarks;

import org.jspecify.annotations.NullMarked;
