package io.panoptes.search;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.InvalidModelException;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelId;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue as read, by any number of threads, also while another process writes it. It sees the
 * commit that was newest when it was opened or {@linkplain #refresh refreshed}. Closing it closes
 * its encoder; nobody may be using either then.
 */
public final class Catalogue implements AutoCloseable {
  /** Meets the objects of a catalogue one by one. */
  @FunctionalInterface
  public interface Visitor {
    /** Meets {@code object}. */
    void visit(CatalogueObject object) throws IOException;
  }

  /** Asks the index something, as of one commit. */
  @FunctionalInterface
  interface Question<T extends @Nullable Object> {
    T ask(IndexSearcher searcher) throws IOException;
  }

  private final int generation;
  private final Model model;
  private final Directory directory;
  private final SearcherManager searchers;

  // Loaded on first use; owned by this, guarded by this.
  private @Nullable Encoder encoder;

  private Catalogue(int generation, Model model, Directory directory, SearcherManager searchers) {
    this.generation = generation;
    this.model = model;
    this.directory = directory;
    this.searchers = searchers;
  }

  /**
   * Opens the catalogue in {@code folder}, and its model, whose network stays on disk until {@link
   * #encoder} is called.
   *
   * @throws CatalogueException if there is none, it is damaged or of a newer format, or its model
   *     is gone or altered
   */
  public static Catalogue open(Path folder, Model.Opener models) throws IOException {
    CatalogueFolder catalogue = CatalogueFolder.at(folder);
    int generation = catalogue.currentGeneration();
    Path index = catalogue.generation(generation);
    if (!Files.isDirectory(index)) {
      throw new CatalogueException("the catalogue " + catalogue + " has lost its index " + index);
    }
    Directory directory = FSDirectory.open(index);
    SearcherManager searchers = null;
    try {
      DirectoryReader reader = openIndex(directory, index);
      searchers = new SearcherManager(reader, null);
      ModelId id = IndexSchema.model(reader.getIndexCommit().getUserData(), index.toString());
      return new Catalogue(generation, openModel(catalogue, id, models), directory, searchers);
    } catch (IOException | RuntimeException | Error e) {
      IOUtils.closeWhileSuppressingExceptions(e, searchers, directory);
      throw e;
    }
  }

  private static DirectoryReader openIndex(Directory directory, Path index) throws IOException {
    try {
      return DirectoryReader.open(directory);
    } catch (IndexFormatTooNewException e) {
      throw new CatalogueException(
          "the index " + index + " was written by a newer Lucene: use a newer Panoptes", e);
    } catch (IndexFormatTooOldException
        | CorruptIndexException
        | EOFException
        | FileNotFoundException
        | NoSuchFileException e) {
      throw new CatalogueException("the index " + index + " is damaged: " + e.getMessage(), e);
    }
  }

  static Model openModel(CatalogueFolder catalogue, ModelId id, Model.Opener models)
      throws IOException {
    Path folder = catalogue.model(id);
    if (!Files.isDirectory(folder)) {
      throw new CatalogueException(
          "the catalogue " + catalogue + " has lost its model " + id + ": there is no " + folder);
    }
    try {
      Model model = models.open(folder);
      if (!model.id().equals(id)) {
        throw new CatalogueException(
            "the catalogue "
                + catalogue
                + " needs the model "
                + id
                + ", but in its folder "
                + folder
                + " is "
                + model.id());
      }
      return model;
    } catch (InvalidModelException e) {
      throw new CatalogueException(
          "the catalogue " + catalogue + " cannot use its model " + id + ": " + e.getMessage(), e);
    }
  }

  /** Returns the id of the model that all its vectors are of. */
  public ModelId model() {
    return model.id();
  }

  /** Returns the number of the generation that this reads, from 1. */
  public int generation() {
    return generation;
  }

  /** Returns the encoder of the catalogue's model, loading it at the first call. */
  public synchronized Encoder encoder() throws IOException {
    Encoder loaded = encoder;
    if (loaded == null) {
      loaded = model.load();
      encoder = loaded;
    }
    return loaded;
  }

  /** Sees from now on what has been committed until now. */
  public void refresh() throws IOException {
    searchers.maybeRefreshBlocking();
  }

  /** Returns the number of objects. */
  public int objectCount() throws IOException {
    return ask(searcher -> searcher.count(IndexSchema.Kind.OBJECT.query()));
  }

  /** Returns the number of photos; one in two objects counts twice. */
  public int photoCount() throws IOException {
    return ask(searcher -> searcher.count(IndexSchema.Kind.PHOTO.query()));
  }

  /** Returns whether there is anything of the object {@code id}, be it damaged. */
  public boolean contains(String id) throws IOException {
    return ask(searcher -> searcher.count(new TermQuery(IndexSchema.idTerm(id))) > 0);
  }

  /** Returns the object {@code id}, if there is one. */
  public Optional<CatalogueObject> object(String id) throws IOException {
    return ask(searcher -> {
      TermsEnum ids = ids(searcher.getIndexReader());
      return ids.seekExact(new BytesRef(id))
          ? Optional.ofNullable(object(searcher.getIndexReader(), ids))
          : Optional.empty();
    });
  }

  /** Lets {@code visitor} meet all objects of one commit, by id, each read as its turn comes. */
  public void forEachObject(Visitor visitor) throws IOException {
    ask(searcher -> {
      TermsEnum ids = ids(searcher.getIndexReader());
      while (ids.next() != null) {
        CatalogueObject object = object(searcher.getIndexReader(), ids);
        if (object != null) {
          visitor.visit(object);
        }
      }
      return true;
    });
  }

  private static TermsEnum ids(IndexReader reader) throws IOException {
    Terms ids = MultiTerms.getTerms(reader, IndexSchema.ID);
    return ids == null ? TermsEnum.EMPTY : ids.iterator();
  }

  /**
   * Returns the object whose id {@code ids} stands at; null if nothing but deleted documents has
   * it.
   */
  private static @Nullable CatalogueObject object(IndexReader reader, TermsEnum ids)
      throws IOException {
    Bits live = MultiBits.getLiveDocs(reader);
    int parent = PostingsEnum.NO_MORE_DOCS;
    PostingsEnum documents = ids.postings(null, PostingsEnum.NONE);
    for (int document = documents.nextDoc();
        document != PostingsEnum.NO_MORE_DOCS;
        document = documents.nextDoc()) {
      if (live == null || live.get(document)) {
        parent = document; // the last of the block
      }
    }
    if (parent == PostingsEnum.NO_MORE_DOCS) {
      return null;
    }
    LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(parent, reader.leaves()));
    return IndexSchema.object(leaf.reader(), parent - leaf.docBase);
  }

  /** Returns the answer of one commit to {@code question}. */
  <T extends @Nullable Object> T ask(Question<T> question) throws IOException {
    IndexSearcher searcher = searchers.acquire();
    try {
      return question.ask(searcher);
    } finally {
      searchers.release(searcher);
    }
  }

  @Override
  public void close() throws IOException {
    Encoder loaded;
    synchronized (this) {
      loaded = encoder;
      encoder = null;
    }
    try (loaded) {
      IOUtils.close(searchers, directory);
    }
  }
}
