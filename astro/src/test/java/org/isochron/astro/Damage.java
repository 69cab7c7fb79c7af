package org.isochron.astro;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.isochron.core.io.FormatException;

/** Good FITS files, damaged at random: refused with a place, or read as what they say. */
public final class Damage {
  private static final long SEED = 20261127;
  private static final int CARD = 80;

  /** Sizes that no file has, and that a reader which believes them would allocate. */
  private static final String[] ABSURD = {
    "2147483647",
    "9223372036854775807",
    "-1",
    "1000000000",
    "99999999999999999999",
    "0",
    "1.5",
    "T",
    ""
  };

  private Damage() {}

  /** Reads a file and checks what it read. */
  public interface Reader {
    /**
     * Reads.
     *
     * @param bytes of the whole file
     * @throws FormatException where it is refused
     */
    void read(byte[] bytes) throws IOException;
  }

  /**
   * Damages a file many times.
   *
   * @param name what a refusal must begin with
   * @param good the file, which the reader must take
   * @param trials how often
   * @param reader of the file
   * @return how many were refused
   */
  public static int check(String name, byte[] good, int trials, Reader reader) throws IOException {
    reader.read(good);
    AtomicInteger trial = new AtomicInteger();
    return assertTimeoutPreemptively(
        Duration.ofMinutes(3),
        () -> refused(name, good, trials, reader, trial),
        () -> name + ": hangs, seed " + SEED + ", trial " + trial);
  }

  private static int refused(
      String name, byte[] good, int trials, Reader reader, AtomicInteger trial) {
    SplittableRandom random = new SplittableRandom(SEED);
    int refused = 0;
    for (; trial.get() < trials; trial.incrementAndGet()) {
      byte[] bytes = good;
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        bytes = damaged(bytes, random);
      }
      try {
        reader.read(bytes);
      } catch (FormatException e) {
        assertTrue(e.getMessage().startsWith(name), e.getMessage());
        refused++;
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        throw new AssertionError(name + ", seed " + SEED + ", trial " + trial, e);
      }
    }
    return refused;
  }

  private static byte[] damaged(byte[] bytes, SplittableRandom random) {
    if (bytes.length < CARD) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    byte[] copy = bytes.clone();
    switch (random.nextInt(7)) {
      case 0 -> copy[at] = (byte) random.nextInt(256);
      case 1 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> copy[at] = bytes[random.nextInt(bytes.length)];
      case 3 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 4 -> {
        return without(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 3000)));
      }
      case 5 -> absurd(copy, random);
      default -> {
        int from = at / CARD * CARD;
        int to = random.nextInt(bytes.length / CARD) * CARD;
        System.arraycopy(bytes, from, copy, to, Math.min(CARD, bytes.length - Math.max(from, to)));
      }
    }
    return copy;
  }

  /** Gives a card with a value another one. */
  private static void absurd(byte[] bytes, SplittableRandom random) {
    int cards = bytes.length / CARD;
    int first = random.nextInt(cards);
    for (int n = 0; n < cards; n++) {
      int at = (first + n) % cards * CARD;
      if (bytes[at + 8] == '=' && bytes[at + 9] == ' ') {
        String value = ABSURD[random.nextInt(ABSURD.length)];
        byte[] text = "%20s".formatted(value).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, bytes, at + 10, text.length);
        return;
      }
    }
  }

  private static byte[] without(byte[] bytes, int from, int to) {
    byte[] rest = new byte[bytes.length - (to - from)];
    System.arraycopy(bytes, 0, rest, 0, from);
    System.arraycopy(bytes, to, rest, from, bytes.length - to);
    return rest;
  }
}
