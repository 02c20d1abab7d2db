package io.panoptes.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.panoptes.encoder.network.Fusion;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFolderTest {
  @TempDir private Path temporary;

  private Path model() throws IOException {
    Path folder = temporary.resolve("model");
    TestModels.write(folder, Fusion.MEAN, 1);
    return folder;
  }

  @Test
  void id_isTheSha256OfTheSums() throws IOException, NoSuchAlgorithmException {
    Path folder = model();
    byte[] sums = Files.readAllBytes(folder.resolve("SHA256SUMS"));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(sums);
    ModelId id = ModelFolder.open(folder).id();
    assertThat(id.sha256()).isEqualTo(HexFormat.of().formatHex(digest));
    assertThat(id).hasToString(id.sha256().substring(0, 12));
    assertThat(new String(sums, StandardCharsets.UTF_8))
        .isEqualTo(
            ModelFolder.sha256(folder.resolve("network.json"))
                + "  network.json\n"
                + ModelFolder.sha256(folder.resolve("weights.safetensors"))
                + "  weights.safetensors\n");
  }

  @Test
  void sameWeights_giveTheSameId_andOthersAnother() throws IOException {
    ModelId one = TestModels.write(temporary.resolve("one"), Fusion.MEAN, 1).id();
    ModelId same = TestModels.write(temporary.resolve("same"), Fusion.MEAN, 1).id();
    ModelId other = TestModels.write(temporary.resolve("other"), Fusion.MEAN, 2).id();
    assertThat(same).isEqualTo(one);
    assertThat(other).isNotEqualTo(one);
  }

  @Test
  void networkJson_isReadBackAsItWasWritten() throws IOException {
    ModelFolder model = ModelFolder.open(model());
    Path file = model.folder().resolve("network.json");
    assertThat(Network.parse(model.network().toJson(), file)).isEqualTo(model.network());
    assertThat(model.network().object()).isEqualTo(new Network.Space(16, Fusion.MEAN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"network.json", "weights.safetensors"})
  void oneByteChanged_isRefusedByTheFilesName(String name) throws IOException {
    Path folder = model();
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.seek(file.length() / 2);
      int changed = file.read() ^ 1;
      file.seek(file.length() / 2);
      file.write(changed);
    }
    assertThatThrownBy(() -> ModelFolder.open(folder))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(name + " differs from its checksum");
  }

  @ParameterizedTest
  @ValueSource(strings = {"network.json", "weights.safetensors", "SHA256SUMS"})
  void missingFile_isNamed(String name) throws IOException {
    Path folder = model();
    Files.delete(folder.resolve(name));
    assertThatThrownBy(() -> ModelFolder.open(folder))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("lacks " + name);
  }

  @Test
  void card_isNoPartOfTheIdentity() throws IOException {
    Path folder = model();
    ModelId id = ModelFolder.open(folder).id();
    Files.writeString(folder.resolve("card.json"), "{\"name\": \"another\"}");
    assertThat(ModelFolder.open(folder).id()).isEqualTo(id);
  }

  @Test
  void newerFormat_isRefusedByItsNumber() throws IOException {
    Path folder = model();
    Path network = folder.resolve("network.json");
    Files.writeString(
        network, Files.readString(network).replace("\"format\" : 1", "\"format\" : 3"));
    sealAgain(folder);
    assertThatThrownBy(() -> ModelFolder.open(folder))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("network.json is of format 3, this program reads formats 1 and 2");
  }

  @Test
  void networkThatLacksAKey_isRefusedByTheKey() throws IOException {
    Path folder = model();
    Path network = folder.resolve("network.json");
    Files.writeString(network, Files.readString(network).replace("\"side\"", "\"sight\""));
    sealAgain(folder);
    assertThatThrownBy(() -> ModelFolder.open(folder))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("network.json")
        .hasMessageContaining("side");
  }

  @Test
  void networkThatCannotBeBuilt_isRefusedByTheValue() throws IOException {
    Path folder = model();
    Path network = folder.resolve("network.json");
    String whole = Files.readString(network);
    Files.writeString(network, whole.replace("efficientnet_lite0", "efficientnet_lite9"));
    sealAgain(folder);
    assertThatThrownBy(() -> ModelFolder.open(folder))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("network.json")
        .hasMessageContaining("efficientnet_lite9");
    Files.writeString(
        network, whole.replace("\"mean\"", "\"fusion\"").replace(": \"fusion\"", ": 7"));
    sealAgain(folder);
    assertThatThrownBy(() -> ModelFolder.open(folder)).isInstanceOf(InvalidModelException.class);
  }

  @Test
  void copyOfAReadOnlyModel_canBeWrittenAgain() throws IOException {
    ModelFolder model = ModelFolder.open(model());
    Path weights = model.folder().resolve("weights.safetensors");
    assertThat(weights.toFile().setWritable(false)).isTrue();
    Path copy = temporary.resolve("copy");
    model.copyTo(copy);
    model.copyTo(copy);
    assertThat(Files.getPosixFilePermissions(copy.resolve("weights.safetensors")))
        .contains(PosixFilePermission.OWNER_WRITE);
    assertThat(ModelFolder.open(copy).id()).isEqualTo(model.id());
  }

  private static void sealAgain(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("SHA256SUMS"),
        ModelFolder.sha256(folder.resolve("network.json"))
            + "  network.json\n"
            + ModelFolder.sha256(folder.resolve("weights.safetensors"))
            + "  weights.safetensors\n");
  }

  @Test
  void copy_isTheSameModel() throws IOException {
    ModelFolder model = ModelFolder.open(model());
    Path copy = temporary.resolve("deep/copy");
    model.copyTo(copy);
    assertThat(ModelFolder.open(copy).id()).isEqualTo(model.id());
  }

  @Test
  void folderThatIsNotEmpty_isNotWrittenTo() throws IOException {
    Path folder = model();
    ModelId id = ModelFolder.open(folder).id();
    assertThatThrownBy(() -> TestModels.write(folder, Fusion.MEAN, 2))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder + " exists and is not empty");
    assertThat(ModelFolder.open(folder).id()).isEqualTo(id);
  }
}
