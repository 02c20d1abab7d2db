package io.panoptes.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Bytes to a server and back, for requests that no client would make. */
final class RawHttp implements AutoCloseable {
  private final Socket socket;

  RawHttp(TestServer server) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), server.server().port());
    this.socket.setSoTimeout(30_000);
  }

  /** Sends {@code text}, each line ended by {@code \n} here and CRLF on the wire. */
  RawHttp send(String text) throws IOException {
    socket
        .getOutputStream()
        .write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** Returns all that comes until the server hangs up. */
  String answer() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
