package io.panoptes.web;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.CommandRunner;
import java.nio.file.Path;
import java.util.Arrays;

/** The program {@code web} with the fake model; tests start it as a process of its own. */
final class FakeWeb {
  private FakeWeb() {}

  /**
   * Runs the command, and ends the process with its exit status.
   *
   * @param arguments the model of a new catalogue, and then those of {@code web}
   */
  public static void main(String... arguments) {
    Path bundled = Path.of(arguments[0]);
    String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
    System.exit(CommandRunner.run(new WebCommand(FakeModel::open, () -> bundled), rest));
  }
}
