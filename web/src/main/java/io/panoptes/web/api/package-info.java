/** The routes: what is asked over HTTP, and how it is answered. */
@NullMarked
package io.panoptes.web.api;

import org.jspecify.annotations.NullMarked;
