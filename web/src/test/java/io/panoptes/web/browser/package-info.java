/**
 * The page in a real browser: Chromium, driven by its own driver, against a real server with the
 * demo's photos.
 */
@NullMarked
package io.panoptes.web.browser;

import org.jspecify.annotations.NullMarked;
