package org.isochron.core.recurrence;

import java.util.Arrays;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.sequence.SequenceBatch;

/**
 * Deals the sequences of a batch to blocks of lanes: sorted by length, then one to each block in
 * turn, so that blocks cost about the same. The deal depends on the batch alone, never on threads.
 */
final class LaneBlocks {
  private static final int LANES = 16;

  private LaneBlock[] blocks = new LaneBlock[0];
  private int[][] members = new int[0][];
  private long[] order = new long[0];
  private int[] lengths = new int[0];
  private int count;

  void deal(SequenceBatch batch) {
    int size = batch.size();
    count = Math.max((size + LANES - 1) / LANES, Math.min(2, (size + 3) / 4));
    grow(size);
    for (int n = 0; n < size; n++) {
      order[n] = ((long) (Integer.MAX_VALUE - batch.get(n).steps()) << 32) | n;
    }
    Arrays.sort(order, 0, size);
    for (int b = 0; b < count; b++) {
      int k = 0;
      for (int i = b; i < size; i += count) {
        int n = (int) order[i];
        members[b][k] = n;
        lengths[k++] = batch.get(n).steps();
      }
      blocks[b].layOut(lengths, k);
    }
  }

  private void grow(int size) {
    if (blocks.length < count) {
      int old = blocks.length;
      blocks = Arrays.copyOf(blocks, count);
      for (int b = old; b < count; b++) {
        blocks[b] = new LaneBlock();
      }
      members = Arrays.copyOf(members, count);
    }
    int lanes = (size + count - 1) / count;
    for (int b = 0; b < count; b++) {
      if (members[b] == null || members[b].length < lanes) {
        members[b] = new int[lanes];
      }
    }
    if (order.length < size) {
      order = new long[size];
    }
    if (lengths.length < lanes) {
      lengths = new int[lanes];
    }
  }

  int count() {
    return count;
  }

  LaneBlock get(int block) {
    return blocks[block];
  }

  /** Returns the batch index of lane n of a block. */
  int member(int block, int n) {
    return members[block][n];
  }
}
