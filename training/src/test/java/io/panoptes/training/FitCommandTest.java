package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.Look;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.Pretrained;
import io.panoptes.encoder.command.CommandRunner;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.encoder.network.Weights;
import io.panoptes.encoder.photo.PhotoReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as users run it, on drawn photos and the smaller of the bundled backbones. */
class FitCommandTest {
  private static final Path BACKBONES =
      Path.of(System.getProperty("panoptes.root")).resolve("backbones");

  @TempDir private Path temporary;
  private Path photos = Path.of("");
  private TestTree tree = new TestTree(photos);
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void drawPhotos() throws IOException {
    photos = temporary.resolve("photos");
    tree = TestTree.in(photos);
    tree.object("mug/red", 1, 3).object("mug/blue", 2, 3).object("pot/green", 3, 3);
  }

  /** Fits on one look at the head: less to encode. */
  private int fit(String... further) {
    List<String> arguments = new ArrayList<>(List.of(further));
    arguments.add("--plain");
    return fitByRecipe(arguments.toArray(String[]::new));
  }

  private int fitByRecipe(String... further) {
    List<String> arguments = new ArrayList<>(List.of("fit", "--quiet"));
    arguments.addAll(List.of("--object-dir", photos.toString()));
    arguments.addAll(List.of(further));
    if (!arguments.contains("--backbone")) {
      arguments.addAll(List.of("--backbone", "efficientnet_lite0"));
    }
    return CommandRunner.run(
        new TrainingCommand(BACKBONES),
        new PrintWriter(out),
        new PrintWriter(err),
        arguments.toArray(String[]::new));
  }

  private Path model(String name) {
    return temporary.resolve(name);
  }

  private JsonNode card(String name) throws IOException {
    return new ObjectMapper().readTree(Files.readString(model(name).resolve("card.json")));
  }

  @Test
  void fit_writesAModelThatLoads_andSaysWhatItWasFittedTo() throws IOException {
    assertThat(fit("--out", model("m").toString())).isEqualTo(CommandRunner.DONE);
    ModelFolder model = ModelFolder.open(model("m"));
    assertThat(out.toString())
        .contains(model.id() + " to 9 photos of 3 objects in 2 categories: " + model("m"));
    // Nine photos have eight directions.
    assertThat(model.network().category().dimension()).isEqualTo(8);
    assertThat(model.network().object().dimension()).isEqualTo(8);
    assertThat(card("m").at("/training/photos").intValue()).isEqualTo(9);
    assertThat(card("m").at("/method/category_head").textValue()).contains("discriminants");
    try (var encoder = model.load()) {
      assertThat(encoder.objectDimension()).isEqualTo(8);
    }
  }

  @Test
  void sameCommand_givesTheSameId_andAGeneralOneAnother() throws IOException {
    fit("--out", model("one").toString());
    fit("--out", model("two").toString());
    fit("--general", "--out", model("general").toString());
    assertThat(ModelFolder.open(model("two")).id()).isEqualTo(ModelFolder.open(model("one")).id());
    assertThat(ModelFolder.open(model("general")).id())
        .isNotEqualTo(ModelFolder.open(model("one")).id());
    assertThat(card("general").at("/method/category_head").textValue())
        .contains("principal directions");
  }

  @Test
  void objectsOfTheSamePathInSeveralFolders_areOne() throws IOException {
    Path more = temporary.resolve("more");
    TestTree.in(more).object("mug/red", 7, 2).object("bowl/white", 8, 2);
    assertThat(fit("--object-dir", more.toString(), "--out", model("m").toString()))
        .isEqualTo(CommandRunner.DONE);
    assertThat(out.toString()).contains("13 photos of 4 objects in 3 categories");
    assertThat(card("m").at("/training/objects").intValue()).isEqualTo(4);
  }

  @Test
  void whatIsLeftOutOfAnyFolder_isNamed() throws IOException {
    Path more = temporary.resolve("more");
    Path bad = TestTree.in(more).object("mug/red", 7, 2).write("mug/red/bad.jpg", "no photo");
    assertThat(fit("--object-dir", more.toString(), "--out", model("m").toString()))
        .isEqualTo(CommandRunner.LEFT_OUT);
    assertThat(err.toString()).contains("skipped " + bad);
  }

