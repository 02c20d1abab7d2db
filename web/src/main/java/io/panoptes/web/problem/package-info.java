/** What goes wrong, as answers say it: RFC 9457 problem documents. */
@NullMarked
package io.panoptes.web.problem;

import org.jspecify.annotations.NullMarked;
