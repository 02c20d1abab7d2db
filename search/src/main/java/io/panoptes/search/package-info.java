/**
 * The command {@code search}: {@link io.panoptes.search.SearchCommand}; and, for those that keep a
 * catalogue open while it changes, {@link io.panoptes.search.LiveCatalogue}.
 */
@NullMarked
package io.panoptes.search;

import org.jspecify.annotations.NullMarked;
