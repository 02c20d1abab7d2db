package io.panoptes.training.augmentation;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * A part of the photo in the photo's size: nearer, and framed less well.
 *
 * @param area share of the photo's area that is left, above 0 and at most 1
 * @param aspect factor on the part's width against its height, about 1
 */
public record ResizedCrop(Range area, Range aspect) implements Augmentation {
  public ResizedCrop {
    area.within("area", 0.01, 1);
    aspect.within("aspect", 0.25, 4);
  }

  @Override
  public BufferedImage apply(BufferedImage image, Draws draws) {
    double side = Math.sqrt(draws.in("area", area));
    double stretch = Math.sqrt(draws.in("aspect", aspect));
    double width = image.getWidth() * Math.min(1, side * stretch);
    double height = image.getHeight() * Math.min(1, side / stretch);
    double left = draws.in("left", new Range(0, image.getWidth() - width));
    double top = draws.in("top", new Range(0, image.getHeight() - height));
    BufferedImage crop = Canvas.opaque(image.getWidth(), image.getHeight());
    Graphics2D graphics = Canvas.graphics(crop);
    graphics.scale(image.getWidth() / width, image.getHeight() / height);
    graphics.translate(-left, -top);
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return crop;
  }
}
