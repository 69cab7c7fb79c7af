package org.isochron.core.recurrence;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.kernel.Window;

/**
 * A {@link Truncation} of a batch: the factors of the links from step to step, and which steps'
 * losses count, in each of the sweeps that it takes.
 *
 * <p>Where windows of h steps overlap, as many sweeps are made as windows meet in a step: the
 * losses of every p-th stretch of h' steps go back in one sweep, p = ⌈h/h'⌉.
 */
final class Cuts {
  private final Truncation truncation;
  private final LaneBlocks blocks;
  private final int size;
  private final long seed;
  private final int steps;

  Cuts(Truncation truncation, LaneBlocks blocks, int size, long seed) {
    this.truncation = truncation;
    this.blocks = blocks;
    this.size = size;
    this.seed = seed;
    int longest = 0;
    for (int b = 0; b < blocks.count(); b++) {
      longest = Math.max(longest, blocks.get(b).steps());
    }
    steps = longest;
  }

  /** Returns how many sweeps it takes: one where a window is as long as the longest sequence. */
  int sweeps() {
    return truncation instanceof Truncation.Windows w && w.window() < steps
        ? (w.window() + w.stride() - 1) / w.stride()
        : 1;
  }

  /** Returns the links of a block in a sweep, or null if none is cut. */
  Window.Links links(int b, int sweep) {
    if (truncation instanceof Truncation.Windows w && w.window() < steps) {
      int sweeps = sweeps();
      return (lane, step) -> {
        if (step == 0) {
          return 1;
        }
        int end = step + w.window() - w.shift(blocks.member(b, lane), size, seed);
        boolean begins = end % w.stride() == 0 && end / w.stride() % sweeps == sweep;
        return begins ? 0 : 1;
      };
    }
    if (truncation instanceof Truncation.Random r) {
      LaneBlock block = blocks.get(b);
      double[][] factors = new double[block.lanes()][];
      for (int n = 0; n < factors.length; n++) {
        factors[n] = new double[block.length(n)];
        long key = Dropout.key(seed, 0xFFFF, blocks.member(b, n), 0);
        r.fill(factors[n], new SplittableRandom(key));
      }
      return (lane, step) -> factors[lane][step];
    }
    return null;
  }

  /** Returns whether the loss of a step of a sequence counts in a sweep. */
  boolean counts(int sweep, int member, int time) {
    if (truncation instanceof Truncation.Windows w && sweeps() > 1) {
      int after = time - w.shift(member, size, seed) + w.stride();
      return after / w.stride() % sweeps() == sweep;
    }
    return true;
  }

  /** Zeroes the rows of an output cotangent whose losses do not count in a sweep. */
  void mask(int sweep, int b, LaneBlock part, float[] dy, int width) {
    if (sweeps() == 1) {
      return;
    }
    for (int t = 0; t < part.steps(); t++) {
      for (int n = 0; n < part.active(t); n++) {
        if (!counts(sweep, blocks.member(b, n), part.firstStep() + t)) {
          int at = (part.start(t) + n) * width;
          Arrays.fill(dy, at, at + width, 0f);
        }
      }
    }
  }
}
