package io.panoptes.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.command.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {
  /** SHA-256 of "sesame", by sha256sum. */
  private static final String SESAME =
      "d0c04f4b1951e4aeaaec8223ed2039e542f3aae805a6fa7f6d794e5afff5d272";

  @TempDir Path folder;

  private ApiKeys keys(String content) throws Exception {
    return ApiKeys.read(Files.writeString(folder.resolve("keys"), content));
  }

  @Test
  void aKeyOfTheFile_isKnownByItsHash_withItsRole() throws Exception {
    ApiKeys keys = keys("# who may\n\ntill read " + SESAME + "\n");

    assertThat(keys.caller("sesame")).contains(new Caller("till", false));
    assertThat(keys.caller("Sesame")).isEmpty();
    assertThat(keys.caller("")).isEmpty();
    assertThat(keys.caller(SESAME)).isEmpty();
  }

  @Test
  void aLineThatIsNone_isRefusedByItsNumber_andNotShown() {
    assertThatThrownBy(() -> keys("till read " + SESAME + "\nboss write sesame\n"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("NAME read|write SHA256HEX")
        .hasMessageContaining("line 2")
        .hasMessageNotContaining("sesame");
  }

  @Test
  void aNameThatComesTwice_isRefused() {
    assertThatThrownBy(() -> keys("a read " + SESAME + "\na write " + SESAME + "\n"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("got a again");
  }

  @Test
  void aFileWithoutKeys_isRefused() {
    assertThatThrownBy(() -> keys("# none\n"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("holds none");
  }

  @Test
  void freshKeys_areNeverTheSame_andFitIntoAnAddress() {
    Set<String> fresh = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      fresh.add(ApiKeys.fresh());
    }
    assertThat(fresh).hasSize(100).allMatch(key -> key.matches("[A-Za-z0-9_-]{43}"));
  }
}
