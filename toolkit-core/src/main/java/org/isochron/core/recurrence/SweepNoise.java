package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.List;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.kernel.LaneBlock;

/**
 * What is random in a sweep's passes: dropout between layers and on the output, masks of stochastic
 * cells, and where random truncation cuts.
 */
final class SweepNoise {
  private final Sweep sweep;
  private Dropout dropout = new Dropout(0);
  private long seed;
  private boolean isRandom;

  /** Begins with nothing random. */
  SweepNoise(Sweep sweep) {
    this.sweep = sweep;
  }

  /** Makes the next passes random: {@link Sweep#random}. */
  void begin(Dropout rate, long stepSeed) {
    dropout = rate;
    seed = stepSeed;
    isRandom = true;
  }

  /** Makes the next passes what random ones are on average: {@link Sweep#notRandom}. */
  void end() {
    dropout = new Dropout(0);
    isRandom = false;
  }

  /** Sets the seed of random truncation alone. */
  void cutSeed(long of) {
    seed = of;
  }

  long seed() {
    return seed;
  }

  Dropout dropout() {
    return dropout;
  }

  /** Returns the masks of a cell's step for the first lanes of a block. */
  StepMasks masks(Pass pass, int kernel, int b, Tape tape, int step, int count) {
    if (!isRandom) {
      return StepMasks.NONE;
    }
    LaneBlock whole = sweep.block(b);
    List<Integer> members = new ArrayList<>();
    int[] times = new int[count];
    for (int n = 0; n < count; n++) {
      members.add(sweep.member(b, n));
      times[n] = pass.time(whole, n, step);
    }
    MaskSource source = new SeededMasks(seed, 0, members);
    return source.at(tape, pass.firstLayer() + kernel, pass.direction(), times);
  }
}
