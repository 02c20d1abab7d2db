/**
 * Objects as documents of an index: {@link io.panoptes.search.index.IndexSchema} writes them,
 * {@link io.panoptes.search.index.BlockReader} reads them.
 */
@NullMarked
package io.panoptes.search.index;

import org.jspecify.annotations.NullMarked;
