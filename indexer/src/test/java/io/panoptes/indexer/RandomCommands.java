package io.panoptes.indexer;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.command.Progress;
import io.panoptes.indexer.transfer.CatalogueExport;
import io.panoptes.indexer.transfer.ExportResult;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import io.panoptes.search.index.CatalogueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Commands that change a catalogue, drawn at random, each with what it is to make of the catalogue.
 * Longer than most, since a command and its twin are read side by side.
 */
final class RandomCommands {
  /** Below so many objects nothing is taken out. */
  private static final int FEW = 12;

  /**
   * A command.
   *
   * @param after what the catalogue holds then
   * @param atOnce whether there is nothing between before and after
   * @param status its exit status
   * @param unencoded photos that it may have to encode: what was encoded before is not again
   */
  record Command(
      List<String> arguments, CatalogueState after, boolean atOnce, int status, int unencoded) {
    /** Returns what commands of its kind have in common. */
    String kind() {
      String first = arguments.getFirst();
      return List.of("remove", "import").contains(first) || arguments.size() == 1
          ? first
          : first + arguments.get(1);
    }
  }

  /** A command, given what the catalogue holds when it begins. */
  interface Plan extends Function<CatalogueState, Command> {}

  private record Exported(Path file, CatalogueState state) {}

  private final Path temp;
  private final CatalogueFolder files;
  private final Random random;
  private final ChangingTree tree;

  /** All that were seen to be in use. */
  private final Map<Integer, CatalogueState> generations = new HashMap<>();

  private @Nullable Exported exported;

  RandomCommands(Path temp, CatalogueFolder files, Random random, ChangingTree tree)
      throws IOException {
    this.temp = temp;
    this.files = files;
    this.random = random;
    this.tree = tree;
    FakeModel.of("fa4e").copyTo(model(FakeModel.of("fa4e").id()));
    FakeModel.of("beef").copyTo(model(FakeModel.of("beef").id()));
  }

  /** Returns the folder of one of the two models. */
  Path model(ModelId id) {
    return temp.resolve("model-" + id);
  }

  /** Remembers which generation is in use. */
  void remember(CatalogueState state) {
    generations.put(state.generation(), state);
  }

  /** Returns one that adds the tree as it is now. */
  Plan addAll() throws IOException {
    return add(Map.of(), false);
  }

  /** Returns any. */
  Plan next(CatalogueState now) throws IOException {
    if (now.objects().size() < FEW) {
      return addAll();
    }
    return switch (random.nextInt(13)) {
      case 0 -> remove(now);
      case 1 -> before -> plain(before, before, "compact");
      case 2 -> this::rebuild;
      case 3, 4 -> this::reindex;
      case 5 -> this::rollback;
      case 6 -> describe(now);
      case 7 -> importing(now);
      default -> {
        tree.change();
        yield add(prices(tree.objects().keySet()), random.nextBoolean());
      }
    };
  }

  /** Returns one that adds the tree as it is now, with a table of prices. */
  Plan add(Map<String, Double> prices, boolean prune) throws IOException {
    Path table = table(prices);
    SortedMap<String, List<PhotoEntry>> photos = tree.objects();
    return before -> {
      CatalogueState after = before.added(tree.root(), photos, prices, prune);
      List<String> arguments =
          new ArrayList<>(List.of("add", "--object-dir", tree.root().toString()));
      arguments.addAll(List.of("--metadata", table.toString(), "--keep-originals"));
      if (prune) {
        arguments.add("--prune");
      }
      return new Command(arguments, after, false, 0, unencoded(before, after));
    };
  }

  private Plan describe(CatalogueState now) throws IOException {
    Map<String, Double> prices = prices(now.objects().keySet());
    Path table = table(prices);
    return before -> plain(before, before.described(prices), "add", "--metadata", table.toString());
  }

  private Plan remove(CatalogueState now) {
    List<String> ids = new ArrayList<>(now.objects().keySet());
    Collections.shuffle(ids, random);
    List<String> chosen = ids.subList(0, 1 + random.nextInt(5));
    List<String> arguments = new ArrayList<>(List.of("remove"));
    arguments.addAll(chosen);
    return before ->
        before.objects().keySet().containsAll(chosen)
            ? new Command(arguments, before.without(chosen), true, 0, 0)
            : new Command(arguments, before, true, 1, 0); // removed, but not acknowledged
  }

