package io.panoptes.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.FakeModel;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.View;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.CataloguePhoto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the fake networks see photos of a tree: what a catalogue must hold of them, of one model.
 */
final class TrueViews {
  private record Look(ModelId model, String photoId) {}

  private final ChangingTree tree;
  private final Map<Look, View> views = new HashMap<>();

  TrueViews(ChangingTree tree) {
    this.tree = tree;
  }

  /**
   * Requires that all vectors are of the catalogue's own model, and that photos' files are kept.
   */
  void requireIn(Path folder) throws IOException {
    CatalogueFolder files = CatalogueFolder.at(folder);
    try (Catalogue catalogue = Catalogue.open(folder, FakeModel::open);
        Encoder encoder = new FakeModel(catalogue.model()).load()) {
      catalogue.forEachObject(object -> {
        for (CataloguePhoto photo : object.photos()) {
          assertThat(photo.view()).as(object.id()).isEqualTo(view(encoder, photo.id()));
          assertThat(files.thumbnail(photo.id(), null)).isNotEmptyFile();
          assertThat(files.original(photo.id())).hasBinaryContent(tree.content(photo.id()));
        }
        requireAggregate(encoder, object);
      });
    }
  }

  private static void requireAggregate(Encoder encoder, CatalogueObject object) {
    assertThat(object.aggregate()).isEqualTo(encoder.aggregate(object.views()));
  }

  private View view(Encoder encoder, String photoId) throws IOException {
    Look look = new Look(encoder.model(), photoId);
    View view = views.get(look);
    if (view == null) {
      var photo = new PhotoReader().read(photoId, tree.content(photoId));
      view = encoder.encode(List.of(encoder.prepare(photo))).getFirst();
      views.put(look, view);
    }
    return view;
  }
}
