/**
 * Where objects come from: a folder of photos, a manifest, another generation. Public for the
 * indexer.
 */
@NullMarked
package io.panoptes.indexer.source;

import org.jspecify.annotations.NullMarked;
