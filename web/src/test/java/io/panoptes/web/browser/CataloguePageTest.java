package io.panoptes.web.browser;

import static io.panoptes.web.browser.DemoShop.photo;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("browser")
class CataloguePageTest {
  @TempDir private Path folder;
  private DemoShop shop;
  private Browser browser;

  @BeforeEach
  void open() throws IOException, InterruptedException {
    shop = DemoShop.without(folder, "toy/biplane-1010", "potted-plant/flower-box-1017");
    browser = Browser.of(Look.DESKTOP_LIGHT);
    browser.open(shop.address());
    browser.find(".start");
    browser.click("Catalogue");
    browser.see(".total", "46 objects");
  }

  @AfterEach
  void close() throws IOException {
    browser.close();
    shop.close();
  }

  @Test
  void anObjectIsAdded_found_changed_andRemovedOnceAsked() {
    browser.click("Add an object");
    browser.pick(
        ".object-form",
        photo("catalogue/toy/biplane-1010/view_000.jpg"),
        photo("catalogue/toy/biplane-1010/view_135.jpg"),
        photo("catalogue/toy/biplane-1010/view_225.jpg"));
    browser.type("Name", "Biplane");
    browser.type("Kind of thing", "toy");
    assertThat(browser.attributes("input[required]", "value")).containsExactly("toy/biplane");
    browser.click("Add an attribute");
    browser.type("Attribute", "colours");
    browser.type("Value", "red|orange");
    browser.click("Add to the catalogue");
    browser.see("h1", "Biplane");
    browser.see(".noted", "red, orange");
    browser.see(".status", "47 objects");
    browser.see(".gallery .picture", 3);

    browser.click("Search");
    browser.pick(".start-search", photo("queries/biplane-1010.jpg"));
    browser.see(".verdict.known h2", "Biplane");
    browser.click("Open its page");

    browser.click("Change");
    browser.type("Value", "red");
    browser.click("Save");
    browser.seeNo(".object-form");
    browser.see(".noted", "red");

    browser.click("Remove");
    browser.see("dialog", "Remove Biplane?");
    browser.click("dialog button", "Cancel");
    browser.seeNo("dialog");
    browser.click("Remove");
    browser.click("dialog button", "Remove");
    browser.see(".total", "46 objects");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aTwin_isToldFromItsLikeByNobody_andTheAnswerSaysSo() throws IOException {
    browser.click("Add an object");
    browser.pick(".object-form", DemoShop.views("fan/rigged-fan-1100"));
    browser.type("Name", "Its twin");
    browser.type("Kind of thing", "fan");
    browser.click("Add to the catalogue");
    browser.see("h1", "Its twin");

    browser.click("Search");
    browser.pick(".start-search", photo("queries/rigged-fan-1100.jpg"));

    browser.see(".verdict.ambiguous .badge", "One of these");
    browser.see(".verdict h2", "Its twin");
    browser.see(".verdict h2", "Rigged fan");
    browser.see(".verdict .pair figure", 3);
  }

  @Test
  void anUnknownThingOfAKnownKind_isNoneOfOurs() {
    browser.click("Search");
    browser.pick(".start-search", photo("queries/flower-box-1017.jpg"));

    browser.see(".verdict.none-of-ours .badge", "None of ours");
    browser.see(".verdict h2", "A potted plant, but none of ours");
  }

  @Test
  void newPhotosTakeThePlaceOfTheOld() {
    browser.open(shop.at("/objects/toy%2Fteddy-bear-1051"));
    browser.click("Change");
    browser.pick(".object-form", photo("catalogue/toy/teddy-bear-1051/view_000.jpg"));

    browser.click("Save");

    browser.seeNo(".object-form");
    browser.see(".gallery .picture", 1);
  }

  @Test
  void aChangeOfWhatSomebodyElseChanged_overwritesNothing() {
    browser.open(shop.at("/objects/toy%2Fteddy-bear-1051"));
    browser.click("Change");
    browser.find(".object-form");
    try (Browser other = Browser.of(Look.DESKTOP_LIGHT)) {
      other.open(shop.address());
      other.find(".start");
      other.open(shop.at("/objects/toy%2Fteddy-bear-1051?edit"));
      other.find(".object-form");
      other.type("Name", "Bruno");
      other.click("Save");
      other.see("h1", "Bruno");
    }
    browser.type("Name", "Petz");
    browser.click("Save");

    browser.see(".notice.problem", "Somebody changed it in the meantime");
    browser.click("Load it again");
    browser.see("h1", "Change Bruno");
  }

  @Test
  void anIdThatIsTaken_isRefused() {
    browser.click("Add an object");
    browser.pick(".object-form", photo("queries/bed-1003.jpg"));
    browser.type("Id", "bed/bed-1003");
    browser.click("Add to the catalogue");

    browser.see(".notice.problem", "There is an object with this id already");
  }

  @Test
  void facetsIdsAndPages_narrowWhatIsShown_andStandInTheAddress() {
    browser.click("Next");
    browser.see(".pages", "Page 2 of 2");
    assertThat(browser.address()).endsWith("/catalogue?page=2");

    browser.type("Search by id", "table");
    browser.waitUntil("fewer objects", () -> !browser.texts(".total").contains("46 objects"));
    browser.press("[data-focus='category=game-table']");
    browser.waitUntil(
        "the filter in the address",
        () -> browser.address().endsWith("?filter=category%3Dgame-table&id=table"));

    browser.open(browser.address());
    browser.find(".object img");
    assertThat(browser.texts(".object:not([aria-hidden])"))
        .isNotEmpty()
        .allMatch(tile -> tile.contains("Game table"));
    browser.type("Search by id", "no such thing");
    browser.see(".empty", "No object is like that");
  }

  @Test
  void aServerThatGoesAwayAndComesBack_isWaitedFor() throws IOException, InterruptedException {
    browser.click("Search");
    browser.find(".start-search .drop");
    shop.stop();

    browser.pick(".start-search", photo("queries/armchair-1099.jpg"));
    browser.see(".wait", "The server does not answer");
    browser.see(".status", "No connection");
    browser.screenshot("server-gone");

    shop.startAgain();
    browser.see(".verdict.known .object-id", "armchair/armchair-1099");
    browser.see(".status", "46 objects");
  }

  @Test
  void aBusyServer_isAskedAgainWhenItSaid() {
    // The server's own refusal, once: two hundred photos at once would make a slow test.
    browser.command(
        "Page.addScriptToEvaluateOnNewDocument",
        Map.of(
            "source",
            """
            const send = XMLHttpRequest.prototype.send;
            let refusals = 1;
            XMLHttpRequest.prototype.send = function (body) {
              if (refusals-- <= 0) return send.call(this, body);
              Object.defineProperties(this, {
                status: { value: 429 },
                responseText: { value: '{"type":"urn:panoptes:problem:too-many-requests","status":429,"detail":""}' },
              });
              this.getResponseHeader = (name) => (name === 'Retry-After' ? '2' : null);
              queueMicrotask(() => this.onload());
            };
            """));
    browser.open(shop.at("/"));
    browser.find(".start-search .drop");

    browser.pick(".start-search", photo("queries/armchair-1099.jpg"));

    browser.see(".wait", "Trying again in");
    browser.see(".verdict.known .object-id", "armchair/armchair-1099");
  }
}
