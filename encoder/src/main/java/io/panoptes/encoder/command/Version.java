package io.panoptes.encoder.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. Public for the commands of other modules. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() throws IOException {
    try (InputStream resource =
        Objects.requireNonNull(Version.class.getResourceAsStream("version.txt"), "version.txt")) {
      return new String[] {
        "Panoptes " + new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip()
      };
    }
  }
}
