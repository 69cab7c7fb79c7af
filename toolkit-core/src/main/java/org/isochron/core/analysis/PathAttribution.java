package org.isochron.core.analysis;

/**
 * Integrated gradients of one sequence, (a − a_0) ∘ ∫₀¹ ∂F/∂a (a_0 + α (a − a_0)) dα, and how well
 * they add up.
 *
 * @param attribution the values
 * @param baselineScore F(a_0)
 * @param nodes where gradients were taken
 */
public record PathAttribution(Attribution attribution, double baselineScore, int nodes) {
  /** Returns F(a) − F(a_0), what the values should sum to. */
  public double difference() {
    return attribution.score() - baselineScore;
  }

  /** Returns the completeness error |Σ values − (F(a) − F(a_0))|. */
  public double completenessError() {
    return Math.abs(attribution.sum() - difference());
  }
}
