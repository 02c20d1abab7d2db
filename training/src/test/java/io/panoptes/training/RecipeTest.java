package io.panoptes.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.Look;
import io.panoptes.encoder.Pretrained;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.encoder.network.Depth;
import io.panoptes.encoder.photo.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {
  private static final String LITE2 = "efficientnet_lite2";

  @TempDir private Path temporary;

  private List<Look> looks(Recipe recipe, String backbone) throws IOException {
    Path file = Files.writeString(temporary.resolve("weights"), "any");
    Pretrained pretrained =
        recipe.on(new LinkedHashMap<>(Map.of(backbone, file))).firstEntry().getKey();
    assertThat(pretrained.name()).isEqualTo(backbone);
    return pretrained.looks();
  }

  private List<Look> looksBesideLite2(Recipe recipe) throws IOException {
    SequencedMap<String, Path> weights = new LinkedHashMap<>();
    for (String backbone : List.of(LITE2, "efficientnet_lite1")) {
      weights.put(backbone, Files.writeString(temporary.resolve(backbone), "any"));
    }
    return recipe.on(weights).lastEntry().getKey().looks();
  }

  private static Look look(double share, int side, Depth... depths) {
    return new Look(new Frame(share, side), false, List.of(depths));
  }

  @Test
  void withoutOptions_theWholeIsReadAtThreeDepths_andTheMiddleAtOne() throws IOException {
    assertThat(looks(Recipe.parse(null, null, false), LITE2))
        .containsExactly(
            look(1, 260, Depth.GEM, new Depth(3), new Depth(4)), look(0.7, 260, Depth.GEM));
  }

  @Test
  void forOtherCatalogues_theEarlierOfTheStagesIsNotRead_unlessItWasAskedFor() throws IOException {
    assertThat(looks(Recipe.parseGeneral(null, null, false), LITE2))
        .containsExactly(look(1, 260, Depth.GEM, new Depth(4)), look(0.7, 260, Depth.GEM));
    assertThat(looks(Recipe.parseGeneral("whole", "gem,3", false), LITE2))
        .containsExactly(look(1, 260, Depth.GEM, new Depth(3)));
  }

  @Test
  void withOneLook_theDepthsAreThoseOfTheFirst_andTheLastOnesAreThoseOfFurtherLooks()
      throws IOException {
    assertThat(looks(Recipe.parse("whole", null, false), LITE2))
        .containsExactly(look(1, 260, Depth.GEM, new Depth(3), new Depth(4)));
    assertThat(looks(Recipe.parse("whole,middle:0.7,middle:0.4", null, false), LITE2))
        .last()
        .isEqualTo(look(0.4, 260, Depth.GEM));
  }

  @Test
  void backbonesSideBySide_lookAlike_eachAtItsOwnSide() throws IOException {
    assertThat(looksBesideLite2(Recipe.parse(null, null, false)))
        .containsExactly(
            look(1, 240, Depth.GEM, new Depth(3), new Depth(4)), look(0.7, 240, Depth.GEM));
    assertThat(looksBesideLite2(Recipe.parse(null, "head", false)))
        .containsExactly(look(1, 240, Depth.HEAD), look(0.7, 240, Depth.HEAD));
    assertThat(looksBesideLite2(Recipe.plain(false))).containsExactly(Look.plain(240));
  }

  @Test
  void plain_isTheLookThatBackbonesWereMadeFor() throws IOException {
    assertThat(looks(Recipe.plain(false), LITE2)).containsExactly(Look.plain(260));
  }

  @Test
  void options_sayWhatIsLookedAt_andHowDeepEachLookIsRead() throws IOException {
    Recipe recipe = Recipe.parse("middle:0.5,whole,middle:0.9", "0,6/head,stage3", true);
    assertThat(looks(recipe, "efficientnet_lite0"))
        .containsExactly(
            new Look(new Frame(0.5, 224), true, List.of(new Depth(0), new Depth(6))),
            new Look(Frame.whole(224), true, List.of(Depth.HEAD, new Depth(3))),
            new Look(new Frame(0.9, 224), true, List.of(Depth.HEAD, new Depth(3))));
  }

  @Test
  void depthThatABackboneLacks_isLeftOut_unlessItWasAskedFor() throws IOException {
    assertThat(looks(Recipe.parse(null, null, false), "vgg16_pooled"))
        .containsExactly(look(1, 224, Depth.HEAD), look(0.7, 224, Depth.HEAD));
    assertThatThrownBy(() -> looks(Recipe.parse(null, "head,4", false), "vgg16_pooled"))
        .isInstanceOf(UsageException.class)
        .hasMessage("a depth of vgg16_pooled must be one of head, got stage4");
    assertThatThrownBy(() -> looks(Recipe.parse(null, "head,7", false), LITE2))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("stage6, got stage7");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "half; head; a look must be whole or middle:SHARE, the share above 0 and below 1, got 'half'",
        "''; head; got ''",
        "whole,; head; got ''",
        "middle:; head; got 'middle:'",
        "middle:1; head; got 'middle:1'",
        "middle:0; head; got 'middle:0'",
        "middle:NaN; head; got 'middle:NaN'",
        "whole,whole; head; looks must differ, got whole twice",
        "middle:0.7,middle:.7; head; looks must differ, got middle:.7 twice",
        "whole; neck; a depth must be head, gem or the number of a stage such as 4, got 'neck'",
        "whole; ''; got ''",
        "whole; -1; got '-1'",
        "whole; head,/head; --depths may have a list for each look, got 2 lists for 1 look",
        "whole; 4,head; a look must have depths, head first"
      })
  void optionsThatCannotBeUnderstood_areRefusedByTheValue(String looks, String depths, String why) {
    assertThatThrownBy(() -> looks(Recipe.parse(looks, depths, false), LITE2))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(why);
  }
}
