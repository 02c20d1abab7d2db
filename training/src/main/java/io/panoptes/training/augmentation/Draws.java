package io.panoptes.training.augmentation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Numbers drawn by name, which remembers what was drawn. Each {@linkplain #part part} draws from a
 * stream of its own, so that a step may draw more than it did without changing what other steps
 * draw. For one thread.
 */
public final class Draws {
  private final String key;
  private final String prefix;
  private final Map<String, Double> drawn;

  /** Its algorithm is laid down, so every JDK draws the same. */
  private final Random random;

  Draws(String key) {
    this(key, "", new TreeMap<>());
  }

  private Draws(String key, String prefix, Map<String, Double> drawn) {
    this.key = key;
    this.prefix = prefix;
    this.drawn = drawn;
    this.random = new Random(ByteBuffer.wrap(sha256(key)).getLong());
  }

  /** Returns the draws of a part, from a stream of its own; what it draws is remembered here. */
  public Draws part(String name) {
    return new Draws(key + "|" + name, prefix + name + ".", drawn);
  }

  /** Draws a number of {@code range}. */
  double in(String name, Range range) {
    return remember(name, range.at(random.nextDouble()));
  }

  /** Draws whether something happens that happens in {@code share} of all cases. */
  boolean happens(String name, double share) {
    return remember(name, random.nextDouble() < share ? 1 : 0) > 0;
  }

  /** Draws one of 0 to {@code count - 1}. */
  int index(String name, int count) {
    return (int) remember(name, random.nextInt(count));
  }

  /** Draws a number from 0 to 1, too small a matter to be remembered: a grain of a texture. */
  double grain() {
    return random.nextDouble();
  }

  /** Returns what has been drawn, by name, in the order of names; 1 is yes and 0 is no. */
  public Map<String, Double> drawn() {
    return Collections.unmodifiableMap(drawn);
  }

  private double remember(String name, double number) {
    drawn.put(prefix + name, number);
    return number;
  }

  private static byte[] sha256(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
