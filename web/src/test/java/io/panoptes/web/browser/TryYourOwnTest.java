package io.panoptes.web.browser;

import static io.panoptes.web.browser.DemoShop.photo;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("browser")
class TryYourOwnTest {
  private static final String TRY = ".try";
  private static final String VIEWS = "catalogue/toy/biplane-1010/";

  @TempDir private Path folder;
  private Browser browser;

  @BeforeEach
  void openBrowser() {
    browser = Browser.of(Look.DESKTOP_LIGHT);
  }

  @AfterEach
  void closeBrowser() {
    browser.close();
  }

  @Test
  void threePhotosAndAName_areRecognisedWhenPhotographedAgain() throws Exception {
    try (DemoShop shop = DemoShop.without(folder, "toy/biplane-1010")) {
      browser.open(shop.address());
      browser.see(".steps .now", "Three photos");
      browser.pick(
          TRY,
          photo(VIEWS + "view_000.jpg"),
          photo(VIEWS + "view_135.jpg"),
          photo(VIEWS + "view_225.jpg"));
      browser.see(".steps .now", "A name");
      browser.type("What do you call it?", "My biplane");
      browser.type("What kind of thing is it? (optional)", "toy");
      browser.click("Add it to the catalogue");
      browser.see(".steps .now", "Photograph it again");
      browser.see(".status", "48 objects");

      browser.pick(TRY, photo("queries/biplane-1010.jpg"));

      browser.see(".try-result.good", "Recognised");
      browser.see(".verdict.known h2", "My biplane");
      browser.click("See it in the catalogue");
      browser.see("h1", "My biplane");
      browser.see(".object-id", "toy/my-biplane");
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void onAnEmptyCatalogue_itIsAllThereIs() throws Exception {
    try (DemoShop shop = DemoShop.emptyIn(folder)) {
      browser.open(shop.address());

      browser.see("h1", "Try it with something of yours");
      browser.find(".try .drop");
      browser.seeNo(".start-search");
    }
  }

  @Test
  void withoutAKey_thePageSaysWhereOneIsFound_andTakesTheWholeAddress() throws Exception {
    try (DemoShop shop = DemoShop.in(folder)) {
      browser.open(shop.at("/"));
      browser.see(TRY, "This needs a key");
      browser.click(TRY + " button", "Enter a key");
      browser.type("Key, or the whole address", "http://127.0.0.1/?key=guessed");
      browser.click("Use this key");
      browser.see("dialog", "The server does not know this key");

      browser.type("Key, or the whole address", shop.address());
      browser.click("Use this key");

      browser.seeNo("dialog");
      browser.see(TRY, "Three photos of one thing");
    }
  }

  @Test
  void thePrintedKey_isTakenOutOfTheAddress() throws IOException, InterruptedException {
    try (DemoShop shop = DemoShop.in(folder)) {
      browser.open(shop.address());
      browser.find(TRY + " .drop");

      assertThat(browser.address()).isEqualTo(shop.at("/"));
    }
  }

  @Test
  void onAPrivateServer_picturesComeWithTheKey_andNothingWithout() throws Exception {
    try (DemoShop shop = DemoShop.privateIn(folder)) {
      browser.open(shop.at("/catalogue"));
      browser.see(".notice.problem", "A key is needed");

      browser.open(shop.address());
      browser.find(TRY);
      browser.open(shop.at("/catalogue"));

      assertThat(browser.attributes(".object img[src]", "src"))
          .allMatch(source -> source.startsWith("blob:"));
    }
  }
}
