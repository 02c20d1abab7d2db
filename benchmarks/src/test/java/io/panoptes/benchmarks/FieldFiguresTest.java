package io.panoptes.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.benchmarks.Asked.By;
import io.panoptes.benchmarks.FieldFigures.Taken;
import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.folder.PhotoTree;
import io.panoptes.encoder.folder.Skipped;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.training.evaluation.Task;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The field test of drawn renders. */
class FieldFiguresTest {
  private static final int VIEWS = 4;
  private static final Split SPLIT = new Split("drawn", "test", 2);

  @TempDir private Path folder;
  private Path root = folder;
  private TestTree tree = new TestTree(folder);

  @BeforeEach
  void drawRenders() throws IOException {
    root = folder.resolve("renders");
    tree = TestTree.in(root);
    object("chair/red", Color.RED);
    object("chair/black", Color.BLACK);
    object("lamp/blue", Color.BLUE);
    object("lamp/green", Color.GREEN);
  }

  private void object(String object, Color colour) throws IOException {
    for (int view = 1; view <= VIEWS; view++) {
      tree.write(object + "/" + view + ".jpg", render(colour, 40 + 10 * view));
    }
  }

  private static byte[] render(Color colour, int width) throws IOException {
    BufferedImage image = new BufferedImage(160, 160, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(212, 212, 212));
    graphics.fillRect(0, 0, 160, 160);
    graphics.setColor(colour);
    graphics.fillRect(40, 30, width, 90);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, "jpeg", bytes)).isTrue();
    return bytes.toByteArray();
  }

  private PhotoTree renders() throws IOException {
    return PhotoTree.read(root, _ -> false);
  }

  private static List<String> names(ObjectPhotos object) {
    return object.photos().stream().map(photo -> photo.getFileName().toString()).toList();
  }

  @Test
  void everyFigure_isTakenOfTheRenders_andOfTheirFieldPhotos() throws IOException {
    Path model = folder.resolve("model");
    FakeModel.of("fa4e").copyTo(model);
    try (FieldPhotos field = FieldPhotos.of(renders(), root, 1)) {
      FieldFigures figures = FieldFigures.of(SPLIT, root, root, field, model, FakeModel::open);
      assertThat(figures.model()).isEqualTo(FakeModel.of("fa4e").id());
      for (Taken taken : Taken.values()) {
        assertThat(figures.report(taken).test().photos()).isEqualTo(16);
        assertThat(figures.report(taken).train().photos()).isEqualTo(16);
        assertThat(figures.answers(taken, By.ONE_PHOTO)).hasSize(8);
        assertThat(figures.answers(taken, By.ALL_PHOTOS)).hasSize(4);
      }
      assertThat(figures.report(Taken.CLEAN).evaluation().scores(Task.SV_OBJECT_ACCURACY).percent())
          .isEqualTo(100);
      assertThat(figures.answers(Taken.CLEAN, By.ONE_PHOTO)).allMatch(Answered::isObjectRight);
      assertThat(figures.report(Taken.FIELD).evaluation().objects())
          .isNotEqualTo(figures.report(Taken.CLEAN).evaluation().objects());
    }
  }

  @Test
  void renderThatCannotBeCutOut_isListed_andTheOthersKeepTheirPairs() throws IOException {
    Path busy = tree.photo("chair/red/3.jpg", 5, 1);
    try (FieldPhotos field = FieldPhotos.of(renders(), root, 1)) {
      assertThat(field.count()).isEqualTo(15);
      assertThat(field.skipped()).singleElement().extracting(Skipped::path).hasToString("" + busy);
      List<ObjectPhotos> asking = field.of(SPLIT.asking(renders()));
      assertThat(asking)
          .extracting(ObjectPhotos::id)
          .containsExactly("chair/black", "chair/red", "lamp/blue", "lamp/green");
      assertThat(names(asking.get(0))).containsExactly("3.jpg", "4.jpg");
      assertThat(names(asking.get(1))).containsExactly("4.jpg");
      assertThat(asking.get(1).photos().getFirst()).startsWith(field.root());
    }
  }

  @Test
  void objectWithoutFieldPhotos_doesNotAsk() throws IOException {
    tree.photo("chair/red/3.jpg", 5, 1);
    tree.photo("chair/red/4.jpg", 5, 2);
    try (FieldPhotos field = FieldPhotos.of(renders(), root, 1)) {
      assertThat(field.of(SPLIT.asking(renders())))
          .extracting(ObjectPhotos::id)
          .containsExactly("chair/black", "lamp/blue", "lamp/green");
    }
  }

  @Test
  void fieldPhotos_areGoneOnceClosed_andOthersByAnotherSeed() throws IOException {
    Path out;
    byte[] first;
    try (FieldPhotos field = FieldPhotos.of(renders(), root, 1)) {
      out = field.root();
      first = Files.readAllBytes(out.resolve("chair/red/1.jpg"));
    }
    assertThat(out).doesNotExist();
    try (FieldPhotos field = FieldPhotos.of(renders(), root, 2)) {
      assertThat(Files.readAllBytes(field.root().resolve("chair/red/1.jpg"))).isNotEqualTo(first);
    }
  }

  @Test
  void photosOfAnObjectThatTheCatalogueHasNot_doNotAsk() throws IOException {
    Path model = folder.resolve("model");
    FakeModel.of("fa4e").copyTo(model);
    List<ObjectPhotos> shown = SPLIT.shown(renders());
    assertThatThrownBy(() ->
            SplitCatalogue.of(shown.subList(1, 4), SPLIT.asking(renders()), model, FakeModel::open))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("photos that ask must show an object of the catalogue, got chair/black");
  }
}
