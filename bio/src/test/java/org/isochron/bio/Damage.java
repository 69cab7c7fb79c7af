package org.isochron.bio;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.isochron.core.io.FormatException;

/** Good files, damaged at random: a reader refuses them with a place, or reads what they say. */
public final class Damage {
  /** Trials of each format. */
  public static final int TRIALS = 2000;

  private static final long SEED = 20261126;

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
   * Damages a file {@link #TRIALS} times.
   *
   * @param format its name, for messages
   * @param good the file, which the reader must take
   * @param place what a refusal must begin with
   * @param reader of the file; what it takes it must check
   */
  public static void check(String format, byte[] good, Pattern place, Reader reader)
      throws IOException {
    reader.read(good);
    AtomicInteger trial = new AtomicInteger();
    int refused =
        assertTimeoutPreemptively(
            Duration.ofMinutes(2),
            () -> refused(good, place, reader, trial),
            () -> format + ": hangs, seed " + SEED + ", trial " + trial);
    assertTrue(refused > TRIALS / 4, format + ": refused " + refused);
    assertTrue(refused < TRIALS, format + ": refused all");
  }

  private static int refused(byte[] good, Pattern place, Reader reader, AtomicInteger trial) {
    SplittableRandom random = new SplittableRandom(SEED);
    int refused = 0;
    for (; trial.get() < TRIALS; trial.incrementAndGet()) {
      byte[] bytes = good;
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        bytes = damage(bytes, random);
      }
      try {
        reader.read(bytes);
      } catch (FormatException e) {
        assertTrue(place.matcher(e.getMessage()).lookingAt(), e.getMessage());
        refused++;
      } catch (IOException | RuntimeException | AssertionError e) {
        String damaged = new String(bytes, ISO_8859_1);
        throw new AssertionError("seed " + SEED + ", trial " + trial + ":\n" + damaged, e);
      }
    }
    return refused;
  }

  private static byte[] damage(byte[] bytes, SplittableRandom random) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(6)) {
      case 0 -> {
        byte[] flipped = bytes.clone();
        flipped[at] = (byte) random.nextInt(256);
        yield flipped;
      }
      case 1 -> {
        // A letter of the file itself elsewhere: damage that looks right.
        byte[] copied = bytes.clone();
        copied[at] = bytes[random.nextInt(bytes.length)];
        yield copied;
      }
      case 2 -> without(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 12)));
      case 3 -> Arrays.copyOf(bytes, at);
      default -> withLines(bytes, random);
    };
  }

  private static byte[] without(byte[] bytes, int from, int to) {
    byte[] rest = new byte[bytes.length - (to - from)];
    System.arraycopy(bytes, 0, rest, 0, from);
    System.arraycopy(bytes, to, rest, from, bytes.length - to);
    return rest;
  }

  /** Swaps two lines, or writes one twice, or leaves one out. */
  private static byte[] withLines(byte[] bytes, SplittableRandom random) {
    List<String> lines =
        new ArrayList<>(Arrays.asList(new String(bytes, ISO_8859_1).split("(?<=\n)", -1)));
    int i = random.nextInt(lines.size());
    switch (random.nextInt(3)) {
      case 0 -> Collections.swap(lines, i, random.nextInt(lines.size()));
      case 1 -> lines.add(random.nextInt(lines.size() + 1), lines.get(i));
      default -> lines.remove(i);
    }
    return String.join("", lines).getBytes(ISO_8859_1);
  }

  /** Returns the lines of a text, without LF or CRLF, read in a way that shares nothing. */
  public static List<String> lines(byte[] bytes) {
    List<String> lines =
        new ArrayList<>(Arrays.asList(new String(bytes, ISO_8859_1).split("\r?\n", -1)));
    if (lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }
}
