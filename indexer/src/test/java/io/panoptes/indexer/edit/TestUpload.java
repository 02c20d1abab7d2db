package io.panoptes.indexer.edit;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.TestPhotos;
import io.panoptes.encoder.photo.Thumbnail;
import io.panoptes.indexer.store.IndexBatches;
import io.panoptes.indexer.table.ObjectFields;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a server does with the photos that somebody uploads, for tests. */
public final class TestUpload {
  private TestUpload() {}

  /** Returns an editor of the catalogue in {@code folder}, whose index lies on {@code disk}. */
  public static ObjectEditor editor(Path folder, IndexBatches.Opener disk) {
    return new ObjectEditor(CatalogueFolder.at(folder), Duration.ofSeconds(10), disk);
  }

  /** Returns {@code views} photos of {@code thing}, each called image.jpg, as phones do. */
  public static List<UploadedPhoto> photos(Catalogue catalogue, long thing, int views)
      throws IOException {
    List<UploadedPhoto> photos = new ArrayList<>();
    for (int view = 1; view <= views; view++) {
      photos.add(photo(catalogue, "image.jpg", TestPhotos.jpeg(thing, view)));
    }
    return photos;
  }

  public static UploadedPhoto photo(Catalogue catalogue, String name, byte[] content)
      throws IOException {
    Encoder encoder = catalogue.encoder();
    Photo photo = new PhotoReader().read(name, content);
    return new UploadedPhoto(
        name,
        photo.id(),
        ByteBuffer.wrap(content),
        ByteBuffer.wrap(Thumbnail.jpeg(photo)),
        encoder.encode(List.of(encoder.prepare(photo))).getFirst());
  }

  /** Returns the fields of a red mug. */
  public static ObjectFields redMug() {
    return ObjectFields.parse(
        Map.of("category", List.of("mug"), "colour", List.of("red"), "price:number", List.of("9")));
  }
}
