/** The page that people see. */
@NullMarked
package io.panoptes.web.page;

import org.jspecify.annotations.NullMarked;
