package io.panoptes.web.security;

import io.panoptes.encoder.command.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of a server. Threads may share one. */
public final class ApiKeys {
  private static final Pattern LINE =
      Pattern.compile("(\\S+)\\s+(read|write)\\s+([0-9a-fA-F]{64})");

  /** 256 bits: nobody guesses it. */
  private static final int KEY_BYTES = 32;

  private final List<ApiKey> keys;

  private ApiKeys(List<ApiKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads a key file: a line a key, {@code NAME read|write SHA256HEX}; empty lines and those that
   * begin with {@code #} are passed over.
   *
   * @throws UsageException if a line is none, a name comes twice, or there is no key
   */
  public static ApiKeys read(Path file) throws IOException {
    List<ApiKey> keys = new ArrayList<>();
    Set<String> names = new HashSet<>();
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(line);
      String place = file + ", line " + (i + 1);
      if (!matcher.matches()) {
        throw new UsageException( // the line itself may hold a key by mistake
            "a line of the key file must be NAME read|write SHA256HEX (" + place + ")");
      }
      if (!names.add(matcher.group(1))) {
        throw new UsageException(
            "a key's name must be there once, got " + matcher.group(1) + " again (" + place + ")");
      }
      keys.add(
          new ApiKey(
              matcher.group(1),
              matcher.group(2).equals("write"),
              new ApiKey.Hash(HexFormat.of().parseHex(matcher.group(3)))));
    }
    if (keys.isEmpty()) {
      throw new UsageException("the key file must hold a key, " + file + " holds none");
    }
    return new ApiKeys(keys);
  }

  /** Returns the keys of which {@code key} is the only one; it may write. */
  public static ApiKeys of(String name, String key) {
    return new ApiKeys(List.of(new ApiKey(name, true, hash(key))));
  }

  /** Returns a fresh key, of letters, digits, hyphens and underscores. */
  public static String fresh() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /**
   * Returns whose key {@code key} is, if anybody's. It takes as long whichever it is, so that the
   * time tells nothing.
   */
  public Optional<Caller> caller(String key) {
    byte[] presented = hash(key).bytes();
    Optional<Caller> found = Optional.empty();
    for (ApiKey known : keys) {
      boolean same = MessageDigest.isEqual(known.hash().bytes(), presented);
      if (same) {
        found = Optional.of(new Caller(known.name(), known.mayWrite()));
      }
    }
    return found;
  }

  private static ApiKey.Hash hash(String key) {
    try {
      return new ApiKey.Hash(
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
