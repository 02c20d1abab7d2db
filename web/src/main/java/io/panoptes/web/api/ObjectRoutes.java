package io.panoptes.web.api;

import io.javalin.http.Context;
import io.panoptes.encoder.ModelId;
import io.panoptes.indexer.table.ObjectIds;
import io.panoptes.search.LiveCatalogue;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.catalogue.Facet;
import io.panoptes.search.catalogue.Listing;
import io.panoptes.search.catalogue.ListingRequest;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.ObjectJson;
import io.panoptes.search.entry.PhotoEntry;
import io.panoptes.search.query.Filter;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.query.Space;
import io.panoptes.search.recognition.Recognition.ObjectCandidate;
import io.panoptes.search.recognition.RecognitionJson;
import io.panoptes.web.problem.Problem;
import io.panoptes.web.problem.ProblemException;
import io.panoptes.web.security.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What the catalogue holds: objects in lists and one by one, their photos, and what is like them.
 */
final class ObjectRoutes {
  private static final String YEAR = "max-age=31536000, immutable";

  private final LiveCatalogue live;
  private final CatalogueFolder folder;
  private final Gate gate;

  ObjectRoutes(LiveCatalogue live, CatalogueFolder folder, Gate gate) {
    this.live = live;
    this.folder = folder;
    this.gate = gate;
  }

  /** Returns the id that the path names. */
  static String id(Context context) {
    return ObjectIds.normalize(context.pathParam("id"));
  }

  static ProblemException noSuchObject(String id) {
    return new ProblemException(Problem.NOT_FOUND, "the catalogue has no object " + id);
  }

  /** {@code GET /api/v1/objects}. */
  void list(Context context) throws IOException {
    Parameters.requireOnly(context, Set.of("filter", "facet", "id_contains", "page", "size"));
    ListingRequest request =
        new ListingRequest(
            filters(context),
            Objects.requireNonNullElse(Parameters.one(context, "id_contains"), ""),
            context.queryParams("facet"),
            Parameters.number("page", Parameters.one(context, "page"), 1, Limits.PAGES, 1),
            Parameters.number("size", Parameters.one(context, "size"), 1, Limits.PAGE, 24));
    try (LiveCatalogue.Lease lease = live.lease()) {
      Catalogue catalogue = lease.catalogue();
      Listing listing = catalogue.list(request);
      Json.answer(
          context,
          json -> {
            json.writeStringField("model", catalogue.model().toString());
            json.writeNumberField("generation", catalogue.generation());
            json.writeNumberField("total", listing.total());
            json.writeNumberField("page", request.page());
            json.writeNumberField("size", request.size());
            json.writeArrayFieldStart("objects");
            for (ObjectEntry object : listing.objects()) {
              ObjectJson.write(json, object);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("facets");
            for (Facet facet : listing.facets()) {
              facet.writeTo(json);
            }
            json.writeEndArray();
          });
    }
  }

  private static List<Filter> filters(Context context) {
    return context.queryParams("filter").stream().map(Filter::parse).toList();
  }

  /** {@code GET /api/v1/objects/{id}}. */
  void show(Context context) throws IOException {
    Parameters.requireOnly(context, Set.of());
    try (LiveCatalogue.Lease lease = live.lease()) {
      Catalogue catalogue = lease.catalogue();
      answer(context, catalogue.model(), catalogue.generation(), entry(catalogue, id(context)));
    }
  }

  /** Answers by {@code object} and its tag. */
  static void answer(Context context, ModelId model, int generation, ObjectEntry object)
      throws IOException {
    context
        .header("ETag", Conditions.tag(object))
        .header("Panoptes-Model", model.toString())
        .header("Panoptes-Generation", Integer.toString(generation));
    Json.answer(context, json -> ObjectJson.writeMembers(json, object));
  }

  private static ObjectEntry entry(Catalogue catalogue, String id) throws IOException {
    return catalogue.entry(id).orElseThrow(() -> noSuchObject(id));
  }

  /** {@code GET /api/v1/objects/{id}/similar}. */
  void similar(Context context) throws IOException {
    Parameters.requireOnly(context, Set.of("top", "space", "filter"));
    String id = id(context);
    Space space =
        Parameters.choice(
            "space",
            Parameters.one(context, "space"),
            List.of(Space.OBJECT, Space.CATEGORY),
            Space.OBJECT);
    RecognitionOptions options =
        RecognitionOptions.DEFAULT
            .withTop(Parameters.number("top", Parameters.one(context, "top"), 1, Limits.TOP, 12))
            .withFilters(filters(context))
            .withSpace(space);
    try (LiveCatalogue.Lease lease = live.lease()) {
      Catalogue catalogue = lease.catalogue();
      List<ObjectCandidate> candidates =
          lease.recogniser().similarTo(id, options).orElseThrow(() -> noSuchObject(id));
      Json.answer(
          context,
          json -> {
            json.writeStringField("model", catalogue.model().toString());
            json.writeNumberField("generation", catalogue.generation());
            json.writeStringField("id", id);
            json.writeStringField("space", Parameters.word(space));
            RecognitionJson.writeCandidates(json, "candidates", candidates, 1);
          });
    }
  }

  /**
   * {@code GET /api/v1/objects/{id}/photos/{photo}}: its thumbnail, at the place its entry says.
   */
  void photo(Context context) throws IOException {
    Parameters.requireOnly(context, Set.of());
    String id = id(context);
    String photoId = context.pathParam("photo");
    PhotoEntry photo;
    try (LiveCatalogue.Lease lease = live.lease()) {
      photo =
          entry(lease.catalogue(), id).photos().stream()
              .filter(known -> known.id().equals(photoId))
              .findFirst()
              .orElseThrow(() ->
                  new ProblemException(
                      Problem.NOT_FOUND, "the object " + id + " has no photo " + photoId));
    }
    String tag = '"' + photo.id() + (photo.box() == null ? "" : "@" + photo.box()) + '"';
    String lasts = photo.box() == null ? YEAR : "no-cache"; // another box may be named some day
    context
        .header("ETag", tag)
        .header("Cache-Control", (gate.isPrivate() ? "private, " : "public, ") + lasts);
    if (Conditions.isKnown(context, tag)) {
      context.status(304);
      return;
    }
    try {
      context
          .contentType("image/jpeg")
          .result(Files.readAllBytes(folder.thumbnail(photo.id(), photo.box())));
    } catch (NoSuchFileException e) {
      context.removeHeader("ETag").removeHeader("Cache-Control");
      throw new ProblemException(
          Problem.NOT_FOUND,
          "the catalogue has lost the thumbnail of " + photoId + ": indexer verify says more");
    }
  }
}
