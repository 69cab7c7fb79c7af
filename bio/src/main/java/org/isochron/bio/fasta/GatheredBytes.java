package org.isochron.bio.fasta;

import java.util.ArrayDeque;

/**
 * Bytes that come piece by piece, until it is known how many they are. They are held once while
 * they come; only the moment of {@link #take} needs room for them twice.
 */
final class GatheredBytes {
  private static final int FIRST = 1 << 12;
  private static final int LARGEST = 1 << 22;

  private final ArrayDeque<byte[]> full = new ArrayDeque<>();
  private byte[] open = new byte[FIRST];
  private int used;
  private int length;

  /** Returns how many there are. */
  int length() {
    return length;
  }

  /** Adds bytes; the caller sees to it that they are not more than an array can hold. */
  void add(byte[] from, int at, int count) {
    int done = 0;
    while (done < count) {
      if (used == open.length) {
        full.add(open);
        open = new byte[Math.min(LARGEST, 2 * open.length)];
        used = 0;
      }
      int part = Math.min(count - done, open.length - used);
      System.arraycopy(from, at + done, open, used, part);
      used += part;
      done += part;
    }
    length += count;
  }

  /** Returns all bytes and forgets them. */
  byte[] take() {
    byte[] all = new byte[length];
    int at = 0;
    while (!full.isEmpty()) {
      byte[] block = full.remove();
      System.arraycopy(block, 0, all, at, block.length);
      at += block.length;
    }
    System.arraycopy(open, 0, all, at, used);
    if (open.length > FIRST) {
      open = new byte[FIRST];
    }
    used = 0;
    length = 0;
    return all;
  }
}
