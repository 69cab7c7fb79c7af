package org.isochron.core.objective;

import java.util.Arrays;
import org.isochron.core.kernel.Kernels;

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
 * <p>Rows that have come to within a distance of 2e-14 go on as one. One object serves one thread.
 */
public final class ChainProduct {
  /** Steps between rescalings, where the states' factors differ by less than {@link #RANGE}. */
  private static final int INTERVAL = 8;

  private static final double RANGE = 1e-25;

  /** Hilbert's distance of rows that cannot be told apart for rounding. */
  private static final double SAME = 2e-14;

  private final ChainShape shape;
  private final int states;
  private final ChainPotentials potentials;
  private final Kernels kernels;
  private final double[] scaled;
  private double[] factors = new double[0];

  /** Distinct rows up to their factors: entry e of lane l is at e·width + l. */
  private double[] entries;

  private double[] next;
  private int lanes;
  private int width;

  /** Row s of M is scales[s] · 2^exponents[s] times its lane. */
  private final int[] laneOf;

  private final double[] scales;
  private final long[] exponents;

  /** How often each row took the direction of another, {@link #SAME} away at most. */
  private final int[] turns;

  private long steps;
  private int sinceScaled;

  ChainProduct(ChainShape shape, Kernels kernels) {
    this.shape = shape;
    this.kernels = kernels;
    states = shape.states;
    lanes = states;
    width = padded(lanes);
    potentials = new ChainPotentials(shape, kernels);
    scaled = new double[states];
    entries = new double[states * width];
    next = new double[states * width];
    laneOf = new int[states];
    scales = new double[states];
    exponents = new long[states];
    turns = new int[states];
    for (int s = 0; s < states; s++) {
      entries[s * width + s] = 1;
      laneOf[s] = s;
      scales[s] = 1;
    }
  }

  private static int padded(int lanes) {
    return (lanes + 7) / 8 * 8;
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
    if (factors.length < (to - from) * states) {
      factors = new double[(to - from) * states];
    }
    potentials.write(logits, from, to - from, factors, 0);
    for (int t = 0; t < to - from; t++) {
      boolean isWide = scaleFactors(t * states);
      if (isWide || sinceScaled == INTERVAL) {
        rescale();
      }
      kernels.chainStep(
          states, width, shape.inStart, shape.inFrom, shape.inFactor, scaled, entries, next);
      double[] of = entries;
      entries = next;
      next = of;
      if (isWide) {
        rescale();
      }
      sinceScaled++;
      steps++;
    }
    rescale();
    merge();
  }

  /** Divides a step's factors by the greatest, and returns whether they differ by a wide range. */
  private boolean scaleFactors(int at) {
    double max = 0;
    double min = Double.POSITIVE_INFINITY;
    for (int s = 0; s < states; s++) {
      max = Math.max(max, factors[at + s]);
      min = Math.min(min, factors[at + s]);
    }
    double inverse = 1 / max;
    for (int s = 0; s < states; s++) {
      scaled[s] = factors[at + s] * inverse;
    }
    return min < RANGE * max;
  }

  /** Brings each lane's greatest entry to between 1 and 2. */
  private void rescale() {
    for (int lane = 0; lane < lanes; lane++) {
      double max = 0;
      for (int e = 0; e < states; e++) {
        max = Math.max(max, entries[e * width + lane]);
      }
      if (max == 0) {
        continue;
      }
      int exponent = Math.getExponent(max);
      double down = Math.scalb(1.0, -exponent);
      for (int e = 0; e < states; e++) {
        entries[e * width + lane] *= down;
      }
      for (int s = 0; s < states; s++) {
        exponents[s] += laneOf[s] == lane ? exponent : 0;
      }
    }
    sinceScaled = 0;
  }

  /** Lets rows of one direction share a lane. */
  private void merge() {
    for (int a = 0; a < lanes; a++) {
      for (int b = lanes - 1; b > a; b--) {
        if (distance(a, b) <= SAME) {
          share(a, b);
        }
      }
    }
    int fewer = padded(lanes);
    if (fewer < width) {
      for (int e = 0; e < states; e++) {
        System.arraycopy(entries, e * width, entries, e * fewer, fewer);
      }
      width = fewer;
    }
  }

  /** Gives the rows of one lane to another, and its place to the last lane. */
  private void share(int a, int b) {
    double ratio = sum(b) / sum(a);
    lanes--;
    for (int s = 0; s < states; s++) {
      if (laneOf[s] == b) {
        laneOf[s] = a;
        scales[s] *= ratio;
        turns[s]++;
      } else if (laneOf[s] == lanes) {
        laneOf[s] = b;
      }
    }
    for (int e = 0; e < states; e++) {
      entries[e * width + b] = entries[e * width + lanes];
      entries[e * width + lanes] = 0;
    }
  }

  private double sum(int lane) {
    double sum = 0;
    for (int e = 0; e < states; e++) {
      sum += entries[e * width + lane];
    }
    return sum;
  }

  /**
   * Returns the product of this stretch and the one that follows it.
   *
   * @param after the one that follows
   */
  public ChainProduct then(ChainProduct after) {
    ChainProduct product = new ChainProduct(shape, kernels);
    Arrays.fill(product.entries, 0);
    long greatest = after.greatestExponent();
    for (int k = 0; k < states; k++) {
      double factor = after.factorBelow(k, greatest);
      for (int e = 0; e < states; e++) {
        double value = after.entries[e * after.width + after.laneOf[k]] * factor;
        for (int lane = 0; lane < lanes; lane++) {
          product.entries[e * product.width + lane] += entries[k * width + lane] * value;
        }
      }
    }
    product.lanes = lanes;
    System.arraycopy(laneOf, 0, product.laneOf, 0, states);
    System.arraycopy(scales, 0, product.scales, 0, states);
    System.arraycopy(exponents, 0, product.exponents, 0, states);
    for (int s = 0; s < states; s++) {
      product.turns[s] = turns[s] + after.mostTurns();
    }
    product.rescale();
    product.steps = steps + after.steps;
    return product;
  }

  /** Returns the factor of a row over a power of two. */
  private double factorBelow(int row, long exponent) {
    return Math.scalb(scales[row], (int) Math.max(exponents[row] - exponent, -5000));
  }

  private long greatestExponent() {
    long greatest = Long.MIN_VALUE;
    for (int row = 0; row < states; row++) {
      greatest = sum(laneOf[row]) > 0 ? Math.max(greatest, exponents[row]) : greatest;
    }
    return greatest;
  }

  /**
   * Returns a bound of the diameter Δ, at most twice Δ; infinite while some states cannot reach
   * what others can. States that no path leaves do not count.
   */
  public double diameter() {
    int first = -1;
    double most = 0;
    for (int lane = 0; lane < lanes; lane++) {
      if (sum(lane) == 0) {
        continue;
      }
      first = first < 0 ? lane : first;
      most = Math.max(most, distance(first, lane));
    }
    return 2 * (most + mostTurns() * SAME);
  }

  private int mostTurns() {
    int most = 0;
    for (int of : turns) {
      most = Math.max(most, of);
    }
    return most;
  }

  /** Returns Hilbert's distance of two lanes: log of the greatest over the least ratio. */
  private double distance(int lane, int other) {
    double greatest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int e = 0; e < states; e++) {
      double a = entries[e * width + lane];
      double b = entries[e * width + other];
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
        value += entries[e * width + laneOf[row]] * (after == null ? 1 : after[e]);
      }
      message[row] = value * factorBelow(row, greatest);
      sum += message[row];
    }
    for (int row = 0; row < states; row++) {
      message[row] /= sum;
    }
    return message;
  }
}
