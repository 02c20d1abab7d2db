/**
 * Folders of photos as objects: a {@link io.panoptes.encoder.folder.PhotoTree} says which objects a
 * folder holds. Public for {@code indexer} and {@code training}, which must agree on that.
 */
@NullMarked
package io.panoptes.encoder.folder;

import org.jspecify.annotations.NullMarked;
