package io.panoptes.web;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server is run.
 *
 * @param catalogue the catalogue's folder
 * @param host the address or name that it listens on
 * @param port 0 for any that is free
 * @param apiKeyFile null for one fresh key that is printed
 * @param isPrivate whether reading needs a key, too
 * @param serverNames by which it answers, beside {@code localhost} and addresses
 * @param isDemo whether the catalogue is the demo's
 * @param queuedPhotos how many photos it works at at once; more are refused
 * @param timeLimit for a request, from when it is read
 * @param writeWait how long a write waits for another process's
 */
public record ServerOptions(
    Path catalogue,
    String host,
    int port,
    @Nullable Path apiKeyFile,
    boolean isPrivate,
    List<String> serverNames,
    boolean isDemo,
    int queuedPhotos,
    Duration timeLimit,
    Duration writeWait) {
  public ServerOptions {
    serverNames = List.copyOf(serverNames);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port must be 0 to 65535, got " + port);
    }
  }

  /** Returns the usual ones for the catalogue in {@code folder}: on loopback, with a fresh key. */
  public static ServerOptions of(Path folder) {
    return new ServerOptions(
        folder,
        "127.0.0.1",
        8080,
        null,
        false,
        List.of(),
        false,
        64,
        Duration.ofSeconds(30),
        Duration.ofSeconds(5));
  }

  /** Returns these options for the address {@code host} and {@code port}. */
  public ServerOptions withAddress(String host, int port) {
    return new ServerOptions(
        catalogue,
        host,
        port,
        apiKeyFile,
        isPrivate,
        serverNames,
        isDemo,
        queuedPhotos,
        timeLimit,
        writeWait);
  }

  /** Returns these options for those whose keys are in {@code file}, or one fresh key. */
  public ServerOptions withKeys(@Nullable Path file, boolean isPrivate) {
    return new ServerOptions(
        catalogue,
        host,
        port,
        file,
        isPrivate,
        serverNames,
        isDemo,
        queuedPhotos,
        timeLimit,
        writeWait);
  }

  /** Returns these options for a server that answers by {@code names}, too. */
  public ServerOptions withServerNames(List<String> names) {
    return new ServerOptions(
        catalogue,
        host,
        port,
        apiKeyFile,
        isPrivate,
        names,
        isDemo,
        queuedPhotos,
        timeLimit,
        writeWait);
  }

  /** Returns these options for the demo's catalogue. */
  public ServerOptions ofDemo() {
    return new ServerOptions(
        catalogue,
        host,
        port,
        apiKeyFile,
        isPrivate,
        serverNames,
        true,
        queuedPhotos,
        timeLimit,
        writeWait);
  }

  /** Returns these options for so many photos at once, and so long requests. */
  public ServerOptions withLimits(int queuedPhotos, Duration timeLimit) {
    return new ServerOptions(
        catalogue,
        host,
        port,
        apiKeyFile,
        isPrivate,
        serverNames,
        isDemo,
        queuedPhotos,
        timeLimit,
        writeWait);
  }
}
