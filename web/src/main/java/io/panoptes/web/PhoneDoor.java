package io.panoptes.web;

import io.panoptes.web.security.ApiKeys;
import io.panoptes.web.security.Caller;
import java.io.IOException;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A second way in, for phones beside this computer: an address of the local network, and a key of
 * its own; both last for a while. Closing shuts it before its time.
 */
final class PhoneDoor implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(PhoneDoor.class.getName());

  private final String key = ApiKeys.fresh();
  private final ApiKeys keys = ApiKeys.of("phone", key);
  private final ServerConnector connector;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("phone-door").factory());
  private volatile boolean open = true;

  private PhoneDoor(ServerConnector connector) {
    this.connector = connector;
  }

  /**
   * Opens one for {@code time}.
   *
   * @param connector of a server that runs; it listens at {@code address} from now on
   */
  static PhoneDoor open(ServerConnector connector, Inet4Address address, int port, Duration time)
      throws IOException {
    connector.setHost(address.getHostAddress());
    connector.setPort(port);
    PhoneDoor door = new PhoneDoor(connector);
    try {
      connector.start();
    } catch (Exception e) {
      door.clock.shutdown();
      throw new IOException(
          "cannot listen on " + address.getHostAddress() + ":" + port + ": " + e.getMessage(), e);
    }
    var _ = door.clock.schedule(door::close, time.toMillis(), TimeUnit.MILLISECONDS);
    return door;
  }

  /** Returns who calls with {@code presented}, if it is this door's key and the door is open. */
  Optional<Caller> caller(String presented) {
    return open ? keys.caller(presented) : Optional.empty();
  }

  /** Returns the page's address as a phone opens it. */
  String address() {
    return String.format(
        Locale.ROOT, "http://%s:%d/?key=%s", connector.getHost(), connector.getLocalPort(), key);
  }

  @Override
  public void close() {
    open = false;
    clock.shutdown();
    try {
      connector.stop();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "the way in for phones did not close", e); // its key opens nothing
    }
  }
}
