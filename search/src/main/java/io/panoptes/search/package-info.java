/** The catalogue as read: a {@link io.panoptes.search.Catalogue} is what an index folder holds. */
@NullMarked
package io.panoptes.search;

import org.jspecify.annotations.NullMarked;
