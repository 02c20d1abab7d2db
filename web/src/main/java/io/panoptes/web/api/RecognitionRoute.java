package io.panoptes.web.api;

import io.javalin.http.Context;
import io.panoptes.encoder.View;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.encoder.photo.Box;
import io.panoptes.search.LiveCatalogue;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.query.Filter;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.search.query.Space;
import io.panoptes.search.recognition.RecognitionJson;
import io.panoptes.search.recognition.RecognitionWithSimilar;
import io.panoptes.web.encoding.Deadline;
import io.panoptes.web.encoding.PhotoEncoder;
import io.panoptes.web.encoding.QueryPhoto;
import io.panoptes.web.encoding.QueryPhoto.LeftOut;
import io.panoptes.web.encoding.QueryPhoto.Seen;
import io.panoptes.web.operations.Health;
import io.panoptes.web.operations.Metrics;
import io.panoptes.web.problem.Problem;
import io.panoptes.web.problem.ProblemException;
import io.panoptes.web.problem.ProblemException.BadPhoto;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/recognitions}: what photos show. From its lease to its answer, a request sees
 * one generation, by whose model its photos are encoded.
 */
final class RecognitionRoute {
  private static final Set<String> FIELDS = Set.of("top", "filter", "space", "box", "similar");

  private final LiveCatalogue live;
  private final PhotoEncoder encoder;
  private final Bodies bodies;
  private final Limits limits;
  private final Health health;
  private final Metrics metrics;

  RecognitionRoute(
      LiveCatalogue live,
      PhotoEncoder encoder,
      Bodies bodies,
      Limits limits,
      Health health,
      Metrics metrics) {
    this.live = live;
    this.encoder = encoder;
    this.bodies = bodies;
    this.limits = limits;
    this.health = health;
    this.metrics = metrics;
  }

  /** What is asked, beside the photos. */
  private record Question(RecognitionOptions options, @Nullable Box box, int similar) {
    static Question of(Form form) {
      form.requireOnly(FIELDS);
      form.requirePhotos();
      return new Question(
          RecognitionOptions.DEFAULT
              .withTop(Parameters.number("top", form.one("top"), 1, Limits.TOP, 10))
              .withFilters(form.all("filter").stream().map(Filter::parse).toList())
              .withSpace(
                  Parameters.choice(
                      "space", form.one("space"), List.of(Space.values()), Space.BOTH)),
          box(form.one("box")),
          Parameters.number("similar", form.one("similar"), 0, Limits.TOP, 0));
    }

    private static @Nullable Box box(@Nullable String text) {
      try {
        return text == null ? null : Box.parse(text);
      } catch (IllegalArgumentException e) {
        throw new UsageException(String.valueOf(e.getMessage()));
      }
    }
  }

  void recognise(Context context) throws Exception {
    health.requireReady();
    Parameters.requireOnly(context, Set.of());
    Form form = bodies.form(context);
    Question question = Question.of(form);
    try (LiveCatalogue.Lease lease = live.lease()) {
      Catalogue catalogue = lease.catalogue();
      List<QueryPhoto> photos =
          encoder.query(
              catalogue.encoder(), form.photos(), question.box(), Deadline.in(limits.time()));
      List<View> views = views(photos);
      long start = System.nanoTime();
      RecognitionWithSimilar answer =
          lease.recogniser().recognise(views, question.options(), question.similar());
      metrics.recognised(Duration.ofNanos(System.nanoTime() - start), answer.recognition());
      Json.answer(
          context,
          json -> {
            json.writeStringField("model", catalogue.model().toString());
            json.writeNumberField("generation", catalogue.generation());
            json.writeArrayFieldStart("photos");
            for (QueryPhoto photo : photos) {
              switch (photo) {
                case Seen seen -> RecognitionJson.writeUsed(json, seen.name(), seen.id());
                case LeftOut out ->
                    RecognitionJson.writeLeftOut(json, out.name(), out.reason(), out.message());
              }
            }
            json.writeEndArray();
            RecognitionJson.writeAnswers(json, answer.recognition(), views.size());
            if (question.similar() > 0) {
              RecognitionJson.writeCandidates(json, "similar", answer.similar(), views.size());
            }
          });
    }
  }

  private static List<View> views(List<QueryPhoto> photos) {
    List<View> views = new ArrayList<>();
    List<BadPhoto> bad = new ArrayList<>();
    for (QueryPhoto photo : photos) {
      switch (photo) {
        case Seen seen -> views.add(seen.view());
        case LeftOut out -> bad.add(new BadPhoto(out.name(), out.reason(), out.message()));
      }
    }
    if (views.isEmpty()) {
      throw new ProblemException(
              Problem.UNREADABLE_PHOTOS,
              "a request must have a photo that can be read: " + bad.getFirst().message())
          .withPhotos(bad);
    }
    return views;
  }
}