  @Test
  void photosWithoutCategories_areFittedTo_andTheCardSaysSo() throws IOException {
    photos = photos.resolve("mug");
    assertThat(fit("--out", model("m").toString())).isEqualTo(CommandRunner.DONE);
    assertThat(card("m").at("/method/category_head").textValue())
        .contains("within objects (the photos have no categories)");
  }

  @Test
  void publishedSplit_isFittedTo_andWhatItLacksIsNamed() throws IOException {
    photos = temporary.resolve("train");
    tree = TestTree.in(photos);
    tree.object("1", 1, 8).object("2", 2, 7);
    try (InputStream categories = FitCommandTest.class.getResourceAsStream("data/small.npy")) {
      Files.copy(Objects.requireNonNull(categories), photos.resolve("train_o2c.npy"));
    }
    assertThat(fit("--out", model("m").toString())).isEqualTo(CommandRunner.LEFT_OUT);
    assertThat(out.toString()).contains("15 photos of 2 objects in 2 categories");
    assertThat(err.toString())
        .contains("skipped " + photos.resolve("2/8.jpg") + ": missing-view")
        .contains("skipped " + photos.resolve("3") + ": no-object");
  }

  @Test
  void about_isPutOnTheCard() throws IOException {
    Path about =
        tree.write("../about.json", "{\"name\":\"pots\",\"training\":{\"licence\":\"CC0\"}}");
    fit("--out", model("m").toString(), "--about", about.toString());
    assertThat(card("m").at("/name").textValue()).isEqualTo("pots");
    assertThat(card("m").at("/training/licence").textValue()).isEqualTo("CC0");
    assertThat(card("m").at("/training/photos").intValue()).isEqualTo(9);
  }

  @Test
  void photoThatCannotBeRead_isNamed_andLeftOut() throws IOException {
    Path bad = tree.write("mug/red/bad.jpg", "no photo");
    assertThat(fit("--out", model("m").toString())).isEqualTo(CommandRunner.LEFT_OUT);
    assertThat(err.toString()).contains("skipped " + bad);
    assertThat(card("m").at("/training/photos").intValue()).isEqualTo(9);
    assertThat(card("m").at("/training/skipped_photos").intValue()).isEqualTo(1);
  }

  @Test
  void backboneMayBeAFile_whichItsTensorsTellApart() throws IOException {
    Path file = model("weights.safetensors");
    Files.copy(BACKBONES.resolve("tf_efficientnet_lite0.safetensors"), file);
    fit("--out", model("named").toString());
    fit("--out", model("file").toString(), "--backbone", file.toString());
    assertThat(ModelFolder.open(model("file")).network().backbones())
        .extracting(Pretrained::name)
        .containsExactly("efficientnet_lite0");
    assertThat(ModelFolder.open(model("file")).id())
        .isEqualTo(ModelFolder.open(model("named")).id());
  }

  @Test
  void backbonesSideBySide_giveOneModel_thatLoads() throws IOException {
    String both = "efficientnet_lite2+" + BACKBONES.resolve("tf_efficientnet_lite1.safetensors");
    assertThat(fit("--out", model("m").toString(), "--backbone", both))
        .isEqualTo(CommandRunner.DONE);
    ModelFolder model = ModelFolder.open(model("m"));
    assertThat(model.network().backbones())
        .extracting(Pretrained::name)
        .containsExactly("efficientnet_lite2", "efficientnet_lite1");
    assertThat(card("m").at("/method/backbone").textValue())
        .isEqualTo("efficientnet_lite2+efficientnet_lite1");
    try (var encoder = model.load()) {
      assertThat(encoder.objectDimension()).isEqualTo(8);
    }
  }

  @Test
  void fileWithAPlusInItsName_isOneBackbone() throws IOException {
    Path file = model("lite0+mine.safetensors");
    Files.copy(BACKBONES.resolve("tf_efficientnet_lite0.safetensors"), file);
    assertThat(fit("--out", model("m").toString(), "--backbone", file.toString()))
        .isEqualTo(CommandRunner.DONE);
  }

