package io.panoptes.web.browser;

import static io.panoptes.web.browser.DemoShop.photo;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

@Tag("browser")
class SearchPageTest {
  private static final String SEARCH = ".start-search";
  private static final String RECOGNISED = ".verdict.known .object-id";
  private static final Path ARMCHAIR = photo("queries/armchair-1099.jpg");
  private static final Path ARMCHAIR_TOO = photo("catalogue/armchair/armchair-1099/view_045.jpg");
  private static final Path BED = photo("queries/bed-1003.jpg");
  private static final Path DEER = photo("strangers/animal/deer-1014.jpg");

  @TempDir private static Path folder;
  private static DemoShop shop;

  @TempDir private Path files;
  private Browser browser;

  @BeforeAll
  static void openShop() throws IOException, InterruptedException {
    shop = DemoShop.in(folder);
  }

  @AfterAll
  static void closeShop() throws IOException {
    shop.close();
  }

  @BeforeEach
  void openPage() {
    browser = Browser.of(Look.DESKTOP_LIGHT);
    browser.open(shop.address());
    browser.find(SEARCH + " .drop");
  }

  @AfterEach
  void closeBrowser() {
    browser.close();
  }

  @Test
  void twoDroppedPhotos_areAnsweredByTheObject_withItsPhotoBesideTheirs() throws IOException {
    browser.drop(SEARCH + " .drop", ARMCHAIR, ARMCHAIR_TOO);

    browser.see(RECOGNISED, "armchair/armchair-1099");
    browser.see(".verdict .sure", "Sure");
    browser.see(".facts", "Armchair");
    browser.see(".pair .picture img", 2);
    browser.see(".strip .tile", 2);
    browser.find(".cards.paired .card");
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.foreignRequests(shop.at("/"))).isEmpty();
  }

  @Test
  void aPhotoTakenAway_isNoLongerAskedWith() {
    browser.pick(SEARCH, ARMCHAIR, BED);
    browser.find(".verdict.none-of-ours, .verdict.foreign");
    browser.see(".sure", "same thing");

    browser.press("button[aria-label='Remove photo 2']");

    browser.see(RECOGNISED, "armchair/armchair-1099");
  }

  @Test
  void aPastedPhoto_isAskedWith_andThenAnother() throws IOException {
    browser.paste(ARMCHAIR);
    browser.see(RECOGNISED, "armchair/armchair-1099");

    browser.paste(ARMCHAIR_TOO);

    browser.see(".strip .tile", 2);
    browser.find(".verdict.known .more-photos");
  }

  @Test
  void aThingThatTheCatalogueLacks_isCalledNone_andMayBeAdded() {
    browser.pick(SEARCH, DEER);

    browser.see(".verdict.foreign .badge", "Not our kind of thing");
    browser.click("Add it to the catalogue");

    browser.see("h1", "Add an object");
    browser.see(".object-form .tile", 1);
  }

  @Test
  void aBrokenFile_isNamed_andTheOtherPhotoAnswers() throws IOException {
    Path broken = files.resolve("broken.jpg");
    Files.write(broken, Arrays.copyOf(Files.readAllBytes(BED), 3000));

    browser.pick(SEARCH, BED, broken);

    browser.see(RECOGNISED, "bed/bed-1003");
    browser.see(".tile.refused .refusal", "The end of the file is missing");
  }

  @Test
  void aBrokenFileAlone_isRefusedWithWhatToDo() throws IOException {
    Path broken = files.resolve("broken.jpg");
    Files.writeString(broken, "not a photo at all");

    browser.pick(SEARCH, broken);

    browser.see(".notice.problem", "A photo could not be read");
    browser.see(".notice.problem", "broken.jpg");
    browser.see(".tile.refused", "Choose a JPEG");
    browser.click("Start anew");
    browser.find(SEARCH + " .drop");
  }

  @Test
  void aTextFile_isNotEvenSent() throws IOException {
    Path text = Files.writeString(files.resolve("notes.txt"), "notes");

    browser.drop(SEARCH + " .drop", text);

    browser.see(".input-notice", "notes.txt");
  }

  @Test
  void aCroppedAndTurnedPhoto_isAskedWithInstead() {
    browser.pick(SEARCH, ARMCHAIR);
    browser.see(RECOGNISED, "armchair/armchair-1099");

    browser.press("button[aria-label='Crop or turn photo 1']");
    WebElement corner = browser.find(".frame-corner.left.top");
    for (int i = 0; i < 5; i++) {
      corner.sendKeys(Keys.ARROW_RIGHT);
    }
    browser.click("Turn right");
    browser.click("Use it");

    browser.seeNo("dialog");
    browser.waitUntil("cut and turned", () -> List.of(256L, 230L).equals(size(".tile img")));
    browser.seeNo(".wait");
    browser.find(".verdict");
  }

  private List<?> size(String css) {
    return (List<?>)
        browser.script(
            "const image = document.querySelector(arguments[0]);"
                + "return [image.naturalWidth, image.naturalHeight]",
            css);
  }

  @Test
  void aPhotoOfTheCamera_isAskedWith() {
    browser.click(SEARCH + " button", "Use the camera");
    browser.press(".shutter");
    browser.click("dialog button", "Use this photo");

    browser.find(".verdict");
    browser.see(".strip .tile", 1);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void aPhoneThatMayNotUseTheCamera_opensItsOwn() {
    try (Browser phone = Browser.of(Look.PHONE_LIGHT)) {
      // As over plain HTTP.
      phone.command(
          "Page.addScriptToEvaluateOnNewDocument",
          Map.of("source", "Object.defineProperty(navigator, 'mediaDevices', {value: undefined})"));
      phone.open(shop.address());
      phone.see(SEARCH + " button", "Use the camera");

      assertThat(
              phone.script("return document.querySelectorAll('input[capture=environment]').length"))
          .isEqualTo(2L);
    }
  }

  @Test
  void filtersNarrowTheAnswer_andStandInTheAddress() {
    browser.pick(SEARCH, ARMCHAIR);
    browser.find(".verdict.known");

    browser.press("[data-focus='category=toy']");

    browser.see(".verdict", "Only objects that pass the filters were compared");
    assertThat(browser.address()).contains("filter=category%3Dtoy");
    assertThat(objects(browser)).isNotEmpty().allMatch(object -> object.startsWith("toy/"));

    browser.click("Search everything");
    browser.see(RECOGNISED, "armchair/armchair-1099");
  }

  @Test
  void similarThings_areOrderedByKind_andTheAddressSaysSo() {
    browser.pick(SEARCH, ARMCHAIR);
    browser.find(".verdict.known");

    browser.click("Similar things");

    browser.see(".others h2", "Similar things");
    assertThat(browser.address()).endsWith("?space=category");
    browser.find(".cards .card");
  }

  @Test
  void moreLikeThis_hasAnAddressThatShowsTheSameElsewhere() {
    browser.pick(SEARCH, ARMCHAIR);
    browser.find(".verdict.known");
    browser.click(".verdict a", "More like this");
    browser.see("h1", "What is like this?");
    browser.find(".cards .card");
    List<String> found = objects(browser);

    try (Browser other = Browser.of(Look.DESKTOP_LIGHT)) {
      other.open(browser.address());
      other.find(".cards .card");

      assertThat(objects(other)).isEqualTo(found).isNotEmpty();
    }
    browser.click("Back to your photo");
    browser.see(RECOGNISED, "armchair/armchair-1099");
  }

  private static List<String> objects(Browser browser) {
    return browser.attributes(".cards .card", "data-object");
  }

  @Test
  void aWaitCanBeCancelled_andTakenUpAgain() {
    browser.command("Network.enable", Map.of());
    slowDown(Duration.ofMinutes(1));
    browser.pick(SEARCH, ARMCHAIR);
    browser.click(".wait button", "Cancel");
    browser.see(".notice", "Cancelled");

    slowDown(Duration.ZERO);
    browser.click("Try again");

    browser.see(RECOGNISED, "armchair/armchair-1099");
  }

  private void slowDown(Duration latency) {
    browser.command(
        "Network.emulateNetworkConditions",
        Map.of(
            "offline",
            false,
            "latency",
            latency.toMillis(),
            "downloadThroughput",
            -1,
            "uploadThroughput",
            -1));
  }

  @Test
  void withKeysAlone_aCatalogueObjectIsFoundAndOpened() {
    tabTo("Skip to the content");
    tabTo("Catalogue");
    browser.keys(Keys.ENTER);
    browser.see("h1", "Catalogue");
    browser.find(".object img");
    tabTo("Headphones");
    browser.keys(Keys.ENTER);
    browser.see("h1", "Headphones");
    tabTo("Similar things");
    browser.keys(Keys.ENTER);

    browser.find("[data-space=category][aria-pressed=true]");
    tabTo("More like this");
    browser.keys(Keys.ENTER);
    browser.see("h1", "What is like this?");
  }

  // Goes on with the tabulator until the focus is on something with these words, as a user does.
  private void tabTo(String words) {
    for (int i = 0; i < 80; i++) {
      browser.keys(Keys.TAB);
      if (String.valueOf(browser.script("return document.activeElement.innerText"))
          .contains(words)) {
        assertThat(browser.script("return document.activeElement.matches(':focus-visible')"))
            .as("the focus is seen")
            .isEqualTo(true);
        return;
      }
    }
    throw new AssertionError("the tabulator does not come to: " + words);
  }
}
