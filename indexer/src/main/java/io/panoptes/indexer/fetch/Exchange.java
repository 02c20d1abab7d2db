package io.panoptes.indexer.fetch;

import io.panoptes.encoder.command.Version;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a photo once, and says what came of it. Follows no redirect and uses no proxy. Many
 * threads may share one; a virtual thread that is interrupted stops at once, whatever it waits for.
 */
final class Exchange {
  private static final int TOO_MANY_REQUESTS = 429;

  private final SSLSocketFactory sockets;
  private final Limits limits;
  private final String userAgent = userAgent();

  Exchange(SSLSocketFactory sockets, Limits limits) {
    this.sockets = sockets;
    this.limits = limits;
  }

  private static String userAgent() {
    try {
      return new Version().getVersion()[0].replace(' ', '/');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Asks for the photo at {@code address}.
   *
   * @throws UnreachablePhotoException if another attempt would fail, too
   */
  Answer get(URI address) throws UnreachablePhotoException {
    try {
      HttpsURLConnection connection = open(address);
      boolean isReusable = false;
      try {
        Answer answer = answer(address, connection);
        isReusable = answer instanceof Answer.Photo;
        return answer;
      } finally {
        if (!isReusable) {
          connection.disconnect(); // rather than read what nobody wants
        }
      }
    } catch (UnreachablePhotoException e) {
      throw e;
    } catch (UnknownHostException e) {
      return later("unknown-host", address.toString(), e);
    } catch (SocketTimeoutException e) {
      return later("timed-out", address + " let the connection wait", e);
    } catch (IOException e) {
      CertificateException distrust = distrust(e);
      if (distrust != null) {
        throw new UnreachablePhotoException(
            "certificate-not-trusted", address + ": " + distrust.getMessage(), e);
      }
      return later("unreachable", address + ": " + e.getMessage(), e);
    }
  }

  private static Answer later(String code, String detail, IOException e) {
    return new Answer.Later(new UnreachablePhotoException(code, detail, e), null);
  }

  private HttpsURLConnection open(URI address) throws IOException {
    HttpsURLConnection connection =
        (HttpsURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
    connection.setSSLSocketFactory(sockets);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout(Math.toIntExact(limits.connecting().toMillis()));
    connection.setRequestProperty("User-Agent", userAgent);
    connection.setRequestProperty("Accept", "image/*");
    return connection;
  }

  private Answer answer(URI address, HttpsURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    return switch (status) {
      case 200 -> photo(address, connection);
      case 301, 302, 303, 307, 308 -> redirect(address, status, connection);
      default -> {
        UnreachablePhotoException reason = refusal(address, status);
        if (status != TOO_MANY_REQUESTS && status < 500) {
          throw reason;
        }
        yield new Answer.Later(reason, retryAfter(connection));
      }
    };
  }

  private Answer photo(URI address, HttpsURLConnection connection) throws IOException {
    long length = connection.getContentLengthLong();
    if (length > limits.bytes()) {
      throw tooManyBytes(address, Long.toString(length));
    }
    InputStream body = connection.getInputStream(); // read to its end, it frees the connection
    byte[] content = body.readNBytes(limits.bytes() + 1);
    if (content.length > limits.bytes()) {
      throw tooManyBytes(address, "more");
    }
    if (content.length < length) {
      throw new EOFException("only " + content.length + " of " + length + " bytes came");
    }
    return new Answer.Photo(ByteBuffer.wrap(content));
  }

  private UnreachablePhotoException tooManyBytes(URI address, String bytes) {
    return new UnreachablePhotoException(
        "too-many-bytes",
        "a photo may have " + limits.bytes() + " bytes, " + address + " has " + bytes);
  }

  private static Answer redirect(URI address, int status, HttpsURLConnection connection)
      throws UnreachablePhotoException {
    String location = connection.getHeaderField("Location");
    if (location == null) {
      throw refusal(address, status);
    }
    try {
      return new Answer.Redirect(PhotoAddresses.parse(address.resolve(location).toString()));
    } catch (IllegalArgumentException e) {
      throw new UnreachablePhotoException("bad-address", address + " redirects to " + location, e);
    }
  }

  private static UnreachablePhotoException refusal(URI address, int status) {
    return new UnreachablePhotoException(
        status < 0 ? "not-http" : "http-" + status, address.toString());
  }

  private static @Nullable Duration retryAfter(HttpsURLConnection connection) {
    String value = connection.getHeaderField("Retry-After");
    if (value == null) {
      return null;
    }
    try {
      return Duration.ofSeconds(Long.parseLong(value.strip()));
    } catch (NumberFormatException e) {
      return until(value.strip());
    }
  }

  private static @Nullable Duration until(String date) {
    try {
      Instant then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Duration.between(Instant.now(), then);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable CertificateException distrust(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException distrust) {
        return distrust;
      }
    }
    return null;
  }
}
