package io.panoptes.indexer.fetch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * The rule which addresses are of the public internet: global unicast, less what IANA's registries
 * of special-purpose addresses (IPv4 and IPv6) set apart. An IPv6 address that carries one of IPv4
 * is as public as that; Java itself makes IPv4 of those that are mapped ({@code ::ffff:10.0.0.1}).
 */
final class PublicAddress {
  private static final List<Block> NOT_PUBLIC =
      blocks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // shared behind a provider
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, where clouds keep their credentials
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocols
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays, retired
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, broadcast
          "2001::/23", // protocols, Teredo among them
          "2001:db8::/32", // documentation
          "3fff::/20"); // documentation

  private static final Block GLOBAL_UNICAST = Block.of("2000::/3");
  private static final Block NAT64 = Block.of("64:ff9b::/96");
  private static final Block IPV6_TO_4 = Block.of("2002::/16");

  private PublicAddress() {}

  /** Returns whether {@code address} is one of the public internet. */
  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (NAT64.contains(bytes)) {
      return isOutside(Arrays.copyOfRange(bytes, 12, 16));
    }
    if (IPV6_TO_4.contains(bytes)) {
      return isOutside(Arrays.copyOfRange(bytes, 2, 6));
    }
    boolean isUnicast = address instanceof Inet4Address || GLOBAL_UNICAST.contains(bytes);
    return isUnicast && isOutside(bytes);
  }

  private static boolean isOutside(byte[] bytes) {
    return NOT_PUBLIC.stream().noneMatch(block -> block.contains(bytes));
  }

  private static List<Block> blocks(String... blocks) {
    return Arrays.stream(blocks).map(Block::of).toList();
  }

  /** The addresses that begin with the same bits. */
  private static final class Block {
    private final byte[] first;
    private final int bits;

    private Block(byte[] first, int bits) {
      this.first = first;
      this.bits = bits;
    }

    /** Returns the block written {@code ADDRESS/BITS}. */
    static Block of(String text) {
      int slash = text.indexOf('/');
      return new Block(
          InetAddress.ofLiteral(text.substring(0, slash)).getAddress(),
          Integer.parseInt(text.substring(slash + 1)));
    }

    boolean contains(byte[] address) {
      if (address.length != first.length) {
        return false;
      }
      for (int i = 0; i < bits; i++) {
        int mask = 0x80 >> (i % 8);
        if (((address[i / 8] ^ first[i / 8]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
