package io.panoptes.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.Progress;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.write.ModelChoice;
import io.panoptes.indexer.write.TestAdd;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.inspection.Inspector;
import io.panoptes.search.inspection.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A catalogue that real processes change at random, many of which are killed, beside the plain
 * states it may be in. After each process all that it holds is compared with those; so what one
 * process acknowledged is looked for after all later ones.
 */
final class KilledCatalogue {
  private static final int OBJECTS = 24;
  private static final Duration PHOTO = Duration.ofMillis(4);
  private static final Duration LOOK_EVERY = Duration.ofMillis(8);

  private final Path temp;
  private final Path work;
  private final Path folder;
  private final CatalogueFolder files;
  private final Random random;
  private final ChangingTree tree;
  private final TrueViews views;
  private final RandomCommands commands;
  private final List<String> history = new ArrayList<>();

  /** How many changes of files were seen in a command that came to its end, by its name. */
  private final Map<String, Integer> usual = new HashMap<>(Map.of("add--object-dir", 60));

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
    this.commands = new RandomCommands(temp, files, random, tree);
    this.now = CatalogueState.of(folder);
    history.add("seed " + seed);
  }

  /** Runs commands until {@code wanted} of them were killed at work, and one to the end. */
  void run(int wanted) throws IOException, InterruptedException {
    RandomCommands.Plan plan = commands.addAll();
    while (kills < wanted) {
      boolean shot = random.nextInt(10) < 8;
      boolean killed = run(plan, shot);
      shots += shot ? 1 : 0;
      assertThat(kills).as(this::told).isGreaterThanOrEqualTo(shots / 2 - 5); // most of them hit
      if (!killed || random.nextBoolean()) {
        plan = commands.next(now);
      }
    }
    requireAsMadeAnew();
  }

  private String told() {
    return String.join("\n", history);
  }

  /** Runs a command, perhaps not to its end; returns whether it was killed. */
  private boolean run(RandomCommands.Plan plan, boolean kill)
      throws IOException, InterruptedException {
    CatalogueState before = now;
    RandomCommands.Command command = plan.apply(before);
    Path bundled = commands.model(FakeModel.of("fa4e").id());
    processes++;
    Path report = work.resolve("report-" + processes);
    List<String> arguments = new ArrayList<>(command.arguments());
    arguments.addAll(List.of("--index", folder.toString(), "--json", "--quiet"));
    if (List.of("add", "import").contains(arguments.getFirst())) {
      arguments.addAll(List.of("--report", report.toString()));
    }
    int until =
        kill ? 1 + random.nextInt(usual.getOrDefault(command.kind(), 12)) : Integer.MAX_VALUE;
    history.add(processes + ": " + String.join(" ", arguments) + ", until change " + until);
    Watch watch = new Watch(work);
    try (Onlooker onlooker = new Onlooker(folder, before, command.after(), command.atOnce());
        IndexerProcess process = IndexerProcess.start(temp, bundled, PHOTO, arguments)) {
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
        usual.merge(command.kind(), Math.max(1, watch.changes()), Math::max);
        assertThat(process.status()).as(process.printed()).isEqualTo(command.status());
      }
      if (!killed || process.hasPrintedResult()) {
        requireDone(command, process);
      }
      requireAcknowledged(report, command.after());
      requireSound();
      return killed;
    } catch (AssertionError | IOException | RuntimeException e) {
      throw new AssertionError(told() + "\n" + e.getMessage(), e);
    }
  }

  private void requireDone(RandomCommands.Command command, IndexerProcess process)
      throws IOException {
    assertThat(now.objects()).isEqualTo(command.after().objects());
    assertThat(now.isOfGeneration(command.after())).isTrue();
    if (process.hasPrintedResult() && process.json().has("photos")) {
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
      commands.remember(now);
      views.requireIn(folder);
      assertThat(new Inspector(files, FakeModel::open, 40, new Progress()).inspect().problems())
          .extracting(Problem::kind)
          .isSubsetOf(Problem.Kind.DELETED); // a killed run merges nothing
    }
  }

  private void requireAsMadeAnew() throws IOException, InterruptedException {
    Map<String, Double> prices = new TreeMap<>();
    tree.objects().keySet().forEach(id -> prices.put(id, 1.0));
    assertThat(run(commands.add(prices, true), false)).isFalse();
    TestAdd anew = new TestAdd(temp.resolve("anew"), commands.model(now.model()));
    AddResult _ =
        anew.writer(FakeModel::open)
            .add(
                tree.root(),
                new ModelChoice(null, anew::bundled),
                AddOptions.NONE.withMetadata(commands.table(prices)),
                TestAdd.TUNING,
                new Progress());
    assertThat(new TestAdd(folder, anew.bundled()).objects())
        .as(this::told)
        .isEqualTo(anew.objects());
  }
}
