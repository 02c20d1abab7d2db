/**
 * Photos in, vectors out: {@link io.panoptes.encoder.photo.PhotoReader} turns a file into pixels,
 * an {@link io.panoptes.encoder.Encoder} turns pixels into category and object vectors.
 */
@NullMarked
package io.panoptes.encoder;

import org.jspecify.annotations.NullMarked;
