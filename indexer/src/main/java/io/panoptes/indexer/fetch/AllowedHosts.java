package io.panoptes.indexer.fetch;

import io.panoptes.encoder.command.UsageException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The hosts that photos may be fetched from, by their exact names. */
final class AllowedHosts {
  static final int HTTPS_PORT = 443;
  private static final int MAX_PORT = 65_535;

  private final Set<String> hosts;

  private AllowedHosts(Set<String> hosts) {
    this.hosts = Set.copyOf(hosts);
  }

  /**
   * Returns the hosts {@code names}, each {@code NAME} or {@code NAME:PORT}.
   *
   * @throws UsageException if one is written otherwise
   */
  static AllowedHosts of(Collection<String> names) {
    return new AllowedHosts(names.stream().map(AllowedHosts::parse).collect(Collectors.toSet()));
  }

  private static String parse(String name) {
    try {
      URI address = new URI("https://" + name);
      boolean isHostAlone =
          address.getHost() != null
              && address.getPort() <= MAX_PORT
              && address.getRawUserInfo() == null
              && address.getRawPath().isEmpty()
              && address.getRawQuery() == null
              && address.getRawFragment() == null;
      if (isHostAlone) {
        return of(address);
      }
    } catch (URISyntaxException e) {
      // said below, for all that is no host
    }
    throw new UsageException("--allow-host must be NAME or NAME:PORT, got " + name);
  }

  /**
   * Checks that {@code address} is on one of the hosts.
   *
   * @throws UnreachablePhotoException if it is not
   */
  void check(URI address) throws UnreachablePhotoException {
    String host = of(address);
    if (!hosts.contains(host)) {
      String option = host.replaceFirst(":" + HTTPS_PORT + "$", "");
      throw new UnreachablePhotoException(
          "host-not-allowed", address + " needs --allow-host " + option);
    }
  }

  /** Returns the host and port of {@code address}. */
  static String of(URI address) {
    int port = address.getPort() < 0 ? HTTPS_PORT : address.getPort();
    return address.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }
}
