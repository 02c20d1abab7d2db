package io.panoptes.indexer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.panoptes.indexer.failure.IndexerException;
import io.panoptes.search.catalogue.CatalogueFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PhotoFilesTest {
  private static final String ID = "ab".repeat(32);
  private static final String OTHER = "cd".repeat(32);

  @Test
  void aFullDiskIsNamedWithTheFile_andLeavesNothingHalfWritten() throws IOException {
    Configuration small =
        Configuration.unix().toBuilder().setBlockSize(1024).setMaxSize(8 * 1024).build();
    try (FileSystem disk = Jimfs.newFileSystem(small)) {
      CatalogueFolder catalogue = CatalogueFolder.at(disk.getPath("/catalogue"));
      PhotoFiles files = new PhotoFiles(catalogue);
      files.writeThumbnail(ID, null, ByteBuffer.wrap(new byte[5 * 1024]));
      assertThatThrownBy(
              () -> files.writeThumbnail(OTHER, null, ByteBuffer.wrap(new byte[5 * 1024])))
          .isInstanceOf(IndexerException.class)
          .hasMessageStartingWith("cannot write the thumbnail " + catalogue.thumbnail(OTHER, null));
      assertThatThrownBy(() -> files.writeOriginal(OTHER, ByteBuffer.wrap(new byte[5 * 1024])))
          .isInstanceOf(IndexerException.class)
          .hasMessageStartingWith("cannot write the original " + catalogue.original(OTHER));
      assertThat(catalogue.thumbnail(ID, null)).hasSize(5 * 1024);
      try (var walked = Files.walk(catalogue.root())) {
        assertThat(walked.filter(Files::isRegularFile))
            .containsExactly(catalogue.thumbnail(ID, null));
      }
    }
  }

  @Test
  void theFirstThumbnailOfAPhotoStays() throws IOException {
    try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix())) {
      CatalogueFolder catalogue = CatalogueFolder.at(disk.getPath("/catalogue"));
      PhotoFiles files = new PhotoFiles(catalogue);
      files.writeThumbnail(ID, null, ByteBuffer.wrap(new byte[] {1}));
      files.writeThumbnail(ID, null, ByteBuffer.wrap(new byte[] {2}));
      Path thumbnail = catalogue.thumbnail(ID, null);
      assertThat(Files.readAllBytes(thumbnail)).containsExactly(1);
    }
  }
}
