package io.panoptes.encoder;

/**
 * Where a photo, or a set of photos, lies in the two spaces: things of one kind are near in the
 * category space, photos of one thing are near in the object space (arXiv 2403.00272).
 */
public record Embedding(UnitVector category, UnitVector object) {}
