/**
 * Photos in, answers out: {@link io.panoptes.search.recognition.Recogniser} finds objects and
 * categories, and says how sure it is.
 */
@NullMarked
package io.panoptes.search.recognition;

import org.jspecify.annotations.NullMarked;
