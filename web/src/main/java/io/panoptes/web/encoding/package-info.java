/** Photos of requests into views: shared, bounded, remembered. */
@NullMarked
package io.panoptes.web.encoding;

import org.jspecify.annotations.NullMarked;
