package org.isochron.core.model;

import java.util.List;

/**
 * What each head of a network asks of the trunk: the gradient of its weighted loss with respect to
 * the trunk's parameters. Heads whose gradients point apart compete for the trunk (Caruana 1997,
 * doi 10.1023/A:1007379606734; Yu et al. 2020, arXiv 2001.06782).
 *
 * @param heads names
 * @param losses weighted loss of each head; their sum is the objective
 * @param gradients of each head, over the trunk's parameters; their sum is the objective's
 */
public record HeadGradients(List<String> heads, List<Double> losses, List<double[]> gradients) {
  /** Copies the lists. */
  public HeadGradients {
    heads = List.copyOf(heads);
    losses = List.copyOf(losses);
    gradients = List.copyOf(gradients);
  }

  /** Returns the Euclidean norm of a head's gradient. */
  public double norm(int head) {
    return Math.sqrt(dot(gradients.get(head), gradients.get(head)));
  }

  /**
   * Returns ⟨a, b⟩ / (‖a‖ ‖b‖) of two heads' gradients, or NaN if one is zero.
   *
   * @param a index of a head
   * @param b index of another
   */
  public double cosine(int a, int b) {
    return dot(gradients.get(a), gradients.get(b)) / (norm(a) * norm(b));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
