package io.panoptes.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.panoptes.encoder.photo.TestPhotos;
import io.panoptes.web.TestServer.Answer;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ApiTest {
  @TempDir Path temp;

  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(TestServer.options(TestServer.catalogue(temp)));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private static MultipartBody photos(long thing, int... views) {
    MultipartBody body = new MultipartBody();
    for (int view : views) {
      body.photo(view + ".jpg", TestPhotos.jpeg(thing, view));
    }
    return body;
  }

  private static List<String> ids(JsonNode objects) {
    List<String> ids = new ArrayList<>();
    objects.forEach(object -> ids.add(object.get("id").asText()));
    return ids;
  }

  // Recognitions.

  @Test
  void aPhotoOfAnObject_isRecognised_withItsKindAndItsNearestPhoto() {
    JsonNode answer = server.recognise(photos(2, 3)).json();

    assertThat(answer.get("model").asText()).isEqualTo("fa4efa4efa4e");
    assertThat(answer.get("generation").asInt()).isEqualTo(1);
    JsonNode first = answer.get("object").get("candidates").get(0);
    assertThat(first.get("id").asText()).isEqualTo("mug/2");
    assertThat(first.get("distance").asDouble()).isZero();
    assertThat(first.get("photo").asText())
        .isEqualTo(answer.get("photos").get(0).get("id").asText());
    assertThat(answer.get("category").get("candidates").get(0).get("label").asText())
        .isEqualTo("mug");
  }

  @Test
  void theAnswer_isTheSameWhenAskedAgain_fromWhatIsRemembered() {
    String first = server.recognise(photos(2, 7, 9)).text();

    assertThat(server.recognise(photos(2, 7, 9)).text()).isEqualTo(first);
    assertThat(server.get("/metrics").text())
        .contains("cache_gets_total{cache=\"panoptes.views\",result=\"hit\"} 2.0");
  }

  @Test
  void severalPhotos_areOneQuery_andOneThatCannotBeRead_isNamed() {
    JsonNode answer =
        server
            .recognise(
                photos(3, 8, 9).photo("torn.jpg", "no photo".getBytes(StandardCharsets.UTF_8)))
            .json();

    assertThat(answer.get("photos").get(2).get("used").asBoolean()).isFalse();
    assertThat(answer.get("photos").get(2).get("reason").asText()).isEqualTo("not-a-photo");
    assertThat(answer.get("object").get("candidates").get(0).get("id").asText()).isEqualTo("mug/3");
    assertThat(answer.get("object").get("candidates").get(0).has("score")).isTrue();
  }

  @Test
  void whatIsAsked_isAnswered_andNoMore() {
    JsonNode object =
        server.recognise(photos(1, 9).field("space", "object").field("top", "2")).json();
    assertThat(object.has("category")).isFalse();
    assertThat(object.get("object").get("candidates")).hasSize(2);

    JsonNode category = server.recognise(photos(1, 9).field("space", "category")).json();
    assertThat(category.has("object")).isFalse();

    JsonNode filtered = server.recognise(photos(1, 9).field("filter", "colour=blue")).json();
    assertThat(ids(filtered.get("object").get("candidates"))).containsExactly("cup/4");

    JsonNode similar = server.recognise(photos(1, 9).field("similar", "3")).json();
    assertThat(similar.get("similar")).hasSize(3);
  }

  @Test
  void aBox_isLookedAtAlone() {
    JsonNode whole = server.recognise(photos(1, 1)).json();
    JsonNode part = server.recognise(photos(1, 1).field("box", "0.5,0.5,0.5,0.5")).json();

    assertThat(part.at("/object/candidates/0/distance").asDouble())
        .isGreaterThan(whole.at("/object/candidates/0/distance").asDouble());
  }

  // Objects as read.

  @Test
  void objects_areListedById_withFiltersFacetsAndPages() {
    JsonNode all = server.get("/api/v1/objects?facet=colour&facet=price").json();
    assertThat(ids(all.get("objects"))).containsExactly("cup/4", "mug/1", "mug/2", "mug/3");
    assertThat(all.at("/facets/0/values/0/value").asText()).isEqualTo("red");
    assertThat(all.at("/facets/0/values/0/count").asInt()).isEqualTo(3);
    assertThat(all.at("/facets/1/max").asInt()).isEqualTo(4);

    JsonNode page =
        server.get("/api/v1/objects?filter=category%3Dmug&filter=price%3D2..&size=1&page=2").json();
    assertThat(page.get("total").asInt()).isEqualTo(2);
    assertThat(ids(page.get("objects"))).containsExactly("mug/3");

    assertThat(ids(server.get("/api/v1/objects?id_contains=CUP").json().get("objects")))
        .containsExactly("cup/4");
    assertThat(server.get("/api/v1/objects?page=9").json().get("objects")).isEmpty();
  }

  @Test
  void anObject_isShown_withATag() {
    Answer answer = server.get(TestServer.object("mug/2"));

    assertThat(answer.json().get("photo_ids")).hasSize(4);
    assertThat(answer.json().at("/attributes/colour/1").asText()).isEqualTo("white");
    assertThat(answer.header("ETag")).matches("\"[0-9a-f]{32}\"");
  }

  @Test
  void aThumbnail_isAPicture_thatNeverChanges() throws Exception {
    String photo = server.get(TestServer.object("mug/2")).json().at("/photo_ids/0").asText();
    String path = TestServer.object("mug/2") + "/photos/" + photo;
    Answer answer = server.get(path);

    assertThat(answer.header("Content-Type")).isEqualTo("image/jpeg");
    assertThat(answer.header("Cache-Control")).contains("immutable");
    assertThat(ImageIO.read(new ByteArrayInputStream(answer.body()))).isNotNull();
    assertThat(server.get(path, "If-None-Match", answer.header("ETag")).status()).isEqualTo(304);
  }

  @Test
  void similarObjects_areNearestFirst_withoutTheObjectItself() {
    JsonNode answer = server.get(TestServer.object("mug/2") + "/similar?top=2").json();

    assertThat(answer.get("candidates")).hasSize(2);
    assertThat(ids(answer.get("candidates"))).doesNotContain("mug/2");
    assertThat(
            server
                .get(TestServer.object("mug/2") + "/similar?space=category")
                .json()
                .get("space")
                .asText())
        .isEqualTo("category");
  }

  @Test
  void theCatalogue_saysWhatItHolds_andWhetherOneMayWrite() {
    JsonNode anonymous = server.get("/api/v1/catalogue").json();
    assertThat(anonymous.get("objects").asInt()).isEqualTo(4);
    assertThat(anonymous.at("/categories/0/value").asText()).isEqualTo("mug");
    assertThat(anonymous.at("/attributes/1/type").asText()).isEqualTo("number");
    assertThat(anonymous.get("writable").asBoolean()).isFalse();

    JsonNode writer =
        server.get("/api/v1/catalogue", "Authorization", "Bearer " + server.key()).json();
    assertThat(writer.get("writable").asBoolean()).isTrue();
  }

  // Objects as written.

  @Test
  void anObjectThatWasPut_isFoundAtOnce_andGoneOnceItWasDeleted() {
    Answer put =
        server.put(
            "spoon/of mine",
            photos(77, 1, 2)
                .field("category", "spoon")
                .field("material", "steel")
                .field("material", "wood")
                .field("price:number", "2.5"));
    assertThat(put.status()).isEqualTo(201);
    assertThat(put.header("Location")).isEqualTo("/api/v1/objects/spoon%2Fof%20mine");
    assertThat(put.json().at("/attributes/material")).hasSize(2);
    assertThat(put.json().at("/attributes/price").asDouble()).isEqualTo(2.5);

    JsonNode found = server.recognise(photos(77, 2)).json();
    assertThat(found.at("/object/candidates/0/id").asText()).isEqualTo("spoon/of mine");
    assertThat(server.get(put.header("Location")).json()).isEqualTo(put.json());

    assertThat(server.delete("spoon/of mine").status()).isEqualTo(204);
    assertThat(server.get(put.header("Location")).status()).isEqualTo(404);
    assertThat(ids(server.recognise(photos(77, 2)).json().at("/object/candidates")))
        .doesNotContain("spoon/of mine");
    assertThat(server.delete("spoon/of mine").status()).isEqualTo(404);
  }

  @Test
  void anObjectThatIsPutAgain_isReplaced() {
    assertThat(server.put("mug/1", photos(88, 1)).status()).isEqualTo(200);

    JsonNode object = server.get(TestServer.object("mug/1")).json();
    assertThat(object.get("photos").asInt()).isEqualTo(1);
    assertThat(object.get("category").isNull()).isTrue();
    assertThat(object.get("attributes")).isEmpty();
  }

  @Test
  void aPutWithAPhotoThatCannotBeRead_changesNothing_andNamesIt() {
    String before = server.get(TestServer.object("mug/1")).text();
    Answer put = server.put("mug/1", photos(88, 1).photo("torn.jpg", new byte[] {1, 2, 3}));

    assertThat(put.status()).isEqualTo(422);
    assertThat(put.json().at("/photos/0/name").asText()).isEqualTo("torn.jpg");
    assertThat(server.get(TestServer.object("mug/1")).text()).isEqualTo(before);
  }

  @Test
  void aPatch_changesWhatItNames_andNoMore() {
    JsonNode patched =
        server
            .patch(
                "mug/2",
                "{\"category\":null,\"attributes\":{\"price\":null,\"size\":[\"s\",\"m\"]}}")
            .json();

    assertThat(patched.get("category").isNull()).isTrue();
    assertThat(patched.get("attributes").has("price")).isFalse();
    assertThat(patched.at("/attributes/size")).hasSize(2);
    assertThat(patched.at("/attributes/colour")).hasSize(2);
    assertThat(patched.get("photo_ids"))
        .isEqualTo(server.get(TestServer.object("mug/2")).json().get("photo_ids"));
    assertThat(server.patch("mug/nobody", "{}").status()).isEqualTo(404);
  }

  @Test
  void aWriteOnCondition_isMadeOnlyIfItHolds() {
    String tag = server.get(TestServer.object("mug/2")).header("ETag");
    Answer changed = server.patch("mug/2", "{\"category\":\"cup\"}", "If-Match", tag);
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isNotEqualTo(tag);

    Answer late = server.patch("mug/2", "{\"category\":\"pot\"}", "If-Match", tag);
    assertThat(late.status()).isEqualTo(412);
    assertThat(late.header("ETag")).isEqualTo(changed.header("ETag"));
    assertThat(server.delete("mug/2", "If-Match", tag).status()).isEqualTo(412);
    assertThat(server.put("mug/2", photos(5, 1), "If-None-Match", "*").status()).isEqualTo(412);
    assertThat(server.put("new", photos(5, 1), "If-None-Match", "*").status()).isEqualTo(201);
    assertThat(server.delete("mug/2", "If-Match", "\"x\", " + changed.header("ETag")).status())
        .isEqualTo(204);
  }

  @Test
  void idsInDecomposedUnicode_nameTheSameObject() {
    assertThat(server.put("cafe\u0301", photos(9, 1)).json().get("id").asText())
        .isEqualTo("caf\u00e9");
    assertThat(server.get(TestServer.object("cafe\u0301")).status()).isEqualTo(200);
  }

  // The document.

  @Test
  void theDocument_namesEachRouteOfTheApi_andNoOther() {
    assertThat(server.get("/openapi.json").json().get("openapi").asText()).isEqualTo("3.1.0");
    assertThat(new OpenApi().operations()).isEqualTo(server.server().operations());
  }
}
