package io.panoptes.search;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.panoptes.encoder.ModelId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.lucene.util.IOUtils;

/**
 * Where a catalogue keeps what. Public for the indexer, which writes there.
 *
 * <pre>
 * catalogue.json               points to the current generation, nothing else; replaced atomically
 * generations/0001/            one Lucene index; its commit data names the format and the model
 * models/SHA-256/              the model folder that made a generation, under its whole id
 * thumbnails/ab/PHOTO-ID.jpg   by photo id
 * originals/ab/PHOTO-ID        photos that the catalogue keeps, as they came
 * </pre>
 */
public final class CatalogueFolder {
  private static final String POINTER = "catalogue.json";
  private static final String GENERATION = "generation";

  private final Path root;

  private CatalogueFolder(Path root) {
    this.root = root;
  }

  /** Returns the catalogue at {@code root}, which need not exist yet. */
  public static CatalogueFolder at(Path root) {
    return new CatalogueFolder(root.toAbsolutePath().normalize());
  }

  /** Returns the folder itself, absolute. */
  public Path root() {
    return root;
  }

  /** Returns whether there is a catalogue: whether it points to a generation. */
  public boolean exists() {
    return Files.isRegularFile(root.resolve(POINTER));
  }

  /**
   * Returns the number of the generation that readers use, from 1.
   *
   * @throws CatalogueException if there is no catalogue, or what it points to cannot be understood
   */
  public int currentGeneration() throws IOException {
    Path pointer = root.resolve(POINTER);
    int generation = 0;
    try (JsonParser json =
        new JsonFactory().createParser(Files.readString(pointer, StandardCharsets.UTF_8))) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
            && GENERATION.equals(json.currentName())) {
          generation = json.getIntValue();
        }
      }
    } catch (NoSuchFileException e) {
      throw new CatalogueException("there is no catalogue at " + root + " (no " + POINTER + ")", e);
    } catch (JsonProcessingException e) {
      throw new CatalogueException(pointer + " is damaged: " + e.getOriginalMessage(), e);
    }
    if (generation < 1) {
      throw new CatalogueException(pointer + " is damaged: it names no generation");
    }
    return generation;
  }

  /** Returns where the index of {@code generation} is. */
  public Path generation(int generation) {
    return root.resolve("generations").resolve(String.format(Locale.ROOT, "%04d", generation));
  }

  /** Returns where the catalogue keeps {@code model}. */
  public Path model(ModelId model) {
    return root.resolve("models").resolve(model.sha256());
  }

  /** Returns where the thumbnail of the photo {@code photoId} is. */
  public Path thumbnail(String photoId) {
    return root.resolve("thumbnails").resolve(photoId.substring(0, 2)).resolve(photoId + ".jpg");
  }

  /** Returns where the photo {@code photoId} itself is, if the catalogue keeps it. */
  public Path original(String photoId) {
    return root.resolve("originals").resolve(photoId.substring(0, 2)).resolve(photoId);
  }

  /**
   * Makes {@code generation} the one that readers use. A reader, or a machine that loses power,
   * sees the old one or the new one.
   */
  public void pointTo(int generation) throws IOException {
    if (generation < 1) {
      throw new IllegalArgumentException("generations count from 1, got " + generation);
    }
    Files.createDirectories(root);
    Path written = root.resolve(POINTER + ".new");
    Files.writeString(written, "{\"" + GENERATION + "\":" + generation + "}\n");
    IOUtils.fsync(written, false);
    Files.move(
        written,
        root.resolve(POINTER),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    IOUtils.fsync(root, true);
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