  @Test
  void backboneBesideItself_orBesideNothing_isRefused() {
    assertThat(
            fit(
                "--out",
                model("m").toString(),
                "--backbone",
                "efficientnet_lite0+efficientnet_lite0"))
        .isEqualTo(CommandRunner.USAGE);
    assertThat(err.toString())
        .contains("backbones side by side must differ, got efficientnet_lite0 twice");
    assertThat(fit("--out", model("m").toString(), "--backbone", "efficientnet_lite0+"))
        .isEqualTo(CommandRunner.USAGE);
    assertThat(err.toString()).contains("there is no file ''");
  }

  @Test
  void mirrorImages_areAPropertyOfTheModel() throws IOException {
    fit("--out", model("plain").toString());
    assertThat(fit("--mirror", "--out", model("m").toString())).isEqualTo(CommandRunner.DONE);
    ModelFolder model = ModelFolder.open(model("m"));
    assertThat(model.network().backbones().getFirst().looks().getFirst().mirrored()).isTrue();
    assertThat(model.id()).isNotEqualTo(ModelFolder.open(model("plain")).id());
    assertThat(card("m").at("/method/mirrored").booleanValue()).isTrue();
  }

  @Test
  void withoutOptions_backbonesLookTwice_andSeveralDepthsAreRead() throws IOException {
    assertThat(fitByRecipe("--out", model("m").toString())).isEqualTo(CommandRunner.DONE);
    assertThat(ModelFolder.open(model("m")).network().backbones().getFirst().looks())
        .extracting(Look::toString)
        .containsExactly(
            "the whole at side 224: gem, stage3, stage4", "the middle 0.7 at side 224: gem");
    assertThat(card("m").at("/method/looks/efficientnet_lite0/1").textValue())
        .isEqualTo("the middle 0.7 at side 224: gem");
  }

  @Test
  void plain_isOneLookReadAtTheHead_whichFormat1CanSay() throws IOException {
    assertThat(fit("--out", model("m").toString())).isEqualTo(CommandRunner.DONE);
    assertThat(Files.readString(model("m").resolve("network.json"))).contains("\"format\" : 1");
    assertThat(fit("--depths", "head", "--out", model("n").toString()))
        .isEqualTo(CommandRunner.USAGE);
    assertThat(err.toString()).contains("--plain must stand alone");
  }

  @Test
  void depthThatThereIsNot_isRefusedByName() {
    assertThat(fitByRecipe("--depths", "head,9", "--out", model("m").toString()))
        .isEqualTo(CommandRunner.USAGE);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("a depth of efficientnet_lite0 must be one of head, gem, stage0")
        .contains("got stage9");
    assertThat(model("m")).doesNotExist();
  }

  /** As if there were no stages at all: a head fitted to heads only is the twin. */
  @Test
  void categoriesOfAGeneralModel_areFittedBehindHeadsOnly_andObjectsToAllDepths()
      throws IOException {
    List<String> both = List.of("--general", "--full-precision", "--looks", "whole");
    fitByRecipe(and(both, "--depths", "gem,4,5", "--out", model("general").toString()));
    fitByRecipe(and(both, "--depths", "gem", "--out", model("heads").toString()));
    try (NDManager manager = NDManager.newBaseManager();
        Encoder general = ModelFolder.open(model("general")).load();
        Encoder heads = ModelFolder.open(model("heads")).load()) {
      Map<String, NDArray> weights =
          Weights.read(manager, model("general").resolve("weights.safetensors"));
      NDIndex stages = new NDIndex(":, 1280:" + (1280 + 112 + 192));
      assertThat(largest(weights, "category.linear.weight", stages)).isZero();
      assertThat(largest(weights, "object.linear.weight", stages)).isPositive();
      for (Path photo :
          List.of(photos.resolve("mug/red/1.jpg"), photos.resolve("pot/green/3.jpg"))) {
        Embedding ofGeneral = embed(general, photo);
        Embedding ofHeads = embed(heads, photo);
        assertThat(ofGeneral.category().distance(ofHeads.category())).isLessThan(1e-3);
        assertThat(ofGeneral.object().distance(ofHeads.object())).isGreaterThan(1e-2);
      }
    }
  }