  /** Returns one that imports what was exported some commands ago; if nothing was, exports. */
  private Plan importing(CatalogueState now) throws IOException {
    Exported old = exported;
    if (old == null || random.nextInt(3) == 0) {
      exported = export(now);
      return next(now);
    }
    List<String> arguments = List.of("import", old.file().toString(), "--replace");
    return before ->
        before.model().equals(old.state().model())
            ? new Command(arguments, before.imported(old.state()), false, 0, 0)
            : new Command(arguments, before, true, 1, 0);
  }

  private Exported export(CatalogueState now) throws IOException {
    Path file = Files.createTempFile(temp, "catalogue", ".export");
    ExportResult _ =
        new CatalogueExport(files.root(), FakeModel::open, Duration.ZERO)
            .writeTo(file, true, new Progress());
    return new Exported(file, now);
  }

  private static Command plain(CatalogueState before, CatalogueState after, String... arguments) {
    return new Command(List.of(arguments), after, before.objects().equals(after.objects()), 0, 0);
  }

  private Command rebuild(CatalogueState before) {
    return plain(before, before.succeeded(before.model()), "compact", "--rebuild");
  }

  private Command reindex(CatalogueState before) {
    ModelId old = FakeModel.of("fa4e").id();
    ModelId next = before.model().equals(old) ? FakeModel.of("beef").id() : old;
    List<String> arguments = List.of("reindex", "--model", model(next).toString());
    return new Command(
        arguments, before.succeeded(next), true, 0, countWithout(begun(before, next), before));
  }

  private Command rollback(CatalogueState before) {
    OptionalInt previous = before.previous();
    if (previous.isEmpty() || !Files.isDirectory(files.generation(previous.getAsInt()))) {
      return new Command(List.of("rollback"), before, true, 1, 0);
    }
    CatalogueState back = Objects.requireNonNull(generations.get(previous.getAsInt()));
    CatalogueState after =
        new CatalogueState(back.generation(), back.model(), back.previous(), before.objects());
    int unencoded =
        back.model().equals(before.model()) // then vectors are copied
            ? 0
            : countWithout(
                photos(back.generation(), files.generation(back.generation()), back.model()),
                before);
    return new Command(List.of("rollback"), after, true, 0, unencoded);
  }

  private Map<String, Double> prices(Set<String> ids) {
    Map<String, Double> prices = new TreeMap<>();
    for (String id : ids) {
      if (random.nextInt(6) == 0) {
        prices.put(id, (double) random.nextInt(1000));
      }
    }
    return prices;
  }

  /** Writes a table of prices. */
  Path table(Map<String, Double> prices) throws IOException {
    StringBuilder table = new StringBuilder("object_id,price:number\n");
    prices.forEach((id, price) -> table.append(id).append(',').append(price).append('\n'));
    return Files.writeString(Files.createTempFile(temp, "prices", ".csv"), table);
  }

  /** Returns how many photos are new in {@code after}. */
  private static int unencoded(CatalogueState before, CatalogueState after) {
    Set<String> known = new HashSet<>();
    before.objects().values().forEach(object -> known.addAll(ids(object)));
    return countWithout(known, after);
  }

  /** Returns the photos that killed ones have encoded for the generation after {@code before}. */
  private Set<String> begun(CatalogueState before, ModelId model) {
    Set<String> photos = new HashSet<>();
    try {
      for (int whole : files.generations().tailSet(before.generation() + 1)) {
        photos.addAll(photos(whole, files.generation(whole), model));
      }
      for (int building : files.generationsBuilding()) {
        photos.addAll(photos(building, files.building(building), model));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return photos;
  }

  private static int countWithout(Set<String> known, CatalogueState state) {
    return state.objects().values().stream()
        .mapToInt(object -> (int) ids(object).stream().filter(id -> !known.contains(id)).count())
        .sum();
  }

  /** Returns the photos in {@code index}, if that is of {@code model}. */
  private Set<String> photos(int generation, Path index, ModelId model) {
    Set<String> photos = new HashSet<>();
    try (Catalogue catalogue = Catalogue.open(files, generation, index, FakeModel::open)) {
      if (catalogue.model().equals(model)) {
        catalogue.forEachEntry(entry -> photos.addAll(ids(entry)));
      }
    } catch (CatalogueException e) {
      // nothing was committed to it
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return photos;
  }

  private static List<String> ids(ObjectEntry object) {
    return object.photos().stream().map(PhotoEntry::id).toList();
  }
}
