package org.isochron.core.analysis;

/**
 * How Lyapunov exponents are measured.
 *
 * @param exponents how many, largest first; 0 for all
 * @param transientSteps steps that only bring the state to the attractor and the basis into line
 * @param traceEvery steps between entries of the convergence trace
 */
public record LyapunovConfig(int exponents, int transientSteps, int traceEvery) {
  /** Checks the values. */
  public LyapunovConfig {
    if (exponents < 0 || transientSteps < 0 || traceEvery < 1) {
      throw new IllegalArgumentException(
          "Lyapunov: expected exponents and transient at least 0, trace interval at least 1, found "
              + exponents
              + ", "
              + transientSteps
              + ", "
              + traceEvery);
    }
  }

  /** Returns all exponents, 100 transient steps, a trace entry every 100 steps. */
  public static LyapunovConfig defaults() {
    return new LyapunovConfig(0, 100, 100);
  }

  /** Returns this with another number of exponents. */
  public LyapunovConfig withExponents(int count) {
    return new LyapunovConfig(count, transientSteps, traceEvery);
  }

  /** Returns this with another transient. */
  public LyapunovConfig withTransientSteps(int steps) {
    return new LyapunovConfig(exponents, steps, traceEvery);
  }

  /** Returns this with another trace interval. */
  public LyapunovConfig withTraceEvery(int steps) {
    return new LyapunovConfig(exponents, transientSteps, steps);
  }
}
