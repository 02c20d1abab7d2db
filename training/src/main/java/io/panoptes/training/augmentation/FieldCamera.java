package io.panoptes.training.augmentation;

import io.panoptes.encoder.photo.Photo;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Takes photos of objects in clutter from their pictures on a plain background: renders and studio
 * pictures. The object is cut out and put into a room among other things, at some size and tilt,
 * partly hidden; then the picture goes through what cameras do. Many threads may share one.
 */
public final class FieldCamera {
  /** Larger photos are reduced before the object is cut out: pictures are hardly larger. */
  private static final int LONGEST_SIDE = 400;

  private final Seed seed;
  private final Clutter clutter;
  private final FieldConditions conditions;

  /** Makes one. */
  public FieldCamera(Seed seed, Clutter clutter, FieldConditions conditions) {
    this.seed = seed;
    this.clutter = clutter;
    this.conditions = conditions;
  }

  /**
   * Takes copy {@code copy} of {@code photo}, the same whenever it is asked for.
   *
   * @param object id of what the photo shows: no clutter is taken from its photos
   */
  public FieldPhoto take(Photo photo, String object, int copy) {
    return switch (CutOut.of(photo.atMost(LONGEST_SIDE).image())) {
      case CutOut.Refused refused -> new FieldPhoto.NotCutOut(refused.reason());
      case CutOut.Done done -> {
        Draws draws = seed.draws(photo.id(), copy);
        BufferedImage scene = scene(done.image(), clutter.without(object), draws);
        BufferedImage picture = Augmented.steps(scene, draws, conditions.camera());
        yield new FieldPhoto.Taken(photo.with(picture), draws.drawn());
      }
    };
  }

  private BufferedImage scene(BufferedImage object, List<Clutter.Piece> others, Draws draws) {
    Framing.Drawn frame =
        conditions.framing().draw(object.getWidth(), object.getHeight(), draws.part("framing"));
    BufferedImage standing = Canvas.clear(frame.width(), frame.height());
    Graphics2D alone = Canvas.graphics(standing);
    alone.drawImage(object, frame.object(), null);
    alone.dispose();
    List<BufferedImage> things =
        others.stream().filter(Clutter.Piece::isCutOut).map(Clutter.Piece::image).toList();
    BufferedImage scene = Canvas.opaque(frame.width(), frame.height());
    Graphics2D graphics = Canvas.graphics(scene);
    room(graphics, frame, others, things, draws);
    conditions.shadow().draw(graphics, object, frame.object(), draws.part("object"));
    graphics.drawImage(standing, 0, 0, null);
    graphics.dispose();
    conditions.occluder().draw(scene, standing, things, draws.part("occluder"));
    return scene;
  }

  /** Draws all that is behind the object, tilted. */
  private void room(
      Graphics2D graphics,
      Framing.Drawn frame,
      List<Clutter.Piece> others,
      List<BufferedImage> things,
      Draws draws) {
    Graphics2D tilted = (Graphics2D) graphics.create();
    tilted.transform(frame.tilt());
    int aside = frame.beyond(frame.width());
    int above = frame.beyond(frame.height());
    double foot = frame.height() * draws.part("room").in("foot", conditions.foot());
    BufferedImage backdrop =
        conditions
            .backdrop()
            .paint(
                frame.width() + 2 * aside,
                frame.height() + 2 * above,
                (int) Math.ceil(above + foot),
                others,
                draws.part("backdrop"));
    tilted.drawImage(backdrop, -aside, -above, null);
    conditions
        .things()
        .draw(
            tilted,
            frame,
            things,
            foot,
            frame.objectBottom(),
            conditions.shadow(),
            draws.part("things"));
    tilted.dispose();
  }
}
