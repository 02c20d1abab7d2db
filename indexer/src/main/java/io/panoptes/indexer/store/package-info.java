/**
 * The files of a catalogue: its locks, its pictures, and an index that is written batch by batch.
 * Public for the indexer.
 */
@NullMarked
package io.panoptes.indexer.store;

import org.jspecify.annotations.NullMarked;
