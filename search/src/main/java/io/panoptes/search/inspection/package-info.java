/**
 * What a catalogue is worth: {@link io.panoptes.search.inspection.Inspector} looks for damage and
 * measures the graph, {@link io.panoptes.search.inspection.Impact} what a change of the model
 * changes.
 */
@NullMarked
package io.panoptes.search.inspection;

import org.jspecify.annotations.NullMarked;
