package io.panoptes.web.browser;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementClickInterceptedException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A Chromium with a camera that shows a test picture. What it does waits until the page is so far;
 * what a user would not see is not found. Closing ends it. For one thread.
 */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int TALLEST_PICTURE = 3000;

  /** Complains that Selenium has no classes for this Chromium's protocol, which are not used. */
  private static final Logger COMPLAINS =
      Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

  private final ChromeDriver driver;
  private final Look look;

  private Browser(ChromeDriver driver, Look look) {
    this.driver = driver;
    this.look = look;
  }

  static Browser of(Look look) {
    COMPLAINS.setLevel(Level.SEVERE);
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new",
        "--no-sandbox", // which root, as whom containers build, cannot have
        "--disable-gpu",
        "--hide-scrollbars",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
            .usingAnyFreePort()
            .build();
    Browser browser = new Browser(new ChromeDriver(service, options), look);
    browser.show();
    return browser;
  }

  private void show() {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", look.width(),
            "height", look.height(),
            "deviceScaleFactor", 1,
            "mobile", look.isPhone()));
    command("Emulation.setTouchEmulationEnabled", Map.of("enabled", look.isPhone()));
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", look.isDark() ? "dark" : "light");
    Map<String, String> calm = Map.of("name", "prefers-reduced-motion", "value", "reduce");
    command("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme, calm)));
  }

  /** Gives a command of Chromium's DevTools protocol. */
  Map<String, Object> command(String name, Map<String, Object> parameters) {
    return driver.executeCdpCommand(name, parameters);
  }

  void open(String address) {
    driver.get(address);
  }

  String address() {
    return String.valueOf(driver.getCurrentUrl());
  }

  /** Returns what a script returns. */
  Object script(String script, Object... arguments) {
    Object result = driver.executeScript(script, arguments);
    return result == null ? "" : result;
  }

  /** Returns what a script gives to its last argument, a function. */
  Object later(String script, Object... arguments) {
    Object result = driver.executeAsyncScript(script, arguments);
    return result == null ? "" : result;
  }

  /** Waits until something holds. A page that is redrawn or moves meanwhile is looked at again. */
  void waitUntil(String what, Callable<Boolean> holds) {
    patiently(what).until(holds);
  }

  private static ConditionFactory patiently(String what) {
    return await(what)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .ignoreExceptionsMatching(problem ->
            problem instanceof StaleElementReferenceException
                || problem instanceof ElementClickInterceptedException);
  }

  /** Returns the first element that is shown, as soon as there is one. */
  WebElement find(String css) {
    return patiently(css).until(() -> shown(css), elements -> !elements.isEmpty()).getFirst();
  }

  /** Waits until an element has these words. */
  void see(String css, String words) {
    waitUntil(css + " with: " + words, () -> first(css, words).isPresent());
  }

  /** Waits until so many elements are shown. */
  void see(String css, int count) {
    waitUntil(count + " of " + css, () -> shown(css).size() == count);
  }

  /** Waits until there is no such element any more. */
  void seeNo(String css) {
    see(css, 0);
  }

  /** Returns whether there is such an element now. */
  boolean has(String css) {
    return patiently(css).until(() -> !shown(css).isEmpty(), known -> true);
  }

  /** Returns the words of all elements that are shown, as soon as there is one. */
  List<String> texts(String css) {
    return read(css, WebElement::getText);
  }

  /** Returns an attribute of all elements that are shown, as soon as there is one. */
  List<String> attributes(String css, String name) {
    return read(css, element -> String.valueOf(element.getAttribute(name)));
  }

  private <T> List<T> read(String css, Function<WebElement, T> property) {
    return patiently(css)
        .until(() -> shown(css).stream().map(property).toList(), found -> !found.isEmpty());
  }

  // Whoever calls it looks again when the page is redrawn between its two questions.
  private List<WebElement> shown(String css) {
    return driver.findElements(By.cssSelector(css)).stream()
        .filter(WebElement::isDisplayed)
        .toList();
  }

  private Optional<WebElement> first(String css, String words) {
    return shown(css).stream().filter(element -> element.getText().contains(words)).findFirst();
  }

  /** Presses the button, or follows the link, that has these words, as soon as there is one. */
  void click(String words) {
    click("button, a, summary", words);
  }

  /** Presses the first element of these that has these words, as soon as there is one. */
  void click(String css, String words) {
    waitUntil(css + " with: " + words, () -> press(first(css, words)));
  }

  /** Presses the first element that is shown and can be used, as soon as there is one. */
  void press(String css) {
    waitUntil(css, () -> press(shown(css).stream().filter(WebElement::isEnabled).findFirst()));
  }

  // An element that was redrawn before the click was not clicked: the caller tries again.
  private boolean press(Optional<WebElement> element) {
    element.ifPresent(found -> {
      // With the header out of its way.
      driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", found);
      found.click();
    });
    return element.isPresent();
  }

  /** Types into the field with this label. */
  void type(String label, String text) {
    waitUntil(
        "a field " + label,
        () -> {
          Optional<WebElement> field = field(label);
          field.ifPresent(found -> {
            found.clear();
            found.sendKeys(text);
          });
          return field.isPresent();
        });
  }

  private Optional<WebElement> field(String label) {
    return shown("label").stream()
        .filter(one -> one.getText().equals(label))
        .findFirst()
        .map(one -> driver.findElement(By.id(String.valueOf(one.getAttribute("for")))));
  }

  /** Presses keys, wherever the focus is. */
  void keys(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Picks files with the file picker within {@code css}. */
  void pick(String css, Path... files) {
    String names =
        Arrays.stream(files)
            .map(file -> file.toAbsolutePath().toString())
            .collect(Collectors.joining("\n"));
    By picker = By.cssSelector(css + " input[type=file][multiple]");
    waitUntil(
        "a file picker in " + css,
        () -> {
          Optional<WebElement> found = driver.findElements(picker).stream().findFirst();
          found.ifPresent(input -> input.sendKeys(names));
          return found.isPresent();
        });
  }

  /** Drops files on the element, as from a file manager. */
  void drop(String css, Path... files) throws IOException {
    give(find(css), "drop", files);
  }

  /** Pastes files into the page. */
  void paste(Path... files) throws IOException {
    give(find("body"), "paste", files);
  }

  private void give(WebElement target, String event, Path... files) throws IOException {
    List<List<String>> contents = new ArrayList<>();
    for (Path file : files) {
      String type = file.toString().endsWith(".jpg") ? "image/jpeg" : "text/plain";
      String bytes = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
      contents.add(List.of(String.valueOf(file.getFileName()), type, bytes));
    }
    driver.executeScript(
        """
        const data = new DataTransfer();
        for (const [name, type, bytes] of arguments[2]) {
          data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name, {type}));
        }
        const how = {bubbles: true, cancelable: true, dataTransfer: data, clipboardData: data};
        arguments[0].dispatchEvent(arguments[1] === 'drop' ? new DragEvent('drop', how) : new ClipboardEvent('paste', how));
        """,
        target,
        event,
        contents);
  }

  /** Keeps a picture of the page, as tall as it is, in {@code target/screenshots}. */
  void screenshot(String state) throws IOException {
    settle();
    boolean dialog = has("dialog");
    driver.executeScript("if (!arguments[0]) scrollTo(0, 0)", dialog);
    long height =
        dialog
            ? look.height()
            : Math.min(
                TALLEST_PICTURE,
                ((Number) script("return document.documentElement.scrollHeight")).longValue());
    Map<String, Object> clip =
        Map.of("x", 0, "y", 0, "width", look.width(), "height", height, "scale", 1);
    Object picture =
        dialog
            ? command("Page.captureScreenshot", Map.of()).get("data")
            : command("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip))
                .get("data");
    Path folder = Files.createDirectories(Path.of("target", "screenshots"));
    String name = look.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + state + ".png";
    Files.write(folder.resolve(name), Base64.getDecoder().decode(String.valueOf(picture)));
  }

  // Pictures below the fold come when they are scrolled to, and a picture wants them all.
  private void settle() {
    driver.executeScript(
        "for (const image of document.querySelectorAll('img[loading=lazy]')) image.loading = 'eager'");
    waitUntil(
        "pictures",
        () ->
            Boolean.TRUE.equals(
                script("return [...document.images].every((image) => image.complete)")));
  }

  /** Returns what the console complains of. A refusal that the test asks for is none. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(entry -> entry.getMessage())
        .toList();
  }

  /** Returns the addresses outside {@code origin} that the page asked for. */
  List<String> foreignRequests(String origin) {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(entry -> entry.getMessage())
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .map(message -> message.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
        .filter(
            url -> !url.startsWith(origin) && !url.startsWith("blob:") && !url.startsWith("data:"))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
