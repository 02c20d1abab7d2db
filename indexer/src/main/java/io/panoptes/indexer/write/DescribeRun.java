package io.panoptes.indexer.write;

import io.panoptes.encoder.command.Progress;
import io.panoptes.indexer.add.AddResult;
import io.panoptes.indexer.add.Outcome;
import io.panoptes.indexer.add.Part;
import io.panoptes.indexer.add.Report;
import io.panoptes.indexer.add.Tally;
import io.panoptes.indexer.failure.Failures;
import io.panoptes.indexer.store.IndexBatches;
import io.panoptes.indexer.table.Metadata;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.index.IndexSchema;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.lucene.index.IndexWriter;

/** One run of a table over the objects of a catalogue: what it says of them, and nothing else. */
final class DescribeRun {
  private static final int BATCH = 256;

  private final Metadata metadata;
  private final Part part;
  private final Catalogue catalogue;
  private final IndexBatches index;
  private final Progress progress;
  private final Tally tally;

  DescribeRun(
      Metadata metadata,
      Part part,
      Catalogue catalogue,
      IndexBatches index,
      Report report,
      Progress progress) {
    this.metadata = metadata;
    this.part = part;
    this.catalogue = catalogue;
    this.index = index;
    this.progress = progress;
    this.tally = new Tally(report);
  }

  /** Runs to the end, or until {@code stopped} says so: batches committed until then stay. */
  AddResult run(BooleanSupplier stopped) throws IOException {
    long start = System.nanoTime();
    tally.skip(metadata.skipped());
    List<String> ids = metadata.rows().keySet().stream().filter(part::has).sorted().toList();
    progress.begin(ids.size());
    int done = 0;
    AddResult.Ending ending = new AddResult.Ending.Complete();
    try {
      while (done < ids.size() && !stopped.getAsBoolean()) {
        List<String> batch = ids.subList(done, Math.min(done + BATCH, ids.size()));
        describe(batch);
        done += batch.size();
        progress.addDone(batch.size());
      }
      if (done < ids.size()) {
        ending = new AddResult.Ending.Stopped();
      } else if (tally.hasWritten()) {
        index.mergeAll(stopped);
      }
    } catch (IOException e) {
      ending = new AddResult.Ending.Failed(Failures.line(e), e);
    }
    return tally.result(
        Duration.ofNanos(System.nanoTime() - start),
        AddResult.Work.NONE,
        catalogue.generation(),
        ending);
  }

  private void describe(List<String> ids) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    index.write(writer -> {
      catalogue.refresh();
      for (String id : ids) {
        Optional<CatalogueObject> object = catalogue.object(id);
        if (object.isPresent()) {
          outcomes.add(describe(writer, object.get()));
        }
      }
    });
    tally.count(outcomes);
  }

  private Outcome describe(IndexWriter writer, CatalogueObject object) throws IOException {
    ObjectEntry entry = object.entry();
    Metadata.Row row = metadata.rows().get(object.id());
    ObjectEntry described =
        row == null
            ? entry
            : new ObjectEntry(
                entry.id(),
                row.category() == null ? entry.category() : row.category(),
                row.attributes(),
                entry.source(),
                entry.photos());
    if (described.equals(entry)) {
      return new Outcome.Unchanged(object.id());
    }
    long _ =
        writer.updateDocuments(
            IndexSchema.idTerm(object.id()),
            IndexSchema.block(new CatalogueObject(described, object.views(), object.aggregate())));
    return new Outcome.Updated(object.id(), null);
  }
}
