/**
 * The command {@code demo}: a catalogue that comes with Panoptes, questions to it, and its page.
 */
@NullMarked
package io.panoptes.web.demo;

import org.jspecify.annotations.NullMarked;
