package org.isochron.core.recurrence;

import java.util.Arrays;

/** Numbers of blocks that went forward and back, whose memory another block may take over. */
final class FinishedBlocks {
  private int[] blocks = new int[0];
  private int count;

  synchronized void add(int b) {
    if (count == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * count + 1);
    }
    blocks[count++] = b;
  }

  /**
   * Takes out a block that begins, and returns whose memory it takes over: its own, or another's.
   */
  synchronized int takeFor(int b) {
    for (int i = 0; i < count; i++) {
      if (blocks[i] == b) {
        blocks[i] = blocks[--count];
        return b;
      }
    }
    return count == 0 ? b : blocks[--count];
  }
}
