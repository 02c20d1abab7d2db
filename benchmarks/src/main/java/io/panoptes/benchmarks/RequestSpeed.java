package io.panoptes.benchmarks;

import io.panoptes.encoder.Encoder;
import io.panoptes.encoder.Model;
import io.panoptes.encoder.ModelFolder;
import io.panoptes.encoder.View;
import io.panoptes.encoder.photo.PhotoReader;
import io.panoptes.indexer.edit.Condition;
import io.panoptes.indexer.edit.Edit;
import io.panoptes.indexer.edit.ObjectEditor;
import io.panoptes.indexer.edit.UploadedPhoto;
import io.panoptes.indexer.table.ObjectFields;
import io.panoptes.indexer.table.ObjectPatch;
import io.panoptes.search.catalogue.Catalogue;
import io.panoptes.search.catalogue.CatalogueFolder;
import io.panoptes.search.catalogue.Listing;
import io.panoptes.search.catalogue.ListingRequest;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.ObjectEntry;
import io.panoptes.search.entry.PhotoEntry;
import io.panoptes.search.index.IndexSchema;
import io.panoptes.search.query.Filter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.FSDirectory;

/**
 * What requests cost a server beside the network, where a catalogue has 100,000 objects of eight
 * photos: pages with facets and filters, and single objects written. Most objects are written
 * without vectors: no list needs them, and graphs of 900,000 take long to make.
 *
 * <pre>
 * PANOPTES_JAVA_OPTS=-Xmx1g bin/benchmark RequestSpeed NEW-FOLDER models/general
 * </pre>
 */
public final class RequestSpeed {
  private static final int ROUNDS = 50;
  private static final int OBJECTS = 100_000;
  private static final int PHOTOS = 8;
  private static final String[] COLOURS = {"black", "blue", "brown", "green", "red", "white"};
  private static final String[] SIZES = {"l", "m", "s", "xl"};
  private static final ListingRequest ALL = ListingRequest.FIRST;

  private RequestSpeed() {}

  /** Asks something once. */
  @FunctionalInterface
  private interface Request {
    void make(int round) throws IOException;
  }

  /** Prints the table; the arguments are a new folder and a model. */
  public static void main(String... arguments) throws IOException {
    Path root = Files.createDirectories(Path.of(arguments[0])).toRealPath();
    Model model = ModelFolder.open(Path.of(arguments[1]));
    CatalogueFolder folder = CatalogueFolder.at(root.resolve("catalogue"));
    if (!folder.exists()) {
      write(folder, model);
    }
    Markdown.machine();
    try (Catalogue catalogue = Catalogue.open(folder.root(), ModelFolder::open);
        ObjectEditor editor = new ObjectEditor(folder.root(), Duration.ofSeconds(5))) {
      Markdown.table(
          "Milliseconds, " + ROUNDS + " times each", "what", "median", "95th percentile", "most");
      list(catalogue);
      edit(catalogue, editor);
    }
  }

  private static void write(CatalogueFolder folder, Model model) throws IOException {
    model.copyTo(folder.model(model.id()));
    Files.createDirectories(folder.generation(1));
    try (Encoder encoder = model.load();
        FSDirectory directory = FSDirectory.open(folder.generation(1));
        IndexWriter writer = new IndexWriter(directory, IndexSchema.writerConfig())) {
      int categories = encoder.categoryDimension();
      MadeUpWorld world = new MadeUpWorld(1, 1, 1, categories, encoder.objectDimension());
      View view = world.photo(0, new Random(0));
      List<Integer> order = new ArrayList<>(IntStream.range(0, OBJECTS).boxed().toList());
      Collections.shuffle(order, new Random(1));
      for (int number : order) {
        List<Document> block = IndexSchema.block(object(number, view));
        if (number > 100) {
          block.forEach(document -> {
            document.removeField("category_vector");
            document.removeField("object_vector");
          });
        }
        writer.addDocuments(block);
      }
      writer.setLiveCommitData(IndexSchema.commitData(model.id()).entrySet());
      writer.commit();
    }
    folder.pointTo(1);
  }

