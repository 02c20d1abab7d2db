/** The catalogue over HTTP: {@link io.panoptes.web.Server}. */
@NullMarked
package io.panoptes.web;

import org.jspecify.annotations.NullMarked;
