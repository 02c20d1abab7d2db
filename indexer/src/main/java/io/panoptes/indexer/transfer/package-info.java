/** A catalogue as one file: export and import. */
@NullMarked
package io.panoptes.indexer.transfer;

import org.jspecify.annotations.NullMarked;
