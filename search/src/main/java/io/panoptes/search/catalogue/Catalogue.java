package io.panoptes.search.catalogue;

import io.panoptes.encoder.Embedding;
import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.InvalidModelException;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelId;
import io.panoptes.encoder.View;
import io.panoptes.encoder.command.UsageException;
import io.panoptes.encoder.photo.Box;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.index.BlockReader;
import io.panoptes.search.index.CatalogueException;
import io.panoptes.search.index.IndexSchema;
import io.panoptes.search.query.Candidates;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexCommit;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue as read, by any number of threads, also while another process writes it. It sees the
 * commit that was newest when it was opened or {@linkplain #refresh refreshed}. Closing it closes
 * its encoder; nobody may be using either then. Longer than most: what can be asked of a catalogue
 * is asked here, a short method each.
 */
public final class Catalogue implements Closeable {
  /** Meets the objects of a catalogue one by one. */
  @FunctionalInterface
  public interface Visitor<T> {
    /** Meets {@code object}. */
    void visit(T object) throws IOException;
  }

  /** Reads the block whose parent is document {@code parent} of {@code leaf}. */
  @FunctionalInterface
  private interface Block<T> {
    T read(LeafReader leaf, int parent) throws IOException;
  }

  /** Asks the index something, as of one commit. Public for recognition and inspection. */
  @FunctionalInterface
  public interface Question<T extends @Nullable Object> {
    T ask(IndexSearcher searcher) throws IOException;
  }

  /** Lets no commit of another model be seen, should a folder be put in this one's place. */
  private static final class OfOneModel extends SearcherFactory {
    private final ModelId model;
    private final Path index;

    OfOneModel(ModelId model, Path index) {
      this.model = model;
      this.index = index;
    }

    @Override
    public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous)
        throws IOException {
      var commit = ((DirectoryReader) reader).getIndexCommit().getUserData();
      ModelId written = IndexSchema.model(commit, index.toString());
      if (!written.equals(model)) {
        throw new CatalogueException(
            "the index " + index + " is of the model " + written + " now, no more of " + model);
      }
      return super.newSearcher(reader, previous);
    }
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
   * Opens the current generation of the catalogue in {@code folder}, and its model, whose network
   * stays on disk until {@link #encoder} is called.
   *
   * @throws CatalogueException if there is none, it is damaged or of another format, or its model
   *     is gone or altered
   */
  public static Catalogue open(Path folder, Model.Opener models) throws IOException {
    CatalogueFolder catalogue = CatalogueFolder.at(folder);
    int generation = catalogue.currentGeneration();
    try {
      return open(catalogue, generation, models);
    } catch (CatalogueException e) {
      if (catalogue.currentGeneration() != generation) {
        return open(folder, models); // it was cleared away after another had taken its place
      }
      throw e;
    }
  }

  /** Opens the generation {@code generation} of {@code catalogue}, current or not. */
  public static Catalogue open(CatalogueFolder catalogue, int generation, Model.Opener models)
      throws IOException {
    return open(catalogue, generation, catalogue.generation(generation), models);
  }

  /** Opens the generation {@code generation}, whose index is, perhaps for now, in {@code index}. */
  public static Catalogue open(
      CatalogueFolder catalogue, int generation, Path index, Model.Opener models)
      throws IOException {
    if (!Files.isDirectory(index)) {
      throw new CatalogueException("the catalogue " + catalogue + " has lost its index " + index);
    }
    Directory directory = FSDirectory.open(index);
    DirectoryReader reader = null;
    SearcherManager searchers = null;
    try {
      reader = openIndex(directory, index);
      ModelId id = IndexSchema.model(reader.getIndexCommit().getUserData(), index.toString());
      searchers = new SearcherManager(reader, new OfOneModel(id, index));
      return new Catalogue(generation, openModel(catalogue, id, models), directory, searchers);
    } catch (IOException | RuntimeException | Error e) {
      IOUtils.closeWhileSuppressingExceptions(e, searchers == null ? reader : searchers, directory);
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

  /**
   * Opens the model {@code id} of {@code catalogue}, whose network stays on disk. Public for
   * inspection.
   */
  public static Model openModel(CatalogueFolder catalogue, ModelId id, Model.Opener models)
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

  /** Returns whether its encoder has been loaded, so that asking for it takes no time. */
  public synchronized boolean isLoaded() {
    return encoder != null;
  }

  /** Returns a number that grows with each commit of this generation. */
  public long commit() throws IOException {
    return ask(searcher -> indexCommit(searcher).getGeneration());
  }

  /** Returns the number of the generation in whose place this one was made, if there was one. */
  public OptionalInt previousGeneration() throws IOException {
    return ask(searcher -> IndexSchema.previous(indexCommit(searcher).getUserData()));
  }

  private static IndexCommit indexCommit(IndexSearcher searcher) throws IOException {
    return ((DirectoryReader) searcher.getIndexReader()).getIndexCommit();
  }

  /**
   * Sees from now on what has been committed until now.
   *
   * @throws CatalogueException if another index has been put in this one's place, or is damaged; it
   *     then sees what it saw
   */
  public void refresh() throws IOException {
    try {
      searchers.maybeRefreshBlocking();
    } catch (AlreadyClosedException e) {
      throw e;
    } catch (IllegalStateException e) { // how Lucene says so
      throw new CatalogueException(
          "another index has been put in the place of generation " + generation, e);
    }
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
    return find(id, BlockReader::object);
  }

  /** Returns what is noted of the object {@code id}, if there is one. */
  public Optional<ObjectEntry> entry(String id) throws IOException {
    return find(id, BlockReader::entry);
  }

  /**
   * Returns the multi-view embedding of the object {@code id}, if {@code searcher} sees one. Public
   * for recognition.
   */
  public static Optional<Embedding> aggregate(IndexSearcher searcher, String id)
      throws IOException {
    return find(searcher.getIndexReader(), id, BlockReader::aggregate);
  }

  /**
   * Returns a page of the objects that {@code request} asks for, by id, and the facets of all.
   *
   * @throws UsageException if a filter or a facet does not suit the catalogue
   */
  public Listing list(ListingRequest request) throws IOException {
    return ask(searcher -> new ObjectListing(searcher, request).make());
  }

  /** Returns what is in it, in numbers. */
  public CatalogueSummary summary() throws IOException {
    return ask(searcher -> {
      FacetCounts counts = new FacetCounts(searcher.getIndexReader());
      FixedBitSet objects = ObjectListing.parents(searcher, List.of());
      return new CatalogueSummary(
          objects.cardinality(),
          searcher.count(IndexSchema.Kind.PHOTO.query()),
          counts.categories(objects),
          counts.attributes(objects));
    });
  }

  private <T> Optional<T> find(String id, Block<T> block) throws IOException {
    return ask(searcher -> find(searcher.getIndexReader(), id, block));
  }

  private static <T> Optional<T> find(IndexReader reader, String id, Block<T> block)
      throws IOException {
    TermsEnum ids = ids(reader);
    return ids.seekExact(new BytesRef(id))
        ? Optional.ofNullable(read(reader, ids, block))
        : Optional.empty();
  }

  /** Lets {@code visitor} meet all objects of one commit, by id, each read as its turn comes. */
  public void forEachObject(Visitor<CatalogueObject> visitor) throws IOException {
    forEach(visitor, BlockReader::object);
  }

  /** Lets {@code visitor} meet what is noted of all objects of one commit, by id. */
  public void forEachEntry(Visitor<ObjectEntry> visitor) throws IOException {
    forEach(visitor, BlockReader::entry);
  }

  private <T> void forEach(Visitor<T> visitor, Block<T> block) throws IOException {
    ask(searcher -> {
      TermsEnum ids = ids(searcher.getIndexReader());
      while (ids.next() != null) {
        T object = read(searcher.getIndexReader(), ids, block);
        if (object != null) {
          visitor.visit(object);
        }
      }
      return true;
    });
  }

  /** Returns the ids of all objects, ascending. */
  public SortedSet<String> ids() throws IOException {
    return ids(IndexSchema.Kind.OBJECT.query());
  }

  /** Returns the ids of the objects that were added from {@code source}, ascending. */
  public SortedSet<String> idsFrom(String source) throws IOException {
    return ids(new TermQuery(IndexSchema.sourceTerm(source)));
  }

  private SortedSet<String> ids(Query parents) throws IOException {
    return ask(searcher -> {
      SortedSet<String> ids = new TreeSet<>();
      IndexReader reader = searcher.getIndexReader();
      for (int parent : Candidates.all(searcher, parents)) {
        LeafReaderContext leaf = leaf(reader, parent);
        ids.add(BlockReader.id(leaf.reader(), parent - leaf.docBase));
      }
      return ids;
    });
  }

  /** Returns whether any object has the photo {@code photoId}. */
  public boolean hasPhoto(String photoId) throws IOException {
    return ask(searcher -> searcher.count(new TermQuery(IndexSchema.photoTerm(photoId))) > 0);
  }

  /**
   * Returns where the network sees {@code box} of the photo {@code photoId}, if any object has
   * that.
   *
   * @param box null for the whole photo
   */
  public Optional<View> view(String photoId, @Nullable Box box) throws IOException {
    return ask(searcher -> {
      TermQuery ofPhoto = new TermQuery(IndexSchema.photoTerm(photoId));
      for (int child : Candidates.all(searcher, ofPhoto)) {
        LeafReaderContext leaf = leaf(searcher.getIndexReader(), child);
        int document = child - leaf.docBase;
        if (Objects.equals(box, BlockReader.box(leaf.reader(), document))) {
          return Optional.of(BlockReader.view(leaf.reader(), document));
        }
      }
      return Optional.empty();
    });
  }

  private static TermsEnum ids(IndexReader reader) throws IOException {
    Terms ids = MultiTerms.getTerms(reader, IndexSchema.ID);
    return ids == null ? TermsEnum.EMPTY : ids.iterator();
  }

  /**
   * Returns the block whose id {@code ids} stands at; null if nothing but deleted documents has it.
   */
  private static <T> @Nullable T read(IndexReader reader, TermsEnum ids, Block<T> block)
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
    LeafReaderContext leaf = leaf(reader, parent);
    return block.read(leaf.reader(), parent - leaf.docBase);
  }

  private static LeafReaderContext leaf(IndexReader reader, int document) {
    return reader.leaves().get(ReaderUtil.subIndex(document, reader.leaves()));
  }

  /**
   * Returns the answer of one commit to {@code question}. Public for recognition and inspection.
   */
  public <T extends @Nullable Object> T ask(Question<T> question) throws IOException {
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
