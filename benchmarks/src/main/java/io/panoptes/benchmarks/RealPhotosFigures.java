package io.panoptes.benchmarks;

import io.panoptes.benchmarks.Asked.By;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelId;
import io.panoptes.search.query.RecognitionOptions;
import io.panoptes.training.evaluation.Scores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How well phone photos are recognised.
 *
 * @param onePhoto whether the product is first, asked by one photo
 * @param four the same, asked by {@value RealPhotos#SET} photos
 * @param studio the same, asked by one photo of a catalogue of one studio picture
 * @param category whether the category is first, asked by one photo
 */
record RealPhotosFigures(
    ModelId model, Scores onePhoto, Scores four, Scores studio, Scores category) {
  /**
   * Measures a model.
   *
   * @param models opens the model in the folder {@code model}; each photo is encoded once
   */
  static RealPhotosFigures of(RealPhotos photos, Path model, Model.Opener models)
      throws IOException {
    try (EncodedOnce once = new EncodedOnce(models);
        SplitCatalogue phone =
            SplitCatalogue.of(photos.catalogue(), photos.askingCatalogue(), model, once);
        SplitCatalogue studio =
            SplitCatalogue.of(photos.studio(), photos.askingStudio(), model, once)) {
      List<Asked> sets =
          phone.asked().stream().flatMap(asked -> asked.inSetsOf(RealPhotos.SET).stream()).toList();
      List<Answered> one = answers(phone, phone.asked(), By.ONE_PHOTO);
      List<Answered> several = answers(phone, sets, By.ALL_PHOTOS);
      List<Answered> byStudio = answers(studio, studio.asked(), By.ONE_PHOTO);
      return new RealPhotosFigures(
          phone.model(),
          scores(one, Answered::isObjectRight),
          scores(several, Answered::isObjectRight),
          scores(byStudio, Answered::isObjectRight),
          scores(one, Answered::isCategoryRight));
    }
  }

  private static List<Answered> answers(SplitCatalogue catalogue, List<Asked> asked, By by)
      throws IOException {
    return catalogue.answers(asked, by, RecognitionOptions.DEFAULT);
  }

  private static Scores scores(List<Answered> answers, Predicate<Answered> isRight) {
    Map<String, Integer> objects = new HashMap<>();
    return Scores.of(
        answers.stream().mapToDouble(answered -> isRight.test(answered) ? 1 : 0).toArray(),
        answers.stream()
            .mapToInt(
                answered -> objects.computeIfAbsent(answered.asked().id(), _ -> objects.size()))
            .toArray());
  }
}
