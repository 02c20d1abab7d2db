package io.panoptes.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
  private final HostNames names = new HostNames(List.of("shop.example"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8080",
        "127.0.0.1:8080",
        "192.168.1.7",
        "[::1]:80",
        "shop.example",
        "Shop.Example:443"
      })
  void ownNamesAndAddresses_areServed(String host) {
    assertThat(names.has(host)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil",
        "evil.example:8080",
        "shop.example.evil"
      })
  void othersNames_areRefused(String host) {
    assertThat(names.has(host)).isFalse();
  }
}
