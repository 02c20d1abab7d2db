package io.panoptes.training.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheFolderTest {
  private static final Path HOME = Path.of("/home/jo");

  @Test
  void withoutVariables_itIsInTheHome() {
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "", "PANOPTES_CACHE", ""), HOME))
        .isEqualTo(CacheFolder.of(Map.of(), HOME))
        .isEqualTo(Path.of("/home/jo/.cache/panoptes/features"));
  }

  @Test
  void variables_nameAnother_oursBeforeTheUsers_andRelativeOnesDoNotCount() {
    Map<String, String> users = Map.of("XDG_CACHE_HOME", "/scratch");
    assertThat(CacheFolder.of(users, HOME)).isEqualTo(Path.of("/scratch/panoptes/features"));
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "scratch"), HOME))
        .isEqualTo(CacheFolder.of(Map.of(), HOME));
    assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "/scratch", "PANOPTES_CACHE", "here"), HOME))
        .isEqualTo(Path.of("here/features"));
  }
}
