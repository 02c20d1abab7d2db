package io.panoptes.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.network.Backbone;
import io.panoptes.encoder.network.Fusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code network.json} says, in both of its formats. */
class NetworkTest {
  private static final Path FILE = Path.of("model/network.json");
  private static final Network.Space SPACE = new Network.Space(8, Fusion.MEAN);

  private static Pretrained pretrained(String name, boolean mirrored) {
    Backbone backbone = Backbone.named(name);
    return new Pretrained(
        name,
        "5a".repeat(32),
        new Preprocessing(backbone.side(), backbone.normalization(), mirrored));
  }

  private static Network network(Pretrained... backbones) {
    return new Network(List.of(backbones), SPACE, SPACE);
  }

  private static String both() {
    return network(pretrained(TestModels.LITE0, false), pretrained(TestModels.LITE2, true))
        .toJson();
  }

  @Test
  void modelsInTheField_areRead_andWrittenByteForByte() throws IOException {
    Path file = Path.of(System.getProperty("panoptes.root")).resolve("models/general/network.json");
    String json = Files.readString(file);
    Network network = Network.parse(json, file);
    assertThat(json).contains("\"format\" : 1");
    assertThat(network.backbones().getFirst().preprocessing().mirrored()).isFalse();
    assertThat(network.toJson()).isEqualTo(json);
  }

  @Test
  void severalBackbones_areReadBackInTheirOrder() throws IOException {
    Network network = Network.parse(both(), FILE);
    assertThat(both()).contains("\"format\" : 2");
    assertThat(network.backbones())
        .containsExactly(pretrained(TestModels.LITE0, false), pretrained(TestModels.LITE2, true));
  }

  @Test
  void mirrorImages_areNothingThatFormat1CanSay() throws IOException {
    Network network = network(pretrained(TestModels.LITE0, true));
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
        "\"side\" : 224; \"side\" : 0; side must be positive, got 0"
      })
  void networkThatCannotBeBuilt_isRefusedByTheValue(String good, String bad, String why) {
    assertThat(both()).contains(good);
    assertThatThrownBy(() -> Network.parse(both().replace(good, bad), FILE))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(FILE.toString())
        .hasMessageContaining(why);
  }

  @Test
  void noBackbones_areRefused() {
    assertThatThrownBy(() -> network())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("backbones must be one or several different ones, got []");
  }
}
