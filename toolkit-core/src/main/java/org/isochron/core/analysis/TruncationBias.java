package org.isochron.core.analysis;

import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.recurrence.Truncation;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.SequenceBatch;

/**
 * What a truncation does to a gradient: b = g_full − g_truncated.
 *
 * <p>Of a random truncation this is one draw; its mean over seeds is the bias.
 *
 * @param full dL/dθ
 * @param truncated the same, truncated
 */
public record TruncationBias(double[] full, double[] truncated) {
  /** Checks the lengths. */
  public TruncationBias {
    if (full.length != truncated.length) {
      throw new IllegalArgumentException(
          "gradients: expected one length, found " + full.length + " and " + truncated.length);
    }
  }

  /**
   * Measures the truncation of a network's gradient.
   *
   * @param network with layers that run forward
   * @param parameters a vector of the network's layout
   * @param batch a labelled batch
   * @param truncation where gradients are cut
   * @param seed of random cuts and masks, the same for both gradients
   * @param workers who computes
   * @throws IllegalArgumentException if a layer does not run forward, or labels are missing
   */
  public static TruncationBias of(
      RecurrentNetwork network,
      double[] parameters,
      SequenceBatch batch,
      Truncation truncation,
      long seed,
      Workers workers) {
    NetworkRun run = new NetworkRun(network, workers);
    run.parameters(parameters);
    double[] full = new double[parameters.length];
    run.lossAndGradient(batch, full, seed);
    run.truncation(truncation);
    double[] truncated = new double[parameters.length];
    run.lossAndGradient(batch, truncated, seed);
    return new TruncationBias(full, truncated);
  }

  /** Returns ‖b‖/‖g_full‖, or 0 where both are 0. */
  public double relativeNorm() {
    double[] bias = bias();
    double norm = Math.sqrt(dot(bias, bias));
    return norm == 0 ? 0 : norm / Math.sqrt(dot(full, full));
  }

  /** Returns b. */
  public double[] bias() {
    double[] bias = new double[full.length];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = full[i] - truncated[i];
    }
    return bias;
  }

  /** Returns the cosine of the angle between the gradients; NaN where one of them is 0. */
  public double cosine() {
    return dot(full, truncated) / Math.sqrt(dot(full, full) * dot(truncated, truncated));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
