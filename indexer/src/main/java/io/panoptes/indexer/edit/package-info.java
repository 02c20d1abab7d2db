/** Single objects, as a server writes them: {@link io.panoptes.indexer.edit.ObjectEditor}. */
@NullMarked
package io.panoptes.indexer.edit;

import org.jspecify.annotations.NullMarked;
