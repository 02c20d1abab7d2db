package io.panoptes.web.phone;

import static org.assertj.core.api.Assertions.assertThat;

import io.panoptes.web.phone.PhoneAddress.Candidate;
import java.io.IOException;
import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PhoneAddressTest {
  @Test
  void ofThePrivateNetworks_homesGoFirst() {
    assertThat(chosen("eth1 172.16.0.9", "eth0 10.0.0.7", "wlan0 192.168.1.5"))
        .contains("192.168.1.5");
    assertThat(chosen("eth1 172.16.0.9", "eth0 10.0.0.7")).contains("10.0.0.7");
  }

  @Test
  void publicAndLinkLocalAddresses_arePassedOver() {
    assertThat(chosen("eth0 203.0.113.4", "eth1 169.254.3.2", "eth2 172.32.0.1")).isEmpty();
    assertThat(chosen("eth0 203.0.113.4", "eth1 10.1.2.3")).contains("10.1.2.3");
  }

  @Test
  void networksMadeBySoftware_areTakenOnlyWhereThereIsNoOther() {
    assertThat(chosen("docker0 192.168.0.1", "vEthernet (WSL) 192.168.2.1", "en0 10.0.0.7"))
        .contains("10.0.0.7");
    assertThat(chosen("docker0 172.17.0.1")).contains("172.17.0.1");
  }

  @Test
  void amongEquals_theFirstIsTaken() {
    assertThat(chosen("wlan0 192.168.1.5", "eth0 192.168.1.6")).contains("192.168.1.5");
  }

  @Test
  void thisComputersAddress_isPrivateIfThereIsOne() throws IOException {
    assertThat(PhoneAddress.find().stream()).allMatch(Inet4Address::isSiteLocalAddress);
  }

  /** Chooses among interfaces, given as {@code NAME ADDRESS}. */
  private static Optional<String> chosen(String... candidates) {
    return PhoneAddress.choose(
            List.of(candidates).stream().map(PhoneAddressTest::candidate).toList())
        .map(Inet4Address::getHostAddress);
  }

  private static Candidate candidate(String text) {
    int space = text.lastIndexOf(' ');
    return new Candidate(
        text.substring(0, space), Inet4Address.ofLiteral(text.substring(space + 1)));
  }
}
