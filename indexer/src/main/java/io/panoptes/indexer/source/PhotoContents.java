package io.panoptes.indexer.source;

import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.encoder.photo.UnreadablePhotoException;
import io.panoptes.encoder.photo.UnreadablePhotoException.Reason;
import io.panoptes.indexer.fetch.PhotoAddresses;
import io.panoptes.search.catalogue.CatalogueFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Gets the bytes of photos: from the copy that the catalogue keeps, where a photo must be just that
 * one; else, unless it came by upload, from its file or, if its host is allowed, from its address.
 * Many threads may share one; closing it ends what is being fetched.
 */
public final class PhotoContents implements AutoCloseable {
  private final CatalogueFolder folder;
  private final PhotoReader reader = new PhotoReader();
  private final PhotoAddresses addresses;

  /** Makes one, which owns {@code addresses}. */
  public PhotoContents(CatalogueFolder folder, PhotoAddresses addresses) {
    this.folder = folder;
    this.addresses = addresses;
  }

  /**
   * Returns the bytes of {@code photo}.
   *
   * @throws UnreadablePhotoException if its file cannot be read
   * @throws io.panoptes.indexer.fetch.UnreachablePhotoException if it cannot be fetched
   */
  public byte[] of(SourcePhoto photo) throws IOException {
    String id = photo.id();
    if (id != null && Files.exists(folder.original(id))) {
      byte[] kept = reader.bytes(folder.original(id));
      if (PhotoReader.id(kept).equals(id)) {
        return kept; // else it was damaged, as verify says; the file may still be where it was
      }
    }
    if (photo.isUpload()) {
      throw new UnreadablePhotoException(
          Reason.UNREADABLE_FILE,
          photo.location() + " came by upload, and the catalogue's copy is gone or damaged");
    }
    return photo.isRemote()
        ? addresses.fetch(URI.create(photo.location()))
        : reader.bytes(Path.of(photo.location()));
  }

  @Override
  public void close() {
    addresses.close();
  }
}
