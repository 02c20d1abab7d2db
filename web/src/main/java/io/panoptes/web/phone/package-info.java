/**
 * How a phone beside this computer finds the page: an address of the local network, as a QR code.
 */
@NullMarked
package io.panoptes.web.phone;

import org.jspecify.annotations.NullMarked;
