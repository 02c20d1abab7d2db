/** Who may do what, and what browsers are told to refuse. */
@NullMarked
package io.panoptes.web.security;

import org.jspecify.annotations.NullMarked;
