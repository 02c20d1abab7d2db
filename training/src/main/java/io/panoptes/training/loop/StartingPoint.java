package io.panoptes.training.loop;

import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.Preprocessing;
import io.panoptes.encoder.network.Backbone;
import java.io.IOException;
import java.nio.file.Path;

/** Where training starts. */
public sealed interface StartingPoint {
  /** Pretrained weights of a backbone, and random heads. */
  record Pretrained(String backbone, Path weights) implements StartingPoint {
    @Override
    public String backboneSha256() throws IOException {
      return ModelFolder.sha256(weights);
    }

    @Override
    public Preprocessing preprocessing() {
      Backbone built = Backbone.named(backbone);
      return new Preprocessing(built.side(), built.normalization());
    }

    @Override
    public String describe() {
      return "pretrained";
    }
  }

  /** A model: its backbone, its heads; attention is added to heads that have none. */
  record Model(ModelFolder folder) implements StartingPoint {
    @Override
    public String backbone() {
      return folder.network().backbone();
    }

    @Override
    public Path weights() {
      return folder.weights();
    }

    @Override
    public String backboneSha256() {
      return folder.network().backboneSha256();
    }

    @Override
    public Preprocessing preprocessing() {
      return folder.network().preprocessing();
    }

    @Override
    public String describe() {
      return "model " + folder.id().sha256();
    }
  }

  /** Returns the backbone's name. */
  String backbone();

  /** Returns the file with the tensors to start from. */
  Path weights();

  /** Returns the SHA-256 of the file that the backbone's weights came from at first. */
  String backboneSha256() throws IOException;

  /** Returns how photos are made ready. */
  Preprocessing preprocessing();

  /** Returns what this is, for checkpoints: another starting point is another text. */
  String describe();
}
