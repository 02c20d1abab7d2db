package io.panoptes.training.loop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;

/** What a trained model's {@code card.json} says. */
record TrainingCard(
    TrainingRequest request,
    ObjectNode configuration,
    TrainingSet set,
    int photos,
    long steps,
    double separation) {

  String toJson(PairNetwork network) {
    ObjectNode card = new ObjectMapper().createObjectNode();
    card.put("created", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    card.put(
        "program",
        "panoptes "
            + Objects.requireNonNullElse(
                TrainingCard.class.getPackage().getImplementationVersion(), "(unpackaged)"));
    ObjectNode training = card.putObject("training");
    training.put("objects", set.objects().size()).put("photos", photos);
    training.put("categories", set.isCategorised() ? set.categories().size() : 0);
    training.put("left_out", set.leftOut().size());
    ObjectNode method = card.putObject("method");
    method.put("heads", request.method().option()).put("steps", steps).put("rho", separation);
    method.put("category_fusion", network.categoryFusion().name().toLowerCase(Locale.ROOT));
    method.put("object_fusion", network.objectFusion().name().toLowerCase(Locale.ROOT));
    method.set("configuration", configuration);
    return card.toPrettyString() + "\n";
  }
}
