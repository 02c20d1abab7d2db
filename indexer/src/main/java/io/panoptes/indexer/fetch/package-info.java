/**
 * Photos from the web: {@link io.panoptes.indexer.fetch.PhotoAddresses} fetches them by https, from
 * hosts that the user named. Public for the indexer.
 */
@NullMarked
package io.panoptes.indexer.fetch;

import org.jspecify.annotations.NullMarked;
