/** Panoptes as its users start it: from a clone, and from the archive. */
@NullMarked
package io.panoptes.dist;

import org.jspecify.annotations.NullMarked;
