/** What operators see: metrics, health, log lines. */
@NullMarked
package io.panoptes.web.operations;

import org.jspecify.annotations.NullMarked;
