package org.isochron.astro.lightcurve;

/**
 * Box least squares: the periodic dip of a duration that explains most, searched over all phases in
 * bins. Kovács, Zucker and Mazeh 2002, doi 10.1051/0004-6361:20020802; weighted as by Hartman and
 * Bakos 2016, doi 10.1016/j.ascom.2016.05.006.
 *
 * <p>The power is the gain in log likelihood over no dip but for a factor: ½ W_in (ȳ_out − ȳ_in)²,
 * W the sums of 1/σ². A rise is no dip.
 */
public final class BoxLeastSquares {
  private final double[] times;
  private final double[] values;
  private final double[] weights;
  private final double allWeights;
  private final double allValues;
  private final int oversampling;

  /**
   * The best dip of a period.
   *
   * @param period days
   * @param duration days
   * @param start time of the dip's begin after the first observation, days, below the period
   * @param depth ȳ_out − ȳ_in
   * @param depthError its standard deviation
   * @param power ½ W_in depth²
   */
  public record Dip(
      double period,
      double duration,
      double start,
      double depth,
      double depthError,
      double power) {}

  /**
   * Prepares a light curve.
   *
   * @param times in days
   * @param values fluxes, of which a dip is less
   * @param errors standard deviations, above 0
   * @param oversampling bins of the shortest duration, at least 1; 10 is usual
   * @throws IllegalArgumentException if there are fewer than three observations, or an error is not
   *     above 0
   */
  public BoxLeastSquares(double[] times, double[] values, double[] errors, int oversampling) {
    int n = times.length;
    if (n < 3 || values.length != n || errors.length != n || oversampling < 1) {
      throw new IllegalArgumentException(
          "expected at least three times, as many values and errors, and oversampling of at least"
              + " 1, found "
              + n
              + ", "
              + values.length
              + ", "
              + errors.length
              + ", "
              + oversampling);
    }
    this.times = new double[n];
    this.values = values.clone();
    weights = new double[n];
    double w = 0;
    double y = 0;
    double first = times[0];
    for (double t : times) {
      first = Math.min(first, t);
    }
    for (int i = 0; i < n; i++) {
      if (!(errors[i] > 0)) {
        throw new IllegalArgumentException(
            "errors[" + i + "]: expected above 0, found " + errors[i]);
      }
      this.times[i] = times[i] - first;
      weights[i] = 1 / (errors[i] * errors[i]);
      w += weights[i];
      y += weights[i] * values[i];
    }
    allWeights = w;
    allValues = y;
    this.oversampling = oversampling;
  }

  /**
   * Returns the best dip of a period, or one of power 0 where there is none.
   *
   * @param period days, above each duration
   * @param durations days, above 0
   * @throws IllegalArgumentException if a duration is not between 0 and the period
   */
  public Dip at(double period, double... durations) {
    double shortest = Double.POSITIVE_INFINITY;
    double longest = 0;
    for (double duration : durations) {
      if (!(duration > 0 && duration < period)) {
        throw new IllegalArgumentException(
            "duration: expected above 0 and below the period " + period + ", found " + duration);
      }
      shortest = Math.min(shortest, duration);
      longest = Math.max(longest, duration);
    }
    double bin = shortest / oversampling;
    int phases = (int) Math.ceil(period / bin);
    int bins = phases + (int) Math.round(longest / bin);
    double[] w = new double[bins + 1];
    double[] y = new double[bins + 1];
    fold(period, bin, phases, w, y);
    Dip best = new Dip(period, shortest, 0, 0, 0, 0);
    for (double duration : durations) {
      int width = (int) Math.round(duration / bin);
      for (int n = 0; n < phases && n <= bins - width; n++) {
        Dip dip = dip(period, duration, n * bin, w[n + width] - w[n], y[n + width] - y[n]);
        best = dip != null && dip.power() > best.power() ? dip : best;
      }
    }
    return best;
  }

  /** Fills cumulated sums over the bins of a phase, the first bins again at the end. */
  private void fold(double period, double bin, int phases, double[] w, double[] y) {
    for (int i = 0; i < times.length; i++) {
      double phase = times[i] - Math.floor(times[i] / period) * period;
      int b = Math.min((int) (phase / bin), phases - 1);
      w[b + 1] += weights[i];
      y[b + 1] += weights[i] * values[i];
    }
    for (int b = phases + 1; b < w.length; b++) {
      w[b] = w[b - phases];
      y[b] = y[b - phases];
    }
    for (int b = 1; b < w.length; b++) {
      w[b] += w[b - 1];
      y[b] += y[b - 1];
    }
  }

  private Dip dip(double period, double duration, double start, double w, double y) {
    double outside = allWeights - w;
    if (!(w > 1e-9 * allWeights) || !(outside > 1e-9 * allWeights)) {
      return null;
    }
    double depth = (allValues - y) / outside - y / w;
    if (!(depth > 0)) {
      return null;
    }
    double error = Math.sqrt(1 / w + 1 / outside);
    return new Dip(period, duration, start, depth, error, 0.5 * w * depth * depth);
  }
}
