package io.panoptes.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.command.Progress;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.indexer.AddResult.Ending;
import io.panoptes.indexer.fetch.PhotoAddresses;
import io.panoptes.search.CatalogueFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up under the index, wherever it does. */
class FullDiskTest {
  private static final String FULL = "No space left on device";
  private static final Tuning SMALL_BATCHES = new Tuning(1, 1, 2, 2, Duration.ofSeconds(1));

  @TempDir Path temp;
  private TestAdd catalogue;
  private TestTree tree;

  @BeforeEach
  void drawPhotos() throws IOException {
    catalogue = TestAdd.in(temp);
    tree = TestTree.in(temp.resolve("photos"));
    for (int thing = 1; thing <= 8; thing++) {
      tree.object("mug/" + thing, thing, 2);
    }
  }

  @Test
  void whatWasCommittedStays_andTheNextRunGoesOn() throws IOException {
    int failures = 0;
    int partly = 0;
    for (long bytes = 2_000; failures == 0 || bytes < 120_000; bytes += 9_000) {
      Disk disk = new Disk(bytes);
      Path folder = temp.resolve("catalogue-" + bytes);
      TestAdd here = new TestAdd(folder, catalogue.bundled());
      AddResult result;
      try {
        result = add(here, disk);
      } catch (IndexerException e) {
        assertThat(e).hasMessageContaining(FULL).hasMessageContaining(folder.toString());
        continue; // not even an empty catalogue had room
      }
      if (result.ending() instanceof Ending.Failed failed) {
        failures++;
        partly += result.added() > 0 ? 1 : 0;
        assertThat(failed.reason()).contains(FULL).contains(folder.toString());
        assertThat(failed.reason().lines()).hasSize(1);
      }
      assertThat(here.objects()).hasSize(result.added());
      assertThat(here.objects().values()).allMatch(object -> object.photos().size() == 2);
      AddResult next = here.add(tree);
      assertThat(next.added() + next.unchanged()).isEqualTo(8);
      assertThat(next.unchanged()).isEqualTo(result.added());
    }
    assertThat(failures).isPositive();
    assertThat(partly).isPositive();
  }

  private AddResult add(TestAdd here, Disk disk) throws IOException {
    CatalogueWriter writer =
        new CatalogueWriter(
            CatalogueFolder.at(here.folder()),
            FakeModel::open,
            Duration.ofSeconds(10),
            folder -> disk.limit(FSDirectory.open(folder)),
            PhotoAddresses::on);
    return writer.add(
        tree.root(),
        new ModelChoice(null, here::bundled),
        AddOptions.NONE,
        SMALL_BATCHES,
        new Progress());
  }

  /** A disk with so many bytes left; deleting frees none. */
  static final class Disk {
    private final AtomicLong left;

    Disk(long bytes) {
      this.left = new AtomicLong(bytes);
    }

    void take(long bytes) throws IOException {
      if (left.addAndGet(-bytes) < 0) {
        throw new IOException(FULL);
      }
    }

    Directory limit(Directory directory) {
      return new FilterDirectory(directory) {
        @Override
        public IndexOutput createOutput(String name, IOContext context) throws IOException {
          return limit(in.createOutput(name, context));
        }

        @Override
        public IndexOutput createTempOutput(String prefix, String suffix, IOContext context)
            throws IOException {
          return limit(in.createTempOutput(prefix, suffix, context));
        }
      };
    }

    private IndexOutput limit(IndexOutput output) {
      return new FilterIndexOutput("limited", output.getName(), output) {
        @Override
        public void writeByte(byte b) throws IOException {
          take(1);
          super.writeByte(b);
        }

        @Override
        public void writeBytes(byte[] b, int offset, int length) throws IOException {
          take(length);
          super.writeBytes(b, offset, length);
        }
      };
    }
  }
}
