/** Data sets: which objects, categories and sessions a folder of photos holds. */
@NullMarked
package io.panoptes.training.data;

import org.jspecify.annotations.NullMarked;
