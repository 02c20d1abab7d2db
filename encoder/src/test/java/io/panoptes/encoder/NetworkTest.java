package io.panoptes.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Depth;
import io.panoptes.encoder.network.Fusion;
import io.panoptes.encoder.photo.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code network.json} says, in both of its formats. */
class NetworkTest {
  private static final Path FILE = Path.of("model/network.json");
  private static final Network.Space SPACE = new Network.Space(8, Fusion.MEAN);

  private static final Look MIRRORED =
      new Look(Frame.whole(224), true, List.of(Depth.HEAD, Depth.GEM, new Depth(3)));
  private static final Look MIDDLE = new Look(new Frame(0.7, 260), false, List.of(Depth.HEAD));

  private static Pretrained pretrained(String name, Look... looks) {
    return new Pretrained(
        name, "5a".repeat(32), Backbone.named(name).normalization(), List.of(looks));
  }

  private static Network network(Pretrained... backbones) {
    return new Network(List.of(backbones), SPACE, SPACE);
  }

  private static String both() {
    return network(
            pretrained(TestModels.LITE0, MIRRORED),
            pretrained(TestModels.LITE2, Look.plain(260), MIDDLE))
        .toJson();
  }

  @Test
  void bundledModel_isReadAndWrittenByteForByte() throws IOException {
    Path file = Path.of(System.getProperty("panoptes.root")).resolve("models/general/network.json");
    String json = Files.readString(file);
    assertThat(json).contains("\"format\" : 2");
    assertThat(Network.parse(json, file).toJson()).isEqualTo(json);
  }

  /** As the first bundled model was written, whose copies are in catalogues. */
  @Test
  void format1_isReadAndWrittenByteForByte() throws IOException {
    String json;
    try (InputStream file = NetworkTest.class.getResourceAsStream("format-1.json")) {
      json = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
    Network network = Network.parse(json, FILE);
    assertThat(json).contains("\"format\" : 1");
    assertThat(network.backbones().getFirst().looks()).containsExactly(Look.plain(260));
    assertThat(network.toJson()).isEqualTo(json);
  }

  @Test
  void severalBackbones_areReadBackInTheirOrder_withTheirLooks() throws IOException {
    Network network = Network.parse(both(), FILE);
    assertThat(both())
        .contains("\"format\" : 2")
        .containsPattern(
            "\"looks\" : \\[ \\{\\s+\"share\" : 1.0,\\s+\"side\" : 224,\\s+\"mirror\" : true,"
                + "\\s+\"features\" : \\[ \"head\", \"gem\", \"stage3\" ]");
    assertThat(network.backbones())
        .containsExactly(
            pretrained(TestModels.LITE0, MIRRORED),
            pretrained(TestModels.LITE2, Look.plain(260), MIDDLE));
  }

  static List<Pretrained> beyondFormat1() {
    return List.of(
        pretrained(TestModels.LITE0, new Look(Frame.whole(224), true, List.of(Depth.HEAD))),
        pretrained(TestModels.LITE0, new Look(Frame.whole(224), false, List.of(new Depth(3)))),
        pretrained(TestModels.LITE2, MIDDLE),
        pretrained(TestModels.LITE2, Look.plain(260), MIDDLE));
  }

  @ParameterizedTest
  @MethodSource("beyondFormat1")
  void whatFormat1CannotSay_isSaidInFormat2(Pretrained backbone) throws IOException {
    Network network = network(backbone);
    assertThat(network.toJson()).contains("\"format\" : 2");
    assertThat(Network.parse(network.toJson(), FILE)).isEqualTo(network);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "\"mirror\" : true; \"mirror\" : \"yes\"; mirror must be true or false, got \"yes\"",
        "\"mirror\" : true; \"glass\" : true; mirror",
        "efficientnet_lite2; efficientnet_lite0; backbones must be one or several different ones",
        "efficientnet_lite2; efficientnet_lite9; efficientnet_lite9",
        "triangle-antialiased; nearest; resize must be triangle-antialiased, got nearest",
        "\"backbones\" : [; \"others\" : [; backbones",
        "\"side\" : 224; \"side\" : 0; side must be positive, got 0",
        "\"share\" : 0.7; \"share\" : 1.7; share must be above 0 and at most 1, got 1.7",
        "\"share\" : 0.7; \"share\" : \"all\"; share must be a number, got \"all\"",
        "\"share\" : 0.7; \"share\" : 1; looks must be one or several through different frames",
        "stage3; stage7; a depth of efficientnet_lite0 must be one of head, gem, stage0, stage1,"
            + " stage2, stage3, stage4, stage5, stage6, got stage7",
        "stage3; neck; a depth must be head, gem or a stage such as stage4, got neck",
        "stage3; head; head first, then gem, then stages in ascending order, none twice,"
            + " got [head, gem, head]",
        "[ \"head\", \"gem\", \"stage3\" ]; \"head\"; features must be a list, got \"head\"",
        "[ \"head\", \"gem\", \"stage3\" ]; [ ]; a look must have depths"
      })
  void networkThatCannotBeBuilt_isRefusedByTheValue(String good, String bad, String why) {
    assertThat(both()).contains(good);
    assertThatThrownBy(() -> Network.parse(both().replace(good, bad), FILE))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(FILE.toString())
        .hasMessageContaining(why);
  }

  @Test
  void noBackbones_orNoLooks_areRefused() {
    assertThatThrownBy(() -> network())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("backbones must be one or several different ones, got []");
    assertThatThrownBy(() -> pretrained(TestModels.LITE0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("looks must be one or several through different frames, got []");
  }

  @Test
  void vgg_hasItsHeadOnly() {
    Look shallow = new Look(Frame.whole(224), false, List.of(new Depth(0)));
    assertThatThrownBy(() -> pretrained("vgg16_pooled", shallow))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a depth of vgg16_pooled must be one of head, got stage0");
  }
}
