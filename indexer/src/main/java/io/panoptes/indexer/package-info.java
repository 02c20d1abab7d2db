/** The catalogue as written: folders of photos in, documents out. */
@NullMarked
package io.panoptes.indexer;

import org.jspecify.annotations.NullMarked;
