/**
 * The catalogue as read: {@link io.panoptes.search.catalogue.Catalogue} is what {@link
 * io.panoptes.search.catalogue.CatalogueFolder} holds.
 */
@NullMarked
package io.panoptes.search.catalogue;

import org.jspecify.annotations.NullMarked;
