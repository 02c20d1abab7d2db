package io.panoptes.training.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a training can be set to; the defaults are the paper's for ObjectPI (arXiv 2403.00272),
 * sizes of the spaces excepted.
 *
 * @param categoryDimension size of the category space; of no meaning to piro-se and with --from
 * @param objectDimension size of the object space, of piro-se's only space; likewise with --from
 * @param attention whether views are fused by attention that is trained, or by their mean
 * @param alpha margin: how far a confuser may be from its object's multi-view vector
 * @param beta margin: how far apart two objects of a category shall be
 * @param theta margin: how far apart things of a category may be in the category space
 * @param gamma how many times the softmax counts the angle to the own category
 * @param lambda weight of separation against clustering in the object loss (the paper: 2 for FG3D)
 * @param objectWeight weight of the pose-invariant object loss; 0 switches it off
 * @param categoryWeight weight of the pose-invariant category loss; 0 switches it off; piro-se has
 *     none
 * @param softmaxWeight weight of the large-margin softmax; 0 switches it off
 * @param mining whether the softmax looks at batch-hard photos only
 * @param trainedCategories whether the softmax's weights are trained; the authors leave them as
 *     drawn, random directions
 * @param pairsPerObject pairs that each object leads in an epoch (the paper: 3 for FG3D)
 * @param views photos of an object in a pair (the paper: 12 for ModelNet-40 and FG3D)
 * @param batchPairs pairs in a step (the paper: 3 for ModelNet-40, 9 for FG3D)
 * @param augment whether photos are mirrored, tilted, scaled and sheared a little
 * @param epochs how often all objects are gone through, at most
 * @param halveEvery epochs after which the learning rates are halved
 * @param learningRate Adam's, of backbone and attention (the paper: 5e-5 for FG3D)
 * @param linearLearningRate Adam's, of the linear layers, whose input has unit length here; the
 *     paper's is about a hundred long, so that there the same step moves an output as much further
 * @param unfrozenStages stages of the backbone that are trained, counted from its end; 0 none, -1
 *     all
 * @param convergence ρ above which training stops early; 0 never
 * @param averageDecay if above 0, the model is an exponential average of the weights over the
 *     steps, of which each step keeps this share: 0.999 is about the last thousand
 */
public record Hyperparameters(
    int categoryDimension,
    int objectDimension,
    boolean attention,
    float alpha,
    float beta,
    float theta,
    int gamma,
    float lambda,
    float objectWeight,
    float categoryWeight,
    float softmaxWeight,
    boolean mining,
    boolean trainedCategories,
    int pairsPerObject,
    int views,
    int batchPairs,
    boolean augment,
    int epochs,
    int halveEvery,
    float learningRate,
    float linearLearningRate,
    int unfrozenStages,
    float convergence,
    float averageDecay) {

  /** What is taken where a file says nothing else. */
  public static final Hyperparameters DEFAULT =
      new Hyperparameters(
          256, 512, true, 0.25f, 1, 0.25f, 4, 1, 1, 1, 1, true, false, 10, 8, 4, true, 25, 5, 1e-5f,
          1e-3f, -1, 1.5f, 0);

  private static final int LARGEST_DIMENSION = 2048;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  public Hyperparameters {
    range("categoryDimension", categoryDimension, 1, LARGEST_DIMENSION);
    range("objectDimension", objectDimension, 1, LARGEST_DIMENSION);
    range("alpha", alpha, 0, 2);
    range("beta", beta, 0, 2);
    range("theta", theta, 0, 2);
    range("gamma", gamma, 1, 16);
    range("lambda", lambda, 0, 1000);
    range("objectWeight", objectWeight, 0, 1000);
    range("categoryWeight", categoryWeight, 0, 1000);
    range("softmaxWeight", softmaxWeight, 0, 1000);
    range("pairsPerObject", pairsPerObject, 1, 1_000_000);
    range("views", views, 1, 1000);
    range("batchPairs", batchPairs, 1, 1000);
    range("epochs", epochs, 1, 1_000_000);
    range("halveEvery", halveEvery, 1, 1_000_000);
    range("learningRate", learningRate, 0, 1);
    range("linearLearningRate", linearLearningRate, 0, 1);
    range("unfrozenStages", unfrozenStages, -1, 1000);
    range("convergence", convergence, 0, 1000);
    range("averageDecay", averageDecay, 0, 0.999999);
    if (objectWeight == 0 && categoryWeight == 0 && softmaxWeight == 0) {
      throw new IllegalArgumentException(
          "one of objectWeight, categoryWeight and softmaxWeight must be above 0, all are 0");
    }
  }

  private static void range(String name, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          name + " must be " + plain(least) + " to " + plain(most) + ", got " + plain(value));
    }
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  /**
   * Returns what {@code file}, a JSON object, says; the defaults where it says nothing.
   *
   * @throws IOException if it cannot be read, is no JSON object, or has a key or value that is none
   *     of ours; the message names it
   */
  public static Hyperparameters read(Path file) throws IOException {
    JsonNode read;
    try {
      read = JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not JSON: " + e.getOriginalMessage(), e);
    }
    if (!(read instanceof ObjectNode given)) {
      throw new IOException(file + " must hold a JSON object");
    }
    ObjectNode all = DEFAULT.toJson();
    List<String> unknown = new ArrayList<>();
    given
        .fieldNames()
        .forEachRemaining(key -> {
          if (!all.has(key)) {
            unknown.add(key);
          }
        });
    if (!unknown.isEmpty()) {
      List<String> known = new ArrayList<>();
      all.fieldNames().forEachRemaining(known::add);
      throw new IOException(
          file
              + ": there is no hyper-parameter "
              + String.join(", ", unknown)
              + "; there are "
              + String.join(", ", known));
    }
    all.setAll(given);
    try {
      return JSON.treeToValue(all, Hyperparameters.class);
    } catch (ValueInstantiationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(file + ": " + cause.getMessage(), e);
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": " + e.getOriginalMessage(), e);
    }
  }

  /** Returns all of them, in order. */
  ObjectNode toJson() {
    return JSON.valueToTree(this);
  }

  /** Returns these, with spaces of other sizes. */
  Hyperparameters withDimensions(int category, int object) {
    ObjectNode json = toJson();
    json.put("categoryDimension", category).put("objectDimension", object);
    return JSON.convertValue(json, Hyperparameters.class);
  }

  /**
   * Returns whether a photo has the same features in every step, since neither it nor a backbone
   * changes: then they need to be computed only once.
   */
  public boolean hasFixedFeatures() {
    return unfrozenStages == 0 && !augment;
  }

  /** Returns what the learning rates are multiplied by in {@code epoch}, from 0. */
  float rateFactor(int epoch) {
    return (float) Math.pow(0.5, Math.floorDiv(epoch, halveEvery));
  }
}
