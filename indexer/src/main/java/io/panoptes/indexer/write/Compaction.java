package io.panoptes.indexer.write;

import io.panoptes.encoder.Model;
import io.panoptes.indexer.store.CatalogueUse;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.index.CatalogueException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.lucene.util.IOUtils;

/**
 * Clears away what nothing needs: generations before the previous one, models of none that is kept,
 * thumbnails and originals of photos that no kept generation has, and files that a killed process
 * left half-written. The caller has the catalogue's {@linkplain CatalogueUse use} to itself.
 */
final class Compaction {
  /** A thumbnail, perhaps of a part of the photo, or an original. */
  private static final Pattern PHOTO = Pattern.compile("([0-9a-f]{64})(@[0-9.,E-]+)?(\\.jpg)?");

  /** What the folder of a generation ends with while it is cleared away. */
  private static final String CLEARED = ".cleared";

  private final CatalogueFolder folder;
  private final Model.Opener models;

  // Of the thread that runs it.
  private int files;
  private long bytes;
  private int generations;

  Compaction(CatalogueFolder folder, Model.Opener models) {
    this.folder = folder;
    this.models = models;
  }

  /** What was cleared away: photos' files, old generations, and the bytes of both and of models. */
  record Cleared(int files, int generations, long bytes) {}

  /** Clears away. */
  Cleared run() throws IOException {
    clearLeftovers();
    NavigableSet<Integer> kept = new TreeSet<>();
    int current = folder.currentGeneration();
    kept.add(current);
    try (Catalogue catalogue = Catalogue.open(folder, current, models)) {
      catalogue.previousGeneration().ifPresent(kept::add);
    }
    kept.retainAll(folder.generations());
    for (int generation : folder.generations()) {
      if (!kept.contains(generation)) {
        clearGeneration(folder.generation(generation));
        generations++;
      }
    }
    List<Catalogue> open = new ArrayList<>();
    try {
      for (int generation : kept) {
        open.add(Catalogue.open(folder, generation, models));
      }
      openBegun(open);
      clearModels(open);
      clearFiles(folder.thumbnails(), open);
      clearFiles(folder.originals(), open);
    } finally {
      IOUtils.close(open);
    }
    return new Cleared(files, generations, bytes);
  }

  /** Ends what a killed process was clearing away. */
  private void clearLeftovers() throws IOException {
    for (Path entry : entries(generationsFolder())) {
      if (entry.getFileName().toString().endsWith(CLEARED)) {
        clear(entry);
      }
    }
  }

  /** Takes the name from a generation before its files, since half of one can be no generation. */
  private void clearGeneration(Path index) throws IOException {
    Path cleared = index.resolveSibling(index.getFileName() + CLEARED);
    Files.move(index, cleared, StandardCopyOption.ATOMIC_MOVE);
    IOUtils.fsync(generationsFolder(), true);
    clear(cleared);
  }

  private Path generationsFolder() {
    return Objects.requireNonNull(folder.generation(1).getParent());
  }

  /** Keeps what a killed process has begun, if there is anything to go on with. */
  private void openBegun(List<Catalogue> open) throws IOException {
    for (int generation : folder.generationsBuilding()) {
      Path index = folder.building(generation);
      try {
        open.add(Catalogue.open(folder, generation, index, models));
      } catch (CatalogueException e) {
        clear(index);
      }
    }
  }

  private void clearModels(List<Catalogue> kept) throws IOException {
    Set<Path> needed = new HashSet<>();
    kept.forEach(catalogue -> needed.add(folder.model(catalogue.model())));
    for (Path model : entries(folder.models())) {
      if (!needed.contains(model)) {
        clear(model);
      }
    }
  }

  private void clearFiles(Path root, List<Catalogue> kept) throws IOException {
    for (Path shelf : entries(root)) {
      if (!Files.isDirectory(shelf)) {
        continue; // none of ours
      }
      for (Path file : entries(shelf)) {
        if (!isNeeded(file.getFileName().toString(), kept)) {
          clear(file);
          files++;
        }
      }
    }
  }

  private static boolean isNeeded(String file, List<Catalogue> kept) throws IOException {
    Matcher name = PHOTO.matcher(file);
    if (!name.matches()) {
      return false; // half-written
    }
    for (Catalogue catalogue : kept) {
      if (catalogue.hasPhoto(name.group(1))) {
        return true;
      }
    }
    return false;
  }

  private void clear(Path fileOrFolder) throws IOException {
    try (Stream<Path> all = Files.walk(fileOrFolder)) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        bytes += Files.size(file);
      }
    }
    IOUtils.rm(fileOrFolder);
  }

  private static List<Path> entries(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException e) {
      // there are none
    }
    return entries;
  }
}
