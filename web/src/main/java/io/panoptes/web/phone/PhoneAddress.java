package io.panoptes.web.phone;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of this computer that a phone in the same network can reach: a private IPv4 address
 * (10/8, 172.16/12, 192.168/16). Public addresses are passed over, since what listens there is open
 * to everybody.
 */
public final class PhoneAddress {
  /** What containers, virtual machines and tunnels call their interfaces: no phone is there. */
  private static final Pattern MADE_BY_SOFTWARE =
      Pattern.compile(
          "(docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|cni|flannel|cali|podman|lxc|lxd|tun|tap|utun"
              + "|wg|tailscale|zt).*",
          Pattern.CASE_INSENSITIVE);

  private PhoneAddress() {}

  /** An address of a network interface that is up and can carry packets of its own. */
  record Candidate(String networkInterface, Inet4Address address) {}

  /** Returns the address, or none if this computer is in no private network. */
  public static Optional<Inet4Address> find() throws IOException {
    List<Candidate> candidates = new ArrayList<>();
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      if (each.isUp() && !each.isLoopback() && !each.isPointToPoint()) {
        each.inetAddresses()
            .filter(Inet4Address.class::isInstance)
            .map(Inet4Address.class::cast)
            .forEach(address -> candidates.add(new Candidate(each.getName(), address)));
      }
    }
    return choose(candidates);
  }

  /**
   * Returns the one of {@code candidates} that a phone most likely reaches: real interfaces go
   * before those made by software, what home routers give out (192.168) before larger networks, and
   * the order given decides among equals.
   */
  static Optional<Inet4Address> choose(Collection<Candidate> candidates) {
    return candidates.stream()
        .filter(candidate -> candidate.address().isSiteLocalAddress())
        .min(
            Comparator.comparing((Candidate candidate) ->
                    MADE_BY_SOFTWARE.matcher(candidate.networkInterface()).matches())
                .thenComparingInt(candidate -> network(candidate.address())))
        .map(Candidate::address);
  }

  /** 172.16/12 comes last: it is where containers have theirs. */
  private static int network(Inet4Address address) {
    return switch (address.getAddress()[0] & 0xff) {
      case 192 -> 0;
      case 10 -> 1;
      default -> 2;
    };
  }
}
