package io.panoptes.indexer;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.photo.Photo;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.TestPhotos;
import io.panoptes.encoder.photo.Thumbnail;
import io.panoptes.search.Catalogue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a server does with the photos that somebody uploads, for tests. */
final class TestUpload {
  private TestUpload() {}

  /** Returns {@code views} photos of {@code thing}, each called image.jpg, as phones do. */
  static List<UploadedPhoto> photos(Catalogue catalogue, long thing, int views) throws IOException {
    List<UploadedPhoto> photos = new ArrayList<>();
    for (int view = 1; view <= views; view++) {
      photos.add(photo(catalogue, "image.jpg", TestPhotos.jpeg(thing, view)));
    }
    return photos;
  }

  static UploadedPhoto photo(Catalogue catalogue, String name, byte[] content) throws IOException {
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
  static ObjectFields redMug() {
    return ObjectFields.parse(
        Map.of("category", List.of("mug"), "colour", List.of("red"), "price:number", List.of("9")));
  }
}
