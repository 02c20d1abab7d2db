package io.panoptes.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelIdTest {
  @Test
  void people_areShownTwelveDigits() {
    assertThat(new ModelId("0123456789abcdef".repeat(4))).hasToString("0123456789ab");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3fa2c01b77de", "../../etc/passwd"})
  void whatIsNoSha256_isRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelId(text))
        .withMessage("a model id must be 64 hex digits, got " + text);
  }

  @Test
  void upperCase_isRefused_sinceFoldersAreNamedByIt() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ModelId("A".repeat(64)));
  }
}
