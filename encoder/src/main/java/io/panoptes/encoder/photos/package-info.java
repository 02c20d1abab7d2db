/**
 * Folders of photos as objects: a {@link io.panoptes.encoder.photos.PhotoTree} says which objects a
 * folder holds. Public for {@code indexer} and {@code training}, which must agree on that.
 */
@NullMarked
package io.panoptes.encoder.photos;

import org.jspecify.annotations.NullMarked;
