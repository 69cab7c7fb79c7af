package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/**
 * Where the adjoint recursion is cut: λ_{t-1} = k_t (∂f_t/∂s)ᵀ λ_t + ∂l_{t-1}/∂s, with k_t = 1
 * where it is not.
 *
 * <p>The forward pass is that of the whole sequence, unless windows do not carry the state. What a
 * cut leaves out is a bias of the gradient: the full one minus the truncated one, which anybody can
 * take. Layers that run forward only. Steps are those that are there: gaps do not count.
 */
public sealed interface Truncation {
  /** Returns no cut: full BPTT. */
  static Truncation none() {
    return new None();
  }

  /** Checks that all layers run forward, so that there is one time to cut in. */
  default void check(Recurrence recurrence) {
    List<Layer> layers = recurrence.layers();
    for (int l = 0; l < layers.size() && !(this instanceof None); l++) {
      if (!layers.get(l).runsForward()) {
        throw new IllegalArgumentException(
            "truncation: expected layers that run forward, found layer "
                + l
                + (layers.get(l).reversed() ? " over reversed time" : " of both directions"));
      }
    }
  }

  /** Full BPTT. */
  record None() implements Truncation {}

  /** Where the first window of a sequence ends. */
  enum Starts {
    /** Windows begin at the sequence's beginning. */
    ALIGNED,
    /** The windows of sequence n of N are shifted by n·stride/N steps. */
    STAGGERED,
    /** Each sequence's windows are shifted at random, anew in each training step. */
    RANDOM
  }

  /**
   * BPTT(h; h'): the losses of each h' steps are taken back through h steps, those included.
   *
   * <p>Williams and Peng 1990, doi 10.1162/neco.1990.2.4.490. With random starts and h = h', two
   * steps d apart are in one window with probability (h − d)/h.
   *
   * @param window h
   * @param stride h', at most h
   * @param starts where windows begin
   * @param carries whether a window begins with the state that the one before has left, else with
   *     zeros; only where h = h'
   */
  record Windows(int window, int stride, Starts starts, boolean carries) implements Truncation {
    /** Checks the numbers. */
    public Windows {
      if (stride < 1 || window < stride) {
        throw new IllegalArgumentException(
            "truncation: expected 1 <= stride <= window, found stride "
                + stride
                + ", window "
                + window);
      }
      if (!carries && window != stride) {
        throw new IllegalArgumentException(
            "truncation: windows that overlap carry the state; found stride "
                + stride
                + ", window "
                + window);
      }
    }

    /** Returns these windows with other starts. */
    public Windows withStarts(Starts other) {
      return new Windows(window, stride, other, carries);
    }

    /** Returns these windows, each beginning with a state of zeros. */
    public Windows withoutCarry() {
      return new Windows(window, stride, starts, false);
    }

    /**
     * Returns by how many steps a sequence's windows are shifted, 0 ≤ shift &lt; stride.
     *
     * @param member n
     * @param size N
     * @param seed of this step
     */
    public int shift(int member, int size, long seed) {
      return switch (starts) {
        case ALIGNED -> 0;
        case STAGGERED -> (int) ((long) member * stride / size);
        case RANDOM -> (int) Math.floorMod(Dropout.key(seed, 0xFFFF, member, 0), (long) stride);
      };
    }

    /**
     * Returns the windows of a batch as sequences of their own, for windows that do not carry.
     *
     * @param batch sequences with labels for each step, or none
     * @param seed of this step
     */
    public SequenceBatch pieces(SequenceBatch batch, long seed) {
      List<Sequence> pieces = new ArrayList<>();
      for (int n = 0; n < batch.size(); n++) {
        Sequence sequence = batch.get(n);
        int from = 0;
        int to = shift(n, batch.size(), seed);
        while (from < sequence.steps()) {
          to = Math.min(to == 0 ? stride : to, sequence.steps());
          pieces.add(sequence.slice(from, to));
          from = to;
          to += stride;
        }
      }
      return SequenceBatch.of(pieces);
    }
  }

  /**
   * ARTBP: cuts at random, and scales what passes so that the gradient is right on average: k_t = 0
   * with probability c_t, else 1/(1 − c_t).
   *
   * <p>c_t = (α − 1)/((α − 2)L_0 + δ), δ steps after the last cut: pieces have L_0 steps on
   * average, more than n with a probability that falls as n^(1 − α); from α &gt; 3 on their
   * variance is finite. Tallec and Ollivier 2017, doi 10.48550/arXiv.1705.08209.
   *
   * @param meanLength L_0, more than 1
   * @param alpha α, more than 2; infinite for c_t = 1/L_0
   */
  record Random(double meanLength, double alpha) implements Truncation {
    /** Checks the numbers. */
    public Random {
      if (!(meanLength > 1 && meanLength < Double.POSITIVE_INFINITY && alpha > 2)) {
        throw new IllegalArgumentException(
            "truncation: expected a mean length above 1 and alpha above 2, found "
                + meanLength
                + " and "
                + alpha);
      }
      if (!(1 / meanLength < 1 && cut(meanLength, alpha, 1) < 1)) {
        throw new IllegalArgumentException(
            "truncation: mean length " + meanLength + " and alpha " + alpha + " cut at every step");
      }
    }

    private static double cut(double meanLength, double alpha, long since) {
      return Double.isInfinite(alpha)
          ? 1 / meanLength
          : (alpha - 1) / ((alpha - 2) * meanLength + since);
    }

    /**
     * Returns c_t, the probability of a cut.
     *
     * @param since δ, steps of the piece so far, from 1
     */
    double cut(long since) {
      return cut(meanLength, alpha, since);
    }

    /** Fills the factors k_t of a sequence; the link to the initial state is never cut. */
    void fill(double[] factors, RandomGenerator random) {
      factors[0] = 1;
      long since = 1;
      for (int t = 1; t < factors.length; t++) {
        double c = cut(since);
        boolean cut = random.nextDouble() < c;
        factors[t] = cut ? 0 : 1 / (1 - c);
        since = cut ? 1 : since + 1;
      }
    }
  }

  /**
   * Returns windows that do not overlap, aligned, carrying the state.
   *
   * @param steps of each
   */
  static Windows windows(int steps) {
    return new Windows(steps, steps, Starts.ALIGNED, true);
  }

  /**
   * Returns BPTT(h; h'), aligned.
   *
   * @param window h
   * @param stride h'
   */
  static Windows windows(int window, int stride) {
    return new Windows(window, stride, Starts.ALIGNED, true);
  }
}
