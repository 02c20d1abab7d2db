/**
 * The network as DJL blocks: a {@link io.panoptes.encoder.network.Backbone} turns pixels into
 * features, {@link io.panoptes.encoder.network.PoseInvariantAttention} turns the features of a set
 * of views into one embedding. Public for {@code training}, which fits what is here.
 */
@NullMarked
package io.panoptes.encoder.network;

import org.jspecify.annotations.NullMarked;
