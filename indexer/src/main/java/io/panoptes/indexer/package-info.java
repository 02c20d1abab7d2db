/**
 * The command {@code indexer}, which makes and keeps catalogues, and what it prints: {@link
 * io.panoptes.indexer.IndexerCommand}.
 */
@NullMarked
package io.panoptes.indexer;

import org.jspecify.annotations.NullMarked;
