package io.panoptes.indexer.fetch;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * Fetches photos by https, from hosts that the user named and that are on the public internet, up
 * to 20 MiB and within a minute each. Closing it ends what is being fetched.
 *
 * <p>A redirect is followed where the user could have asked for its target. What may be a passing
 * failure (no connection, 429, 5xx) is tried three times; where the server asks for a pause of up
 * to 30 seconds, it gets it. At most four requests go to a host at once, the others wait; waiting
 * for one's turn is not counted. Many threads may share one. Closing it ends what is being fetched.
 */
public final class PhotoAddresses implements AutoCloseable {
  private static final String HTTPS = "https";

  private final AllowedHosts hosts;
  private final Limits limits;
  private final Requests requests;

  PhotoAddresses(
      Collection<String> hosts,
      Limits limits,
      SSLSocketFactory tls,
      Predicate<InetAddress> addressRule) {
    this.hosts = AllowedHosts.of(hosts);
    this.limits = limits;
    this.requests = new Requests(new Exchange(new CheckedSockets(tls, addressRule), limits));
  }

  /**
   * Makes one for photos on {@code hosts}, each {@code NAME} or {@code NAME:PORT}.
   *
   * @throws io.panoptes.encoder.command.UsageException if one is written otherwise
   */
  public static PhotoAddresses on(Collection<String> hosts) {
    return new PhotoAddresses(hosts, Limits.STANDARD, defaultTls(), PublicAddress::isPublic);
  }

  private static SSLSocketFactory defaultTls() {
    try {
      return SSLContext.getDefault().getSocketFactory();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no usable TLS", e);
    }
  }

  /**
   * Returns the address that {@code text} is, always written the same way and without a fragment.
   *
   * @throws UnreachablePhotoException if it is not one of https
   */
  public static URI parse(String text) throws UnreachablePhotoException {
    URI address;
    try {
      address = new URI(text);
    } catch (URISyntaxException e) {
      throw new UnreachablePhotoException("bad-address", e.getReason() + ": " + text, e);
    }
    if (!HTTPS.equalsIgnoreCase(address.getScheme())) {
      throw new UnreachablePhotoException(
          "not-https", "photos are fetched by https only, not from " + text);
    }
    if (address.getHost() == null) {
      throw new UnreachablePhotoException("bad-address", "an address must name a host: " + text);
    }
    String host = address.getHost().toLowerCase(Locale.ROOT);
    if (address.getRawUserInfo() != null) {
      throw new UnreachablePhotoException(
          "user-in-address", "an address must not carry a user or a password (at " + host + ")");
    }
    int port = address.getPort();
    String path = address.getRawPath();
    String query = address.getRawQuery();
    return URI.create(
        URI.create(
                HTTPS
                    + "://"
                    + host
                    + (port < 0 || port == AllowedHosts.HTTPS_PORT ? "" : ":" + port)
                    + (path.isEmpty() ? "/" : path)
                    + (query == null ? "" : "?" + query))
            .toASCIIString());
  }

  /**
   * Checks, without asking anybody, that photos may be fetched from {@code address}.
   *
   * @throws UnreachablePhotoException if not
   */
  public void check(URI address) throws UnreachablePhotoException {
    hosts.check(parse(address.toString()));
  }

  /**
   * Returns the bytes of the photo at {@code address}; whether they are one is not looked at.
   *
   * @throws UnreachablePhotoException if they cannot be had
   */
  public byte[] fetch(URI address) throws UnreachablePhotoException {
    TimeLeft time = new TimeLeft(limits.whole());
    URI next = parse(address.toString());
    int redirects = 0;
    int attempts = 0;
    while (true) {
      hosts.check(next);
      switch (requests.ask(next, time)) {
        case Answer.Photo photo -> {
          return photo.content().array();
        }
        case Answer.Redirect redirect -> {
          redirects++;
          if (redirects > Limits.REDIRECTS) {
            throw new UnreachablePhotoException(
                "too-many-redirects",
                address + " redirects more than " + Limits.REDIRECTS + " times");
          }
          next = redirect.address();
        }
        case Answer.Later later -> {
          attempts++;
          requests.pause(pause(attempts, later, time), next, time);
        }
      }
    }
  }

  private static Duration notNegative(Duration pause) {
    return pause.isNegative() ? Duration.ZERO : pause;
  }

  /** Returns how long to wait for another attempt, if there is to be one. */
  private Duration pause(int attempts, Answer.Later later, TimeLeft time)
      throws UnreachablePhotoException {
    Duration asked = later.pause();
    Duration pause = asked == null ? limits.pause().multipliedBy(attempts) : notNegative(asked);
    boolean isTooLong =
        pause.compareTo(Limits.LONGEST_PAUSE) > 0 || pause.compareTo(time.left()) >= 0;
    if (attempts == Limits.ATTEMPTS || isTooLong) {
      throw later.reason();
    }
    return pause;
  }

  /** Ends what is being fetched, with the reason {@code stopped}; nothing more can be fetched. */
  @Override
  public void close() {
    requests.close();
  }
}
