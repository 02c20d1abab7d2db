package io.panoptes.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.command.Progress;
import io.panoptes.search.Catalogue;
import io.panoptes.search.CatalogueException;
import io.panoptes.search.CatalogueFolder;
import io.panoptes.search.Inspector;
import io.panoptes.search.ObjectEntry;
import io.panoptes.search.PhotoEntry;
import io.panoptes.search.Problem;
import java.io.IOException;
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

/**
 * A catalogue that real processes change at random, many of which are killed, beside the plain
 * states it may be in. After each process all that it holds is compared with those; so what one
 * process acknowledged is looked for after all later ones. Long, since commands, their twins and
 * what is required of both are read side by side.
 */
final class KilledCatalogue {
  private static final int OBJECTS = 30;
  private static final Duration PHOTO = Duration.ofMillis(4);
  private static final Duration LOOK_EVERY = Duration.ofMillis(2);

  /**
   * A command, and what it makes of the catalogue.
   *
   * @param atOnce whether there is nothing between before and after
   * @param unencoded photos that it may have to encode: what was encoded before is not again
   */
  private record Command(
      List<String> arguments, CatalogueState after, boolean atOnce, int status, int unencoded) {}

  /** A command, given what the catalogue holds when it begins. */
  private interface Plan extends Function<CatalogueState, Command> {}

  private final Path temp;
  private final Path work;
  private final Path folder;
  private final CatalogueFolder files;
  private final Random random;
  private final ChangingTree tree;
  private final TrueViews views;
  private final Map<Integer, CatalogueState> generations = new HashMap<>();
  private final List<String> history = new ArrayList<>();

  /** How many changes of files were seen in a command that came to its end, by its name. */
  private final Map<String, Integer> usual = new HashMap<>(Map.of("add --object-dir", 60));

  private CatalogueState now;
  private int processes;
  private int shots;
  private int kills;

  KilledCatalogue(Path temp, long seed) throws IOException {
    this.temp = temp;
    this.work = Files.createDirectory(temp.resolve("work"));
    this.folder = work.resolve("catalogue");
    this.files = CatalogueFolder.at(folder);
    this.random = new Random(seed);
    this.tree = new ChangingTree(temp.resolve("photos"), random, OBJECTS);
    this.views = new TrueViews(tree);
    FakeModel.of("fa4e").copyTo(model(FakeModel.of("fa4e").id()));
    FakeModel.of("beef").copyTo(model(FakeModel.of("beef").id()));
    this.now = CatalogueState.of(folder);
    history.add("seed " + seed);
  }

  private Path model(ModelId id) {
    return temp.resolve("model-" + id);
  }

  /** Runs commands until {@code wanted} of them were killed at work, and one to the end. */
  void run(int wanted) throws IOException, InterruptedException {
    Plan plan = add(Map.of(), false);
    while (kills < wanted) {
      boolean shot = random.nextInt(10) < 7;
      boolean killed = run(plan, shot);
      shots += shot ? 1 : 0;
      assertThat(kills).as(this::told).isGreaterThanOrEqualTo(shots / 2 - 5); // most of them hit
      if (!killed || random.nextBoolean()) {
        plan = next();
      }
    }
    requireAsMadeAnew();
  }

  private String told() {
    return String.join("\n", history);
  }

  // The commands.

  private Plan next() throws IOException {
    if (now.objects().size() < OBJECTS / 2) {
      return add(Map.of(), false);
    }
    return switch (random.nextInt(12)) {
      case 0 -> remove();
      case 1 -> before -> plain(before, before, "compact");
      case 2 -> this::rebuild;
      case 3, 4 -> this::reindex;
      case 5 -> this::rollback;
      case 6 -> describe();
      default -> {
        tree.change();
        yield add(prices(tree.objects().keySet()), random.nextBoolean());
      }
    };
  }

  private Plan add(Map<String, Double> prices, boolean prune) throws IOException {
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

  private Plan describe() throws IOException {
    Map<String, Double> prices = prices(now.objects().keySet());
    Path table = table(prices);
    return before -> plain(before, before.described(prices), "add", "--metadata", table.toString());
  }

  private Plan remove() {
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
        arguments,
        before.succeeded(next),
        true,
        0,
        unencoded(
            before, next, before.generation() + 1)); // what killed ones left has later numbers
  }

