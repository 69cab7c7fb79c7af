package org.isochron.core.recurrence;

import org.isochron.core.kernel.LaneBlock;

/**
 * What a forward pass keeps for its backward pass; the rest is computed again. No policy changes a
 * bit of any result.
 *
 * <p>Chen et al. 2016, doi 10.48550/arXiv.1604.06174; Griewank and Walther 2000, doi
 * 10.1145/347837.347846; Gruslys et al. 2016, doi 10.48550/arXiv.1606.03401.
 *
 * @param kind which
 * @param partSteps the steps of one part, whose activations are held at a time; 0: as many as one
 *     float sum of a gradient spans, 64 to 1024
 * @param states how many states are kept, with the initial one; 0 for one of each part
 */
public record MemoryPolicy(Kind kind, int partSteps, int states) {
  /** What is kept. */
  public enum Kind {
    /** Everything: no step is computed twice. */
    KEEP_ALL,
    /** The state of every k-th step: each step but the last k is computed twice. */
    EVERY_NTH,
    /** A fixed number of states, placed so that the fewest steps are computed again. */
    REVOLVE
  }

  /** Checks the numbers. */
  public MemoryPolicy {
    if (partSteps < 0 || (kind == Kind.EVERY_NTH && partSteps == 0)) {
      throw new IllegalArgumentException(
          "memory policy: a part has at least 1 step, found " + partSteps);
    }
    if (kind == Kind.REVOLVE && states < 1) {
      throw new IllegalArgumentException(
          "memory policy: revolve keeps at least 1 state, found " + states);
    }
    if (kind != Kind.REVOLVE && states != 0) {
      throw new IllegalArgumentException(
          "memory policy: states: expected 0 for " + kind + ", found " + states);
    }
  }

  /** Keeps everything. */
  public static MemoryPolicy keepAll() {
    return new MemoryPolicy(Kind.KEEP_ALL, 0, 0);
  }

  /**
   * Keeps every k-th state.
   *
   * @param k steps from state to state
   */
  public static MemoryPolicy everyNth(int k) {
    return new MemoryPolicy(Kind.EVERY_NTH, k, 0);
  }

  /**
   * Keeps a fixed number of states.
   *
   * @param states how many, with the initial one
   */
  public static MemoryPolicy revolve(int states) {
    return new MemoryPolicy(Kind.REVOLVE, 0, states);
  }

  /** Returns this policy with parts of another length. */
  public MemoryPolicy withPartSteps(int steps) {
    return new MemoryPolicy(kind, steps, states);
  }

  /** Returns how many steps of a block make a part. */
  int partSteps(LaneBlock whole) {
    return kind == Kind.KEEP_ALL
        ? whole.steps()
        : partSteps == 0 ? whole.stretchSteps() : partSteps;
  }

  /** Returns how many states are kept of a number of steps in parts. */
  int states(int steps, int each) {
    int parts = (steps + each - 1) / each;
    return kind == Kind.REVOLVE ? Math.min(states, parts) : parts;
  }
}
