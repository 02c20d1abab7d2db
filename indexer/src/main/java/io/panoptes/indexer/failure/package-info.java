/** Why a command cannot go on, and how that is told: in one line. */
@NullMarked
package io.panoptes.indexer.failure;

import org.jspecify.annotations.NullMarked;