  private Command rollback(CatalogueState before) {
    OptionalInt previous = before.previous();
    if (previous.isEmpty() || !Files.isDirectory(files.generation(previous.getAsInt()))) {
      return new Command(List.of("rollback"), before, true, 1, 0);
    }
    CatalogueState back = Objects.requireNonNull(generations.get(previous.getAsInt()), this::told);
    CatalogueState after =
        new CatalogueState(back.generation(), back.model(), back.previous(), before.objects());
    return new Command(List.of("rollback"), after, true, 0, unencoded(before, back.model(), 1));
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

  private Path table(Map<String, Double> prices) throws IOException {
    StringBuilder table = new StringBuilder("object_id,price:number\n");
    prices.forEach((id, price) -> table.append(id).append(',').append(price).append('\n'));
    return Files.writeString(Files.createTempFile(temp, "prices", ".csv"), table);
  }

  /** Returns how many photos are new in {@code after}. */
  private static int unencoded(CatalogueState before, CatalogueState after) {
    Set<String> known = new HashSet<>();
    before.objects().values().forEach(object -> known.addAll(ids(object)));
    return after.objects().values().stream()
        .mapToInt(object -> (int) ids(object).stream().filter(id -> !known.contains(id)).count())
        .sum();
  }

  /** Returns how many photos no generation of {@code model} has yet, from {@code first} on. */
  private int unencoded(CatalogueState before, ModelId model, int first) {
    Set<String> known = new HashSet<>();
    try {
      for (int generation : files.generations().tailSet(first)) {
        known.addAll(photos(generation, files.generation(generation), model));
      }
      for (int generation : files.generationsBuilding()) {
        known.addAll(photos(generation, files.building(generation), model));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return before.objects().values().stream()
        .mapToInt(object -> (int) ids(object).stream().filter(id -> !known.contains(id)).count())
        .sum();
  }

  private Set<String> photos(int generation, Path index, ModelId model) throws IOException {
    Set<String> photos = new HashSet<>();
    try (Catalogue catalogue = Catalogue.open(files, generation, index, FakeModel::open)) {
      if (catalogue.model().equals(model)) {
        catalogue.forEachEntry(entry -> photos.addAll(ids(entry)));
      }
    } catch (CatalogueException e) {
      // nothing was committed to it
    }
    return photos;
  }

  private static List<String> ids(ObjectEntry object) {
    return object.photos().stream().map(PhotoEntry::id).toList();
  }

  // What they make of the catalogue.

  /** Runs a command, perhaps not to its end; returns whether it was killed. */
  private boolean run(Plan plan, boolean kill) throws IOException, InterruptedException {
    CatalogueState before = now;
    Command command = plan.apply(before);
    processes++;
    Path report = work.resolve("report-" + processes);
    List<String> arguments = new ArrayList<>(command.arguments());
    String name = String.join(" ", arguments.subList(0, Math.min(2, arguments.size())));
    arguments.addAll(List.of("--index", folder.toString(), "--json", "--quiet"));
    if (name.startsWith("add")) {
      arguments.addAll(List.of("--report", report.toString()));
    }
    if (name.startsWith("remove")) {
      name = "remove";
    }
    int until = kill ? 1 + random.nextInt(usual.getOrDefault(name, 12)) : Integer.MAX_VALUE;
    history.add(processes + ": " + String.join(" ", arguments) + ", until change " + until);
    Watch watch = new Watch(work);
    try (Onlooker onlooker = new Onlooker(folder, before, command.after(), command.atOnce());
        IndexerProcess process =
            IndexerProcess.start(temp, model(FakeModel.of("fa4e").id()), PHOTO, arguments)) {
      while (!process.endsWithin(LOOK_EVERY) && watch.changes() < until) {
        onlooker.look();
      }
      boolean killed =
          !process.endsWithin(Duration.ofNanos(random.nextInt(15_000_000))) && process.kill();
      history.add("   " + (killed ? "killed" : "ended") + " after change " + watch.changes());
      onlooker.look();
      onlooker.requireStill();
      now = CatalogueState.of(folder);
      if (killed) {
        kills++;
        onlooker.requireAllowed(now.objects());
        assertThat(now)
            .as(this::told)
            .matches(
                state -> state.isOfGeneration(before) || state.isOfGeneration(command.after()));
      } else {
        usual.merge(name, watch.changes(), Math::max);
        requireDone(command, process);
      }
      requireAcknowledged(report, command.after());
      requireSound();
      return killed;
    } catch (AssertionError | IOException | RuntimeException e) {
      throw new AssertionError(told() + "\n" + e.getMessage(), e);
    }
  }

  private void requireDone(Command command, IndexerProcess process)
      throws IOException, InterruptedException {
    assertThat(process.status()).as(process.printed()).isEqualTo(command.status());
    assertThat(now.objects()).isEqualTo(command.after().objects());
    assertThat(now.isOfGeneration(command.after())).isTrue();
    if (process.status() == 0 && process.json().has("photos")) {
      assertThat(process.json().get("photos").asInt()).isLessThanOrEqualTo(command.unencoded());
    }
  }

  /** Requires that what {@code report} says is done is done; a line may end where the kill came. */
  private void requireAcknowledged(Path report, CatalogueState after) throws IOException {
    if (Files.exists(report)) {
      String lines = Files.readString(report);
      for (String line : lines.substring(0, lines.lastIndexOf('\n') + 1).lines().toList()) {
        JsonNode acknowledged = new ObjectMapper().readTree(line);
        String id = acknowledged.get("id").asText();
        assertThat(now.objects().get(id)).as(line).isEqualTo(after.objects().get(id));
      }
    }
  }

  private void requireSound() throws IOException {
    if (now.generation() > 0) {
      generations.put(now.generation(), now);
      views.requireIn(folder);
      assertThat(new Inspector(files, FakeModel::open, 40, new Progress()).inspect().problems())
          .extracting(Problem::kind)
          .isSubsetOf(Problem.Kind.DELETED); // a killed run merges nothing
    }
  }

  private void requireAsMadeAnew() throws IOException, InterruptedException {
    Map<String, Double> prices = new TreeMap<>();
    tree.objects().keySet().forEach(id -> prices.put(id, 1.0));
    assertThat(run(add(prices, true), false)).isFalse();
    TestAdd anew = new TestAdd(temp.resolve("anew"), model(now.model()));
    AddResult _ =
        anew.writer(FakeModel::open)
            .add(
                tree.root(),
                new ModelChoice(null, anew::bundled),
                AddOptions.NONE.withMetadata(table(prices)),
                TestAdd.TUNING,
                new Progress());
    assertThat(new TestAdd(folder, anew.bundled()).objects())
        .as(this::told)
        .isEqualTo(anew.objects());
  }
}
