package io.panoptes.indexer;

import io.panoptes.encoder.FakeModel;
import io.panoptes.indexer.edit.ObjectEditor;
import io.panoptes.search.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A program that makes {@link RandomEdit}s, one after the other, until it is killed, and prints the
 * number of each that was acknowledged. {@link IndexerProcess} starts it.
 */
final class EditingProgram {
  private EditingProgram() {}

  /** Edits the catalogue in the folder, by the seed, from the number on that the arguments are. */
  public static void main(String... arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    try (Catalogue leased = Catalogue.open(folder, FakeModel::open);
        ObjectEditor editor = new ObjectEditor(folder, Duration.ofSeconds(10))) {
      for (int number = Integer.parseInt(arguments[2]); ; number++) {
        RandomEdit.of(seed, number).make(editor, leased);
        System.out.print(number + "\n");
        System.out.flush();
      }
    }
  }
}
