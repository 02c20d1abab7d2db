package io.panoptes.search.catalogue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.photo.Box;
import io.panoptes.search.index.CatalogueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * Where a catalogue keeps what. Public for the indexer, which writes there.
 *
 * <pre>
 * catalogue.json               points to the current generation, nothing else; replaced atomically
 * generations/0001/            one Lucene index; its commit data names the format and the model
 * generations/0002.building/   the one that is being made; renamed when it is whole
 * models/SHA-256/              the model folder that made a generation, under its whole id
 * thumbnails/ab/PHOTO-ID.jpg   by photo id; PHOTO-ID@X,Y,W,H.jpg of a part of it
 * originals/ab/PHOTO-ID        files of photos that were asked to be kept, by photo id
 * </pre>
 */
public final class CatalogueFolder {
  private static final String POINTER = "catalogue.json";
  private static final String GENERATION = "generation";
  private static final String GENERATIONS = "generations";
  private static final String BUILDING = ".building";

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
      throw noCatalogue(e);
    } catch (JsonProcessingException e) {
      throw new CatalogueException(pointer + " is damaged: " + e.getOriginalMessage(), e);
    }
    if (generation < 1) {
      throw new CatalogueException(pointer + " is damaged: it names no generation");
    }
    return generation;
  }

  /**
   * The file that points to the current generation, as far as it need not be read: it is written
   * once and replaced, so that another one has another key or another time, also where it names a
   * number that was used before. Public for those that follow a catalogue.
   */
  public record Pointer(@Nullable Object fileKey, FileTime modified, long bytes) {}

  /**
   * Returns what the pointer is like now. Public for those that follow a catalogue.
   *
   * @throws CatalogueException if there is no catalogue
   */
  public Pointer pointer() throws IOException {
    try {
      BasicFileAttributes file =
          Files.readAttributes(root.resolve(POINTER), BasicFileAttributes.class);
      return new Pointer(file.fileKey(), file.lastModifiedTime(), file.size());
    } catch (NoSuchFileException e) {
      throw noCatalogue(e);
    }
  }

  private CatalogueException noCatalogue(NoSuchFileException e) {
    return new CatalogueException("there is no catalogue at " + root + " (no " + POINTER + ")", e);
  }

  /** Returns where the index of {@code generation} is. */
  public Path generation(int generation) {
    return root.resolve(GENERATIONS).resolve(number(generation));
  }

  /** Returns where the index of {@code generation} is while it is being made. */
  public Path building(int generation) {
    return root.resolve(GENERATIONS).resolve(number(generation) + BUILDING);
  }

  /** Returns the numbers of all generations that are whole, ascending, current or not. */
  public SortedSet<Integer> generations() throws IOException {
    return numbers("");
  }

  /** Returns the numbers of all generations that are being made, or were when a process died. */
  public SortedSet<Integer> generationsBuilding() throws IOException {
    return numbers(BUILDING);
  }

  private SortedSet<Integer> numbers(String suffix) throws IOException {
    SortedSet<Integer> numbers = new TreeSet<>();
    Pattern name = Pattern.compile("(\\d{4,9})" + Pattern.quote(suffix));
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root.resolve(GENERATIONS))) {
      for (Path folder : folders) {
        Matcher matcher = name.matcher(folder.getFileName().toString());
        if (matcher.matches()) {
          numbers.add(Integer.valueOf(matcher.group(1)));
        }
      }
    }
    return numbers;
  }

  private static String number(int generation) {
    return String.format(Locale.ROOT, "%04d", generation);
  }

  /** Returns where the catalogue keeps {@code model}. */
  public Path model(ModelId model) {
    return models().resolve(model.sha256());
  }

  /**
   * Returns where the thumbnail of {@code box} of the photo {@code photoId} is.
   *
   * @param box null for the whole photo
   */
  public Path thumbnail(String photoId, @Nullable Box box) {
    String name = photoId + (box == null ? "" : "@" + box) + ".jpg";
    return thumbnails().resolve(photoId.substring(0, 2)).resolve(name);
  }

  /** Returns where thumbnails are. */
  public Path thumbnails() {
    return root.resolve("thumbnails");
  }

  /** Returns where the file of the photo {@code photoId} is, if the catalogue keeps it. */
  public Path original(String photoId) {
    return originals().resolve(photoId.substring(0, 2)).resolve(photoId);
  }

  /** Returns where files of photos are kept. */
  public Path originals() {
    return root.resolve("originals");
  }

  /** Returns where all models are. */
  public Path models() {
    return root.resolve("models");
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
