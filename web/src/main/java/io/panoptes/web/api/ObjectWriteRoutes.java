package io.panoptes.web.api;

import io.javalin.http.Context;
import io.panoptes.encoder.ModelId;
import io.panoptes.indexer.edit.Condition;
import io.panoptes.indexer.edit.Edit;
import io.panoptes.indexer.edit.ObjectEditor;
import io.panoptes.indexer.failure.GenerationChangedException;
import io.panoptes.indexer.table.ObjectFields;
import io.panoptes.indexer.table.ObjectPatch;
import io.panoptes.search.LiveCatalogue;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.web.encoding.Deadline;
import io.panoptes.web.encoding.PhotoEncoder;
import io.panoptes.web.operations.Health;
import io.panoptes.web.problem.Problem;
import io.panoptes.web.problem.ProblemException;
import io.panoptes.web.problem.ProblemException.BadPhoto;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Writes objects: what is answered is on disk, and found by whoever asks next. A catalogue that
 * goes over to another model meanwhile is written by that one: photos are encoded again.
 */
final class ObjectWriteRoutes {
  private static final String MERGE_PATCH = "application/merge-patch+json";

  /** Generations follow each other once in a while; not thrice within one request. */
  private static final int ATTEMPTS = 3;

  private final LiveCatalogue live;
  private final ObjectEditor editor;
  private final PhotoEncoder encoder;
  private final Bodies bodies;
  private final Limits limits;
  private final Health health;

  /** Writes to a generation. */
  @FunctionalInterface
  private interface Write<E extends Edit> {
    E to(Catalogue catalogue) throws Exception;
  }

  /** What was done, and to which generation. */
  private record Written<E extends Edit>(E edit, ModelId model, int generation) {
    void answer(Context context, ObjectEntry entry) throws IOException {
      ObjectRoutes.answer(context, model, generation, entry);
    }
  }

  ObjectWriteRoutes(
      LiveCatalogue live,
      ObjectEditor editor,
      PhotoEncoder encoder,
      Bodies bodies,
      Limits limits,
      Health health) {
    this.live = live;
    this.editor = editor;
    this.encoder = encoder;
    this.bodies = bodies;
    this.limits = limits;
    this.health = health;
  }

  /** {@code PUT /api/v1/objects/{id}}. */
  void put(Context context) throws Exception {
    health.requireReady();
    Parameters.requireOnly(context, Set.of());
    String id = ObjectRoutes.id(context);
    Condition condition = Conditions.of(context);
    Form form = bodies.form(context);
    form.requirePhotos();
    ObjectFields fields = ObjectFields.parse(form.fields());
    Deadline deadline = Deadline.in(limits.time());
    Written<Edit.OfPut> written =
        write(catalogue -> put(catalogue, id, fields, form, deadline, condition));
    switch (written.edit()) {
      case Edit.Created(ObjectEntry entry) -> {
        written.answer(context.status(201), entry);
        context.header("Location", "/api/v1/objects/" + encoded(entry.id()));
      }
      case Edit.Replaced(ObjectEntry entry) -> written.answer(context, entry);
      case Edit.Refused(Optional<ObjectEntry> current) -> throw refused(id, current);
    }
  }

  private Edit.OfPut put(
      Catalogue catalogue,
      String id,
      ObjectFields fields,
      Form form,
      Deadline deadline,
      Condition condition)
      throws Exception {
    try (PhotoEncoder.Kept kept = encoder.keep(catalogue.encoder(), form.photos(), deadline)) {
      if (!kept.unreadable().isEmpty()) {
        throw new ProblemException(
                Problem.UNREADABLE_PHOTOS,
                "all photos of an object must be readable: "
                    + kept.unreadable().getFirst().message())
            .withPhotos(
                kept.unreadable().stream()
                    .map(bad -> new BadPhoto(bad.name(), bad.reason(), bad.message()))
                    .toList());
      }
      return editor.put(catalogue, id, fields, kept.photos(), condition);
    }
  }

  /** {@code PATCH /api/v1/objects/{id}}. */
  void patch(Context context) throws Exception {
    Parameters.requireOnly(context, Set.of());
    String id = ObjectRoutes.id(context);
    Condition condition = Conditions.of(context);
    ObjectPatch patch = ObjectPatch.parse(body(context));
    Written<Edit.OfPatch> written =
        write(catalogue -> editor.patch(catalogue, id, patch, condition));
    switch (written.edit()) {
      case Edit.Replaced(ObjectEntry entry) -> written.answer(context, entry);
      case Edit.Missing _ -> throw ObjectRoutes.noSuchObject(id);
      case Edit.Refused(Optional<ObjectEntry> current) -> throw refused(id, current);
    }
  }

  private static byte[] body(Context context) throws IOException {
    String type = context.contentType();
    if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase(MERGE_PATCH)) {
      throw new ProblemException(
              Problem.UNSUPPORTED_MEDIA_TYPE, "a patch must be " + MERGE_PATCH + ", got " + type)
          .withHeader("Accept-Patch", MERGE_PATCH);
    }
    try (InputStream input = context.bodyInputStream()) {
      byte[] body = input.readNBytes(Limits.PATCH_BYTES + 1);
      if (body.length > Limits.PATCH_BYTES) {
        throw new ProblemException(
            Problem.TOO_LARGE, "a patch may have " + Limits.PATCH_BYTES + " bytes, got more");
      }
      return body;
    } catch (IOException e) {
      throw BodyFailure.of(e, "a merge patch");
    }
  }

  /** {@code DELETE /api/v1/objects/{id}}. */
  void delete(Context context) throws Exception {
    Parameters.requireOnly(context, Set.of());
    String id = ObjectRoutes.id(context);
    Condition condition = Conditions.of(context);
    Written<Edit.OfDelete> written = write(catalogue -> editor.delete(catalogue, id, condition));
    switch (written.edit()) {
      case Edit.Removed _ -> context.status(204);
      case Edit.Missing _ -> throw ObjectRoutes.noSuchObject(id);
      case Edit.Refused(Optional<ObjectEntry> current) -> throw refused(id, current);
    }
  }

  private <E extends Edit> Written<E> write(Write<E> write) throws Exception {
    for (int attempt = 1; ; attempt++) {
      try (LiveCatalogue.Lease lease = live.lease()) {
        Catalogue catalogue = lease.catalogue();
        E edit = write.to(catalogue);
        return new Written<>(edit, catalogue.model(), catalogue.generation());
      } catch (GenerationChangedException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
      live.refresh(); // without a lease: the generation that is left can be closed
    }
  }

  private static ProblemException refused(String id, Optional<ObjectEntry> current) {
    ProblemException refused =
        new ProblemException(
            Problem.PRECONDITION_FAILED,
            current.isPresent()
                ? "the object "
                    + id
                    + " is not as the condition says, its tag is "
                    + Conditions.tag(current.get())
                : "the object " + id + " must be there, and is not");
    return current.isPresent()
        ? refused.withHeader("ETag", Conditions.tag(current.get()))
        : refused;
  }

  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
