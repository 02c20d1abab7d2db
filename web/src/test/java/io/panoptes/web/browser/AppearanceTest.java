package io.panoptes.web.browser;

import static io.panoptes.web.browser.DemoShop.photo;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * Goes through the states of the page in both sizes and both colour schemes, keeps a picture of
 * each in {@code target/screenshots} for people to look at, and checks what can be checked without
 * eyes: nothing that axe-core finds, nothing wider than the window.
 */
@Tag("browser")
class AppearanceTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void everyState_isAccessible_andFitsTheWindow(Look look)
      throws IOException, InterruptedException {
    try (DemoShop shop =
            DemoShop.without(folder, "toy/biplane-1010", "potted-plant/flower-box-1017");
        Browser browser = Browser.of(look)) {
      new Tour(shop, browser).run();
    }
  }

  private record Tour(DemoShop shop, Browser browser) {
    private static final String SEARCH = ".start-search";
    private static final String BIPLANE = "catalogue/toy/biplane-1010/view_";

    void run() throws IOException {
      withoutKey();
      tryYourOwn();
      search();
      dialogs();
      catalogue();
      docs();
      assertThat(browser.complaints())
          .as("only what was asked for: a broken photo, an object that is not there")
          .allMatch(line -> line.contains(" 422 ") || line.contains(" 404 "));
      assertThat(browser.foreignRequests(shop.at("/"))).isEmpty();
    }

    private void withoutKey() throws IOException {
      browser.open(shop.at("/"));
      browser.see(".try", "This needs a key");
      browser.find(".examples img");
      state("start-without-key");
    }

    private void tryYourOwn() throws IOException {
      browser.open(shop.address());
      browser.find(".try .drop");
      browser.find(".examples img");
      state("start");
      browser.pick(
          ".try",
          photo(BIPLANE + "000.jpg"),
          photo(BIPLANE + "135.jpg"),
          photo(BIPLANE + "225.jpg"));
      browser.type("What do you call it?", "My biplane");
      state("try-2-name");
      browser.click("Add it to the catalogue");
      browser.see(".steps .now", "Photograph it again");
      state("try-3-again");
      browser.pick(".try", photo("queries/biplane-1010.jpg"));
      browser.find(".try-result.good");
      state("try-4-recognised");
    }

    private void search() throws IOException {
      browser.open(shop.at("/"));
      answer("known", photo("queries/armchair-1099.jpg"));
      browser.click("Similar things");
      browser.see(".others h2", "Similar things");
      state("similar");
      browser.click("The same thing");
      answer(
          "two-photos",
          photo("queries/couch-1112.jpg"),
          photo("catalogue/sofa/couch-1112/view_045.jpg"));
      answer("none-of-ours", photo("queries/flower-box-1017.jpg"));
      answer("stool", photo("strangers/stool/stool-1168.jpg"));
      answer("foreign", photo("strangers/animal/deer-1014.jpg"));
      Path broken = Files.createTempDirectory("photos").resolve("broken.jpg");
      Files.write(broken, Arrays.copyOf(Files.readAllBytes(photo("queries/bed-1003.jpg")), 3000));
      answer("one-broken", photo("queries/bed-1003.jpg"), broken);
      ask(broken);
      browser.find(".notice.problem");
      state("all-broken");
      Files.delete(broken);
    }

    private void answer(String state, Path... photos) throws IOException {
      ask(photos);
      browser.find(".verdict");
      browser.seeNo(".wait");
      state(state);
    }

    private void ask(Path... photos) {
      if (!browser.has(SEARCH) && browser.has(".ask")) {
        browser.click("Start anew");
      }
      browser.pick(SEARCH, photos);
    }

    private void dialogs() throws IOException {
      browser.press("button[aria-label='Crop or turn photo 1']");
      browser.find("dialog");
      browser.keys(Keys.ESCAPE);
      browser.seeNo("dialog");
      answer("cropped-before", photo("queries/armchair-1099.jpg"));
      browser.press("button[aria-label='Crop or turn photo 1']");
      WebElement corner = browser.find(".frame-corner.left.top");
      for (int i = 0; i < 8; i++) {
        corner.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_DOWN);
      }
      state("crop");
      browser.click("dialog button", "Cancel");
      browser.click("Camera");
      browser.press(".shutter");
      browser.find(".shots img");
      state("camera");
      browser.click("dialog button", "Cancel");
      browser.press("button[aria-label='Key: in use']");
      browser.find("dialog");
      state("key");
      browser.click("dialog button", "Cancel");
    }

    private void catalogue() throws IOException {
      browser.click("Catalogue");
      browser.find(".object img");
      state("catalogue");
      browser.click("Add an object");
      browser.pick(".object-form", DemoShop.views("fan/rigged-fan-1100"));
      browser.type("Name", "Its twin");
      browser.type("Kind of thing", "fan");
      browser.click("Add an attribute");
      browser.type("Attribute", "colour");
      browser.type("Value", "orange|grey");
      state("add");
      browser.click("Add to the catalogue");
      browser.see("h1", "Its twin");
      browser.click("Search");
      answer("ambiguous", photo("queries/rigged-fan-1100.jpg"));
      browser.open(shop.at("/objects/toy%2Fteddy-bear-1051"));
      browser.find(".neighbours .card");
      state("object");
      browser.click("Remove");
      browser.find("dialog");
      state("remove");
      browser.click("dialog button", "Cancel");
      browser.click("Change");
      browser.find(".object-form");
      state("change");
      browser.open(shop.at("/?object=toy%2Fteddy-bear-1051&space=category"));
      browser.find(".card");
      state("like-an-object");
      browser.open(shop.at("/objects/no-such-thing"));
      browser.find(".notice.problem");
      state("not-found");
    }

    private void docs() throws IOException {
      browser.open(shop.at("/docs"));
      browser.find(".schema");
      state("docs");
    }

    private void state(String name) throws IOException {
      browser.screenshot(name);
      assertThat(Accessibility.violations(browser)).as(name).isEmpty();
      List<?> widths =
          (List<?>) browser.script("return [document.documentElement.scrollWidth, innerWidth]");
      assertThat((Long) widths.getFirst())
          .as(name + " fits")
          .isLessThanOrEqualTo((Long) widths.get(1));
    }
  }
}
