/** Measures a model: the paper's eight tasks, how sure their figures are, and what lies behind. */
@NullMarked
package io.panoptes.training.evaluation;

import org.jspecify.annotations.NullMarked;
