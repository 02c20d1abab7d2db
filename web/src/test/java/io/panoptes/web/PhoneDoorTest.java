package io.panoptes.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The second way in, on another of this machine's addresses. */
@Timeout(60)
class PhoneDoorTest {
  @TempDir Path temp;

  private final HttpClient phone = HttpClient.newHttpClient();
  private TestServer server;
  private Inet4Address local;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(TestServer.options(TestServer.catalogue(temp)));
    local = (Inet4Address) InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
  }

  @AfterEach
  void stop() throws Exception {
    phone.close();
    server.close();
  }

  private String catalogue(String address) throws IOException, InterruptedException {
    String[] parts = address.split("\\?key=", 2);
    return phone
        .send(
            HttpRequest.newBuilder(URI.create(parts[0]).resolve("/api/v1/catalogue"))
                .header("Authorization", "Bearer " + parts[1])
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void aPhone_getsIn_byAnAddressAndAKeyOfItsOwn_andMayWrite() throws Exception {
    String address = server.server().openForPhones(local);

    assertThat(address).startsWith("http://127.0.0.2:" + server.server().port() + "/?key=");
    assertThat(address).doesNotContain(server.key());
    assertThat(catalogue(address)).contains("\"writable\":true");
  }

  @Test
  void whenItsTimeIsOver_neitherAddressNorKeyLeadIn_andTheServerGoesOn() throws Exception {
    String address = server.server().openForPhones(local, Duration.ofMillis(300));
    String key = address.replaceFirst(".*key=", "");

    Awaitility.await()
        .untilAsserted(() ->
            assertThatThrownBy(() -> catalogue(address)).isInstanceOf(ConnectException.class));
    assertThat(server.get("/api/v1/catalogue", "Authorization", "Bearer " + key).status())
        .isEqualTo(401);
    assertThat(server.get("/api/v1/catalogue").status()).isEqualTo(200);
  }

  @Test
  void anAddressThatIsNotThisMachines_isNamed() throws Exception {
    Inet4Address foreign =
        (Inet4Address) InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});

    assertThatThrownBy(() -> server.server().openForPhones(foreign))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen on 192.0.2.1");
  }
}
