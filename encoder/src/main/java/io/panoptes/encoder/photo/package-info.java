/**
 * From files to pixels: a {@link io.panoptes.encoder.photo.PhotoReader} reads whole photos, upright
 * and in sRGB, or refuses them by name.
 */
@NullMarked
package io.panoptes.encoder.photo;

import org.jspecify.annotations.NullMarked;
