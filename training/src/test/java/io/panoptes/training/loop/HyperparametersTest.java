package io.panoptes.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HyperparametersTest {
  @TempDir private Path folder;

  private Hyperparameters read(String json) throws IOException {
    return Hyperparameters.read(Files.writeString(folder.resolve("config.json"), json));
  }

  @Test
  void whatAFileLeavesOut_isThePapers() throws IOException {
    assertThat(read("{}")).isEqualTo(Hyperparameters.DEFAULT);
    Hyperparameters some = read("{\"views\":12,\"lambda\":2,\"mining\":false}");
    assertThat(some.views()).isEqualTo(12);
    assertThat(some.lambda()).isEqualTo(2);
    assertThat(some.mining()).isFalse();
    assertThat(some.alpha()).isEqualTo(0.25f);
    assertThat(some.pairsPerObject()).isEqualTo(10);
  }

  @Test
  void unknownKey_isRefusedByName_andTheOthersAreListed() {
    assertThatThrownBy(() -> read("{\"veiws\":12}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("config.json: there is no hyper-parameter veiws; there are ")
        .hasMessageContaining("views");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'views':0}|views must be 1 to 1000, got 0",
        "{'objectDimension':2049}|objectDimension must be 1 to 2048, got 2049",
        "{'alpha':-0.5}|alpha must be 0 to 2, got -0.5",
        "{'averageDecay':1}|averageDecay must be 0 to 0.999999, got 1",
        "{'objectWeight':0,'categoryWeight':0,'softmaxWeight':0}|must be above 0, all are 0",
        "{'views':2.5}|2.5",
        "{'views':'8'}|String",
        "{'views':null}|null",
        "[]|must hold a JSON object",
        "{|is not JSON"
      })
  void badValue_isNamed(String json, String message) {
    assertThatThrownBy(() -> read(json.replace('\'', '"')))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("config.json")
        .hasMessageContaining(message);
  }

  @Test
  void learningRates_areHalvedEveryFiveEpochs() {
    Hyperparameters parameters = Hyperparameters.DEFAULT;
    assertThat(parameters.rateFactor(0)).isEqualTo(1);
    assertThat(parameters.rateFactor(4)).isEqualTo(1);
    assertThat(parameters.rateFactor(5)).isEqualTo(0.5f);
    assertThat(parameters.rateFactor(24)).isEqualTo(0.0625f);
  }
}
