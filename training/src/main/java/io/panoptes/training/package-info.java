/** The commands: fits a model to folders of photos, and measures it. */
@NullMarked
package io.panoptes.training;

import org.jspecify.annotations.NullMarked;
