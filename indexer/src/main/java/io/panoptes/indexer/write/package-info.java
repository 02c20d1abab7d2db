/**
 * The door to all that writes a catalogue, {@link io.panoptes.indexer.write.CatalogueWriter}, and
 * the runs behind it: describing, changing models, compacting.
 */
@NullMarked
package io.panoptes.indexer.write;

import org.jspecify.annotations.NullMarked;
