/** What tables, manifests and forms say of objects, and why some of it cannot be used. */
@NullMarked
package io.panoptes.indexer.table;

import org.jspecify.annotations.NullMarked;
