/**
 * What can be asked of objects, as {@link io.panoptes.search.query.Filter} and {@link
 * io.panoptes.search.query.RecognitionOptions} say it, and which documents of the index that is.
 */
@NullMarked
package io.panoptes.search.query;

import org.jspecify.annotations.NullMarked;