  private static CatalogueObject object(int number, View view) {
    Random random = new Random(number);
    String category = MadeUpWorld.category(random.nextInt(300));
    String id = String.format(Locale.ROOT, "%s/%06d", category, number);
    Map<String, Attribute> attributes = new TreeMap<>();
    attributes.put("colour", new Attribute.Text(List.of(any(COLOURS, random))));
    attributes.put("sizes", new Attribute.Text(List.of(any(SIZES, random), any(SIZES, random))));
    attributes.put("brand", new Attribute.Text(List.of("brand " + random.nextInt(2000))));
    attributes.put("sku", new Attribute.Text(List.of("sku-" + number)));
    attributes.put("price", new Attribute.Number(List.of(random.nextInt(100_000) / 100.0)));
    List<PhotoEntry> photos = new ArrayList<>();
    for (int i = 0; i < PHOTOS; i++) {
      String name = i + ".jpg";
      photos.add(
          new PhotoEntry(
              id(number + "#" + i), name, "/made-up/" + name, 1, Instant.EPOCH, null, null));
    }
    return new CatalogueObject(
        new ObjectEntry(id, category, new TreeMap<>(attributes), "/made-up", photos),
        Collections.nCopies(PHOTOS, view),
        view.embedding());
  }

  private static String any(String[] words, Random random) {
    return words[random.nextInt(words.length)];
  }

  private static String id(String content) {
    return PhotoReader.id(content.getBytes(StandardCharsets.UTF_8));
  }

  private static void list(Catalogue catalogue) throws IOException {
    row("the first page", listing(catalogue, ALL));
    row("the last page", listing(catalogue, ALL.withPage(OBJECTS / 24, 24)));
    row("the facet category (300 values)", listing(catalogue, facet("category")));
    row("the facet colour (6 values)", listing(catalogue, facet("colour")));
    row("the facet brand (2,000 values)", listing(catalogue, facet("brand")));
    row("the facet sku (100,000 values)", listing(catalogue, facet("sku")));
    row("the facet price (numbers)", listing(catalogue, facet("price")));
    ListingRequest five = ALL.withFacets(List.of("category", "colour", "sizes", "brand", "price"));
    row("these and sizes, without sku", listing(catalogue, five));
    row(
        "the same, filtered by colour and price",
        listing(
            catalogue,
            five.withFilters(
                List.of(Filter.parse("colour=red,blue"), Filter.parse("price=10..50")))));
    row("ids that contain 999", listing(catalogue, ALL.withIdContaining("999")));
    row("the summary", round -> catalogue.summary());
  }

  private static ListingRequest facet(String name) {
    return ALL.withFacets(List.of(name));
  }

  private static Request listing(Catalogue catalogue, ListingRequest request) {
    return round -> {
      Listing listing = catalogue.list(request);
      if (listing.objects().isEmpty()) {
        throw new IOException("a page must have objects: " + request);
      }
    };
  }

  private static void edit(Catalogue catalogue, ObjectEditor editor) throws IOException {
    CatalogueObject known = catalogue.object(catalogue.ids().first()).orElseThrow();
    row(
        "an object of 3 photos put",
        round -> {
          Edit.OfPut _ =
              editor.put(
                  catalogue,
                  "put/" + round,
                  ObjectFields.NONE,
                  photos(known.views().getFirst()),
                  Condition.Presence.ANY);
        });
    row(
        "its attribute patched",
        round -> {
          byte[] patch =
              ("{\"attributes\":{\"price\":" + System.nanoTime() + "}}")
                  .getBytes(StandardCharsets.UTF_8);
          Edit.OfPatch _ =
              editor.patch(
                  catalogue, "put/" + round, ObjectPatch.parse(patch), Condition.Presence.ANY);
        });
    row(
        "it is deleted",
        round -> {
          Edit.OfDelete _ = editor.delete(catalogue, "put/" + round, Condition.Presence.ANY);
        });
  }

  private static List<UploadedPhoto> photos(View view) {
    List<UploadedPhoto> photos = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      byte[] content = new byte[2 << 20];
      ByteBuffer.wrap(content).putLong(System.nanoTime()).putInt(i);
      String id = PhotoReader.id(content);
      ByteBuffer thumbnail = ByteBuffer.allocate(10_000);
      photos.add(new UploadedPhoto("image.jpg", id, ByteBuffer.wrap(content), thumbnail, view));
    }
    return photos;
  }

  private static void row(String what, Request request) throws IOException {
    double[] milliseconds = new double[ROUNDS];
    for (int round = -ROUNDS / 5; round < ROUNDS; round++) {
      long start = System.nanoTime();
      request.make(round);
      if (round >= 0) {
        milliseconds[round] = (System.nanoTime() - start) / 1e6;
      }
    }
    Markdown.milliseconds(what, milliseconds);
  }
}
