package io.panoptes.indexer.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.function.Predicate;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes the sockets of {@code HttpsURLConnection}, which connect to no address that the rule
 * forbids.
 *
 * <p>{@code HttpsURLConnection} asks for a plain socket, looks the host up, connects the socket to
 * the address it found, and lays TLS over it. So the address is checked here at the last moment, on
 * the very value that is connected to: a host name that means something else a moment later (DNS
 * rebinding) gains nothing, and neither does a name with an address written in another way. {@code
 * java.net.http} gives no such place: a check there would come before its own lookup. Should a JDK
 * connect in another way, it fails.
 */
final class CheckedSockets extends SSLSocketFactory {
  private final SSLSocketFactory tls;
  private final Predicate<InetAddress> rule;

  CheckedSockets(SSLSocketFactory tls, Predicate<InetAddress> rule) {
    this.tls = tls;
    this.rule = rule;
  }

  @Override
  public Socket createSocket() {
    return new CheckedSocket(rule);
  }

  @Override
  public Socket createSocket(Socket connected, String host, int port, boolean autoClose)
      throws IOException {
    return tls.createSocket(connected, host, port, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw unchecked();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw unchecked();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw unchecked();
  }

  @Override
  public Socket createSocket(
      InetAddress address, int port, InetAddress localAddress, int localPort) {
    throw unchecked();
  }

  /**
   * Returns the refusal of every way to connect that would pass the check by: HttpsURLConnection
   * takes none of them, and if a later Java does, fetching is to fail and not to go unchecked.
   */
  private static UnsupportedOperationException unchecked() {
    return new UnsupportedOperationException("only sockets that are not connected yet are checked");
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }

  /** Connects to addresses that the rule lets pass. */
  private static final class CheckedSocket extends Socket {
    private final Predicate<InetAddress> rule;

    CheckedSocket(Predicate<InetAddress> rule) {
      super(Proxy.NO_PROXY); // whoever connects for us would look the host up again
      this.rule = rule;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      if (endpoint instanceof InetSocketAddress internet
          && !internet.isUnresolved()
          && !rule.test(internet.getAddress())) {
        throw new UnreachablePhotoException(
            "private-address",
            internet.getHostString()
                + " is "
                + internet.getAddress().getHostAddress()
                + ", which is not of the public internet");
      }
      super.connect(endpoint, timeout); // an unresolved endpoint fails there
    }
  }
}
