/**
 * Objects as a catalogue has them: {@link io.panoptes.search.entry.ObjectEntry} is what is noted of
 * one, {@link io.panoptes.search.entry.CatalogueObject} has its vectors, too.
 */
@NullMarked
package io.panoptes.search.entry;

import org.jspecify.annotations.NullMarked;
