package io.panoptes.indexer.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.panoptes.encoder.folder.TestTree;
import io.panoptes.indexer.add.AddOptions;
import io.panoptes.indexer.write.TestAdd;
import io.panoptes.search.entry.Attribute;
import io.panoptes.search.entry.CatalogueObject;
import io.panoptes.search.entry.CataloguePhoto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads an export by what docs/export-format.md says, and by nothing of Panoptes. */
class ExportFormatTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;

  @Test
  void anExportIsAsItsDescriptionSays() throws IOException, NoSuchAlgorithmException {
    TestAdd catalogue = TestAdd.in(temp);
    TestTree tree = TestTree.in(temp.resolve("photos")).object("mug/1", 1, 2).object("solo", 2, 1);
    Path table = tree.write("../table.csv", "object_id,price:number,colour\nmug/1,25|0.1,red|ü\n");
    catalogue.add(tree, AddOptions.NONE.withMetadata(table).withKeepOriginals(true));
    Path file = temp.resolve("export.zip");
    TestExport.write(catalogue, file);

    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getMethod())
            .isEqualTo(entry.getName().matches("(thumbnails|originals)/.*") ? 0 : 8);
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    List<String> names = List.copyOf(entries.keySet());
    assertThat(names.getFirst()).isEqualTo("export.json");
    assertThat(names.getLast()).isEqualTo("SHA256SUMS");
    assertThat(new String(bytes(entries, "SHA256SUMS"), StandardCharsets.UTF_8))
        .isEqualTo(sums(entries));

    JsonNode about = JSON.readTree(bytes(entries, "export.json"));
    assertThat(about.get("format").textValue()).isEqualTo("panoptes-export");
    assertThat(about.get("version").intValue()).isEqualTo(1);
    assertThat(about.get("panoptes").textValue()).startsWith("Panoptes ");
    assertThat(about.get("model").textValue()).isEqualTo("fa4e".repeat(16));
    assertThat(about.get("generation").intValue()).isEqualTo(1);
    assertThat(about.get("objects").intValue()).isEqualTo(2);
    assertThat(about.get("photos").intValue()).isEqualTo(3);
    assertThat(about.get("category_dimension").intValue()).isEqualTo(16);
    assertThat(about.get("object_dimension").intValue()).isEqualTo(32);

    List<CatalogueObject> objects = List.copyOf(catalogue.objects().values());
    List<String> lines =
        new String(bytes(entries, "objects.jsonl"), StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(2);
    for (int i = 0; i < lines.size(); i++) {
      assertSame(JSON.readTree(lines.get(i)), objects.get(i), entries);
    }
    assertThat(entries).containsKey("models/" + "fa4e".repeat(16) + "/fake-model");
  }

  private static String sums(Map<String, byte[]> entries) throws NoSuchAlgorithmException {
    StringBuilder sums = new StringBuilder();
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      if (!entry.getKey().equals("SHA256SUMS")) {
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(entry.getValue());
        sums.append(HexFormat.of().formatHex(sum)).append("  ").append(entry.getKey()).append('\n');
      }
    }
    return sums.toString();
  }

  private static void assertSame(JsonNode line, CatalogueObject object, Map<String, byte[]> entries)
      throws IOException {
    assertThat(line.get("id").textValue()).isEqualTo(object.id());
    assertThat(line.get("category").textValue()).isEqualTo(object.category());
    assertThat(line.get("source").textValue()).isEqualTo(object.entry().source());
    assertThat(line.get("attributes")).hasSize(object.attributes().size());
    object
        .attributes()
        .forEach((name, attribute) -> {
          JsonNode written = line.get("attributes").get(name);
          switch (attribute) {
            case Attribute.Text text ->
                assertThat(written.get("text"))
                    .extracting(JsonNode::textValue)
                    .isEqualTo(text.values());
            case Attribute.Number number ->
                assertThat(written.get("number"))
                    .extracting(JsonNode::doubleValue)
                    .isEqualTo(number.values());
          }
        });
    assertThat(line.get("photos")).hasSize(object.photos().size());
    for (int i = 0; i < object.photos().size(); i++) {
      assertSame(line.get("photos").get(i), object.photos().get(i), entries);
    }
    JsonNode aggregate = line.get("aggregate");
    assertThat(vector(aggregate, "category_vector"))
        .containsExactly(object.aggregate().category().toArray());
    assertThat(vector(aggregate, "object_vector"))
        .containsExactly(object.aggregate().object().toArray());
  }

  private static void assertSame(
      JsonNode written, CataloguePhoto photo, Map<String, byte[]> entries) throws IOException {
    String id = written.get("id").textValue();
    assertThat(id).isEqualTo(photo.id());
    assertThat(written.get("name").textValue()).isEqualTo(photo.name());
    assertThat(written.get("location").textValue()).isEqualTo(photo.entry().location());
    assertThat(written.get("bytes").longValue()).isEqualTo(photo.entry().bytes());
    assertThat(written.get("modified").textValue()).isEqualTo(photo.entry().modified().toString());
    assertThat(written.get("box").isNull()).isTrue();
    assertThat(written.get("session").isNull()).isTrue();
    assertThat((float) written.get("category_norm").doubleValue())
        .isEqualTo(photo.view().categoryNorm());
    assertThat((float) written.get("object_norm").doubleValue())
        .isEqualTo(photo.view().objectNorm());
    assertThat(vector(written, "category_vector"))
        .containsExactly(photo.view().embedding().category().toArray());
    assertThat(vector(written, "object_vector"))
        .containsExactly(photo.view().embedding().object().toArray());
    String below = id.substring(0, 2) + "/" + id;
    assertThat(bytes(entries, "originals/" + below))
        .isEqualTo(Files.readAllBytes(Path.of(photo.entry().location())));
    assertThat(bytes(entries, "thumbnails/" + below + ".jpg")).startsWith(0xff, 0xd8);
  }

  private static float[] vector(JsonNode node, String name) {
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(node.get(name).textValue()))
            .order(ByteOrder.LITTLE_ENDIAN);
    List<Float> components = new ArrayList<>();
    while (bytes.hasRemaining()) {
      components.add(bytes.getFloat());
    }
    float[] vector = new float[components.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = components.get(i);
    }
    return vector;
  }

  private static byte[] bytes(Map<String, byte[]> entries, String name) {
    return Objects.requireNonNull(entries.get(name), name);
  }
}
