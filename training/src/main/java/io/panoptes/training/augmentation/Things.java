package io.panoptes.training.augmentation;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Other things that stand behind the object, from the wall's foot to where it stands itself.
 *
 * @param most of them; none is as likely as each other number
 * @param size longer side in shares of the picture's shorter one
 * @param x middle in shares of the picture's width; those at the edges are cut off
 */
record Things(int most, Range size, Range x) {
  Things {
    if (most < 0 || most > 20) {
      throw new IllegalArgumentException("most must be from 0 to 20, got " + most);
    }
    size.within("size", 0.02, 1.5);
    x.within("x", -0.5, 1.5);
  }

  /**
   * Draws some of {@code images}, {@link BufferedImage#TYPE_INT_ARGB}.
   *
   * @param foot of the wall, in pixels from the picture's top
   * @param front where the object stands, in the same pixels
   */
  void draw(
      Graphics2D graphics,
      Framing.Drawn frame,
      List<BufferedImage> images,
      double foot,
      double front,
      ContactShadow shadow,
      Draws draws) {
    if (images.isEmpty()) {
      return;
    }
    int count = draws.index("count", most + 1);
    for (int i = 0; i < count; i++) {
      Draws thing = draws.part(Integer.toString(i));
      BufferedImage image = images.get(thing.index("which", images.size()));
      double scale =
          Math.min(frame.width(), frame.height())
              * thing.in("size", size)
              / Math.max(image.getWidth(), image.getHeight());
      // The later it is drawn, the nearer it stands.
      double bottom = foot + Math.max(0, front - foot) * (i + 1) / (count + 1);
      AffineTransform place =
          AffineTransform.getTranslateInstance(
              frame.width() * thing.in("x", x) - scale * image.getWidth() / 2,
              bottom - scale * image.getHeight());
      place.scale(scale, scale);
      shadow.draw(graphics, image, place, thing);
      graphics.drawImage(image, place, null);
    }
  }
}
