/**
 * Adding objects: {@link io.panoptes.indexer.add.AddRun} reads, encodes and writes them, and tells
 * what became of each.
 */
@NullMarked
package io.panoptes.indexer.add;

import org.jspecify.annotations.NullMarked;
