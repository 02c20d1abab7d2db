/** The catalogue as read: what it holds, nearest neighbours, recognition. */
@NullMarked
package io.panoptes.search;

import org.jspecify.annotations.NullMarked;