  /** One look, else as it comes: what the recipe for other catalogues is, of two backbones. */
  @Test
  void generalModel_readsTheLaterStage_andItsCategoriesSeeTheHeadsOfBothBackbones()
      throws IOException {
    String both = "efficientnet_lite0+efficientnet_lite1";
    fitByRecipe(
        "--general", "--looks", "whole", "--backbone", both, "--out", model("m").toString());
    assertThat(card("m").at("/method/looks/efficientnet_lite1/0").textValue())
        .endsWith(": gem, stage4");
    assertThat(card("m").at("/method/object_head").textValue()).endsWith("share 0.5");
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> weights =
          Weights.read(manager, model("m").resolve("weights.safetensors"));
      int gem = 1280;
      int stage = 112; // of either
      NDIndex secondHead = new NDIndex(":, " + (gem + stage) + ":" + (2 * gem + stage));
      NDIndex secondStage = new NDIndex(":, " + (2 * gem + stage) + ":");
      assertThat(largest(weights, "category.linear.weight", secondHead)).isPositive();
      assertThat(largest(weights, "category.linear.weight", secondStage)).isZero();
      assertThat(largest(weights, "object.linear.weight", secondStage)).isPositive();
    }
  }

  private static String[] and(List<String> arguments, String... further) {
    return Stream.concat(arguments.stream(), Stream.of(further)).toArray(String[]::new);
  }

  private static float largest(Map<String, NDArray> weights, String name, NDIndex columns) {
    return Objects.requireNonNull(weights.get(name)).get(columns).abs().max().getFloat();
  }

  private static Embedding embed(Encoder encoder, Path photo) throws IOException {
    return encoder
        .encode(List.of(encoder.prepare(new PhotoReader().read(photo))))
        .getFirst()
        .embedding();
  }

  @Test
  void generalModelWithoutHeads_isRefused() {
    assertThat(fitByRecipe("--general", "--depths", "4/5", "--out", model("m").toString()))
        .isEqualTo(CommandRunner.USAGE);
    assertThat(err.toString()).contains("must be read at head or gem").contains("[stage4, stage5]");
  }

  /** Looks and depths, since these are what is cached; heads of 1,392 features. */
  @Test
  void cachedFeatures_giveTheSameModel_andOnlyNewPhotosAreAdded() throws IOException {
    Path cache = temporary.resolve("cache");
    List<String> looks = List.of("--looks", "whole", "--depths", "head,4");
    List<String> cached = List.of(and(looks, "--feature-cache", cache.toString()));
    fitByRecipe(and(looks, "--out", model("without").toString()));
    fitByRecipe(and(cached, "--out", model("cold").toString()));
    List<Path> files = files(cache);
    assertThat(files).hasSize(1);
    fitByRecipe(and(cached, "--out", model("warm").toString()));
    assertThat(files(cache)).isEqualTo(files);
    ModelId id = ModelFolder.open(model("without")).id();
    assertThat(ModelFolder.open(model("cold")).id()).isEqualTo(id);
    assertThat(ModelFolder.open(model("warm")).id()).isEqualTo(id);

    tree.photo("pot/green/4.jpg", 3, 4);
    fitByRecipe(and(looks, "--out", model("more without").toString()));
    fitByRecipe(and(cached, "--out", model("more").toString()));
    assertThat(ModelFolder.open(model("more")).id())
        .isEqualTo(ModelFolder.open(model("more without")).id())
        .isNotEqualTo(id);
    assertThat(files(cache))
        .hasSize(2)
        .anySatisfy(file -> assertThat(file).hasSize(48 + 32 + 4 * (1280 + 112) + 4));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void cacheThatCannotBeWritten_isSaid_andTheModelIsFitted() throws IOException {
    Path file = tree.write("../file", "no folder");
    assertThat(fit("--out", model("m").toString(), "--feature-cache", file.toString()))
        .isEqualTo(CommandRunner.DONE);
    assertThat(err.toString()).contains("features are not kept in " + file);
    assertThat(ModelFolder.open(model("m")).network().object().dimension()).isEqualTo(8);
  }

  @Test
  void photoThatCannotBeRead_isNeverCached() throws IOException {
    Path cache = temporary.resolve("cache");
    tree.write("mug/red/bad.jpg", "no photo");
    fit("--out", model("m").toString(), "--feature-cache", cache.toString());
    assertThat(fit("--out", model("n").toString(), "--feature-cache", cache.toString()))
        .isEqualTo(CommandRunner.LEFT_OUT);
    assertThat(files(cache))
        .singleElement()
        .satisfies(file -> assertThat(file).hasSize(48 + 9 * (32 + 4 * 1280 + 4)));
  }

  @Test
  void moreFeaturesThanTheAlgebraTakes_areRefused() {
    String looks = "whole,middle:0.9,middle:0.8,middle:0.7,middle:0.6";
    assertThat(fitByRecipe("--looks", looks, "--depths", "head", "--out", model("m").toString()))
        .isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString()).contains("at most 6144 features, efficientnet_lite0 has 6400");
  }

  @Test
  void backboneThatIsNone_isRefused() throws IOException {
    assertThat(fit("--out", model("m").toString(), "--backbone", "resnet"))
        .isEqualTo(CommandRunner.USAGE);
    assertThat(err.toString()).contains("a backbone must be one of").contains("resnet");
    Path noBackbone = tree.write("../no.safetensors", "no tensors");
    assertThat(fit("--out", model("m").toString(), "--backbone", noBackbone.toString()))
        .isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString()).contains(noBackbone.toString());
    assertThat(fit("--out", model("m").toString(), "--backbone", "vgg16"))
        .isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString()).contains("the weights of vgg16 are not bundled");
    assertThat(model("m")).doesNotExist();
  }

  @Test
  void folderThatIsThere_isNotOverwritten() {
    fit("--out", model("m").toString());
    assertThat(fit("--out", model("m").toString())).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString()).contains(model("m") + " exists and is not empty");
  }

  @Test
  void folderWithoutPhotos_orWithOne_isRefused() throws IOException {
    photos = Files.createDirectory(temporary.resolve("empty"));
    assertThat(fit("--out", model("m").toString())).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString()).contains("there are no photos in " + photos);
    TestTree.in(photos).photo("only/1.jpg", 1, 1);
    assertThat(fit("--out", model("m").toString())).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString()).contains("heads are fitted to two photos at least");
    assertThat(model("m")).doesNotExist();
  }

  @Test
  void photosThatDoNotDiffer_areRefused() throws IOException {
    photos = Files.createDirectory(temporary.resolve("same"));
    TestTree.in(photos).photo("a/1.jpg", 1, 1);
    TestTree.in(photos).photo("b/1.jpg", 1, 1);
    assertThat(fit("--out", model("m").toString())).isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString()).contains("photos that differ").contains(photos.toString());
  }

  @Test
  void catalogueAmongThePhotos_isPassedOver() throws IOException {
    tree.write("catalogue/catalogue.json", "{}");
    tree.photo("catalogue/thumbnails/ab/1.jpg", 4, 1);
    fit("--out", model("m").toString());
    assertThat(card("m").at("/training/photos").intValue()).isEqualTo(9);
  }

  @Test
  void aboutThatIsNoJson_isNamed() throws IOException {
    Path about = tree.write("../about.json", "{name");
    assertThat(fit("--out", model("m").toString(), "--about", about.toString()))
        .isEqualTo(CommandRunner.FAILED);
    assertThat(err.toString().lines()).singleElement().asString().contains(about + " is not JSON");
  }

  @Test
  void wrongUsage_isOneLine() {
    assertThat(fit()).isEqualTo(CommandRunner.USAGE);
    assertThat(err.toString().lines()).singleElement().asString().contains("--out");
  }
}
