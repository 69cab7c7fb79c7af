package org.isochron.core.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lyapunov exponents along a trajectory: χ_i = lim 1/T Σ_t log|(R_t)_ii|, A_t Q_{t-1} = Q_t R_t,
 * A_t = ∂s_t/∂s_{t-1}.
 *
 * <p>A positive χ_1 says that perturbations of the state, and gradients, grow as e^(χ_1 t). What a
 * singular A_t takes out never comes back: χ = −∞. Elimination with complete pivoting decides the
 * rank of A_t, for χ and for its determinant: of all exponents, one is −∞ exactly where
 * meanLogDeterminant is. Benettin et al. 1980, doi 10.1007/BF02128236; Eckmann and Ruelle 1985, doi
 * 10.1103/RevModPhys.57.617.
 *
 * @param exponents χ in nats per step, largest first
 * @param meanLogDeterminant mean log|det A_t|, by elimination: the sum of all exponents, −∞ if any
 *     A_t is singular up to rounding
 * @param steps T, after the transient
 * @param trace the estimates, in the order of the basis, at the step of each
 */
public record LyapunovExponents(
    double[] exponents, double meanLogDeterminant, int steps, List<Estimate> trace) {
  /**
   * What the exponents were on the way.
   *
   * @param step steps taken after the transient
   * @param exponents χ in nats per step, in the order of the basis
   */
  public record Estimate(int step, double[] exponents) {}

  /**
   * Measures exponents.
   *
   * @param map the step
   * @param initial s_0 [S]
   * @param inputs x_1 … x_T, the transient's first; of an autonomous system all equal
   * @param config how
   * @throws IllegalArgumentException if the inputs do not outlast the transient, more exponents are
   *     asked for than there are, or a state is not finite
   */
  public static LyapunovExponents of(
      StateMap map, double[] initial, List<double[]> inputs, LyapunovConfig config) {
    int count = config.exponents() == 0 ? map.size() : config.exponents();
    int steps = inputs.size() - config.transientSteps();
    if (count > map.size() || steps < 1) {
      throw new IllegalArgumentException(
          "Lyapunov: expected at most "
              + map.size()
              + " exponents and more than "
              + config.transientSteps()
              + " inputs, found "
              + count
              + " and "
              + inputs.size());
    }
    TangentFrame frame = TangentFrame.of(map.size(), count);
    double[] sums = new double[count];
    double logDeterminants = 0;
    List<Estimate> trace = new ArrayList<>();
    double[] state = initial;
    for (int t = 0; t < inputs.size(); t++) {
      Linearisation step = map.linearise(state, inputs.get(t));
      requireFinite(step.next(), t);
      state = step.next();
      Elimination elimination = Elimination.of(step.jacobian(), step.size());
      double[] growth = frame.advance(elimination);
      int done = t - config.transientSteps() + 1;
      if (done > 0) {
        sums = added(sums, growth);
        logDeterminants += elimination.logAbsDeterminant();
        if (done % config.traceEvery() == 0 || done == steps) {
          trace.add(new Estimate(done, divided(sums, done)));
        }
      }
    }
    return new LyapunovExponents(
        descending(divided(sums, steps)), logDeterminants / steps, steps, List.copyOf(trace));
  }

  /** Adds growth; the columns that a step took out have gone to the end of the basis. */
  private static double[] added(double[] sums, double[] growth) {
    double[] all = new double[sums.length];
    Arrays.fill(all, Double.NEGATIVE_INFINITY);
    int rank = 0;
    for (int i = 0; i < sums.length; i++) {
      if (growth[i] > Double.NEGATIVE_INFINITY) {
        all[rank++] = sums[i] + growth[i];
      }
    }
    return all;
  }

  private static void requireFinite(double[] state, int t) {
    for (int i = 0; i < state.length; i++) {
      if (!Double.isFinite(state[i])) {
        throw new IllegalArgumentException(
            "step " + t + ": state " + i + ": expected finite, found " + state[i]);
      }
    }
  }

  private static double[] divided(double[] sums, int by) {
    return Arrays.stream(sums).map(sum -> sum / by).toArray();
  }

  private static double[] descending(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] turned = new double[sorted.length];
    Arrays.setAll(turned, i -> sorted[sorted.length - 1 - i]);
    return turned;
  }

  /** Returns the sum of the exponents that were measured. */
  public double sum() {
    return Arrays.stream(exponents).sum();
  }

  /**
   * Returns the Kaplan–Yorke dimension k + Σ_{i≤k} χ_i / |χ_{k+1}|, k the most exponents with a sum
   * of at least 0; k where χ_{k+1} is −∞; NaN if all that were measured sum to more. Kaplan and
   * Yorke 1979, doi 10.1007/BFb0064319.
   */
  public double kaplanYorkeDimension() {
    double sum = 0;
    for (int k = 0; k < exponents.length; k++) {
      if (sum + exponents[k] < 0) {
        return k + sum / Math.abs(exponents[k]);
      }
      sum += exponents[k];
    }
    return Double.NaN;
  }
}
