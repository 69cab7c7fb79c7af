package org.isochron.core.objective;

import java.util.Arrays;

/**
 * What a stretch of a sequence makes of every message that may come from after it: the product M of
 * its transfer matrices, M[s,e] = Σ exp score of the paths from state s before the stretch to state
 * e at its end, each row up to a factor that is kept apart.
 *
 * <p>Backward messages β before it are M β' with β' unknown but for its sign, so β lies in the cone
 * of M's columns, and two such differ by at most its projective diameter Δ = max log(M[s,e] M[r,f]
 * / (M[r,e] M[s,f])): every probability before the stretch is known up to a factor e^Δ, whatever
 * follows. Δ never grows as a stretch does, and where all paths lead everywhere it shrinks by
 * tanh(Δ'/4) (Birkhoff 1957, doi 10.1090/S0002-9947-1957-0087058-6; Hilbert's metric).
 *
 * <p>One object serves one thread.
 */
public final class ChainProduct {
  /** Steps between rescalings, where the states' factors differ by less than {@link #RANGE}. */
  private static final int INTERVAL = 8;

  private static final double RANGE = 1e-25;

  private final ChainShape shape;
  private final int states;
  private final ChainPotentials potentials;
  private final double[] factors;

  /** M[s,e] at e·S + s, so that all rows take a step side by side. */
  private double[] entries;

  private double[] next;

  /** The power of two that row s is to be multiplied with. */
  private final long[] exponents;

  private long steps;
  private int sinceScaled;

  ChainProduct(ChainShape shape) {
    this.shape = shape;
    states = shape.states;
    potentials = new ChainPotentials(shape);
    factors = new double[states];
    entries = new double[states * states];
    next = new double[states * states];
    exponents = new long[states];
    for (int s = 0; s < states; s++) {
      entries[s * states + s] = 1;
    }
  }

  /** Returns how many steps the stretch has. */
  public long steps() {
    return steps;
  }

  /**
   * Takes the next steps of the stretch.
   *
   * @param logits [.., C]
   * @param from first of the steps
   * @param to step after the last
   * @throws IllegalArgumentException if there are fewer logits
   */
  public void add(float[] logits, int from, int to) {
    LogitRows.check(logits.length, shape.logitCount, to);
    for (int t = from; t < to; t++) {
      potentials.write(logits, t * shape.logitCount, factors, 0);
      boolean isWide = scaleFactors();
      if (isWide || sinceScaled == INTERVAL) {
        rescale();
      }
      step();
      if (isWide) {
        rescale();
      }
      sinceScaled++;
      steps++;
    }
  }

  /** Divides the factors by the greatest, and returns whether they differ by a wide range. */
  private boolean scaleFactors() {
    double max = 0;
    for (double factor : factors) {
      max = Math.max(max, factor);
    }
    double min = 1;
    for (int s = 0; s < states; s++) {
      factors[s] /= max;
      min = Math.min(min, factors[s]);
    }
    return min < RANGE;
  }

  private void step() {
    int e = 0;
    for (int s = 0; s < states; s++) {
      int at = s * states;
      Arrays.fill(next, at, at + states, 0);
      for (int end = shape.inStart[s + 1]; e < end; e++) {
        addScaled(shape.inFrom[e] * states, shape.inFactor[e] * factors[s], at);
      }
    }
    double[] of = entries;
    entries = next;
    next = of;
  }

  private void addScaled(int from, double factor, int to) {
    for (int i = 0; i < states; i++) {
      next[to + i] = Math.fma(factor, entries[from + i], next[to + i]);
    }
  }

  /** Brings each row's greatest entry to between 1 and 2. */
  private void rescale() {
    for (int row = 0; row < states; row++) {
      double max = 0;
      for (int e = 0; e < states; e++) {
        max = Math.max(max, entries[e * states + row]);
      }
      if (max == 0) {
        continue;
      }
      int exponent = Math.getExponent(max);
      for (int e = 0; e < states; e++) {
        entries[e * states + row] = Math.scalb(entries[e * states + row], -exponent);
      }
      exponents[row] += exponent;
    }
    sinceScaled = 0;
  }

  /**
   * Returns the product of this stretch and the one that follows it.
   *
   * @param after the one that follows
   */
  public ChainProduct then(ChainProduct after) {
    ChainProduct product = new ChainProduct(shape);
    Arrays.fill(product.entries, 0);
    long greatest = after.greatestExponent();
    for (int k = 0; k < states; k++) {
      int down = (int) Math.max(after.exponents[k] - greatest, -5000);
      for (int e = 0; e < states; e++) {
        double value = Math.scalb(after.entries[e * states + k], down);
        for (int row = 0; row < states; row++) {
          product.entries[e * states + row] += entries[k * states + row] * value;
        }
      }
    }
    System.arraycopy(exponents, 0, product.exponents, 0, states);
    product.rescale();
    product.steps = steps + after.steps;
    return product;
  }

  private long greatestExponent() {
    long greatest = Long.MIN_VALUE;
    for (int row = 0; row < states; row++) {
      greatest = isZero(row) ? greatest : Math.max(greatest, exponents[row]);
    }
    return greatest;
  }

  private boolean isZero(int row) {
    for (int e = 0; e < states; e++) {
      if (entries[e * states + row] > 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns a bound of the diameter Δ, at most twice Δ; infinite while some states cannot reach
   * what others can. States that no path leaves do not count.
   */
  public double diameter() {
    int first = -1;
    double most = 0;
    for (int row = 0; row < states; row++) {
      if (isZero(row)) {
        continue;
      }
      first = first < 0 ? row : first;
      most = Math.max(most, distance(first, row));
    }
    return 2 * most;
  }

  /** Returns Hilbert's distance of two rows: log of the greatest over the least ratio. */
  private double distance(int row, int other) {
    double greatest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int e = 0; e < states; e++) {
      double a = entries[e * states + row];
      double b = entries[e * states + other];
      if (a > 0 || b > 0) {
        greatest = Math.max(greatest, a / b);
        least = Math.min(least, a / b);
      }
    }
    return least > 0 ? StrictMath.log1p((greatest - least) / least) : Double.POSITIVE_INFINITY;
  }

  /**
   * Returns the message before the stretch: M β', with sum 1.
   *
   * @param after β', the message from after it [S], or null for ones: nothing is known of it, or
   *     the sequence ends
   */
  public double[] message(double[] after) {
    double[] message = new double[states];
    long greatest = greatestExponent();
    double sum = 0;
    for (int row = 0; row < states; row++) {
      double value = 0;
      for (int e = 0; e < states; e++) {
        value += entries[e * states + row] * (after == null ? 1 : after[e]);
      }
      int down = (int) Math.max(exponents[row] - greatest, -5000);
      message[row] = Math.scalb(value, down);
      sum += message[row];
    }
    for (int row = 0; row < states; row++) {
      message[row] /= sum;
    }
    return message;
  }
}
