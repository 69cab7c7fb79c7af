package org.isochron.core.objective;

import java.util.List;
import org.isochron.core.kernel.Elementary;
import org.isochron.core.sequence.Sequence;

/** Softmax cross-entropy of one row of logits, in double. */
public final class CrossEntropy {
  private final double[] weights;
  private final double[] exponentials;

  /**
   * Makes the loss.
   *
   * @param classWeights weight of each class
   */
  public CrossEntropy(List<Double> classWeights) {
    weights = classWeights.stream().mapToDouble(Double::doubleValue).toArray();
    exponentials = new double[weights.length];
  }

  /**
   * Returns the weight of a label: that of its class, or 0 for {@link Sequence#IGNORE}.
   *
   * @param label class index
   * @throws IllegalArgumentException if there is no such class
   */
  public double weight(int label) {
    if (label == Sequence.IGNORE) {
      return 0;
    }
    if (label < 0 || label >= weights.length) {
      throw new IllegalArgumentException(
          "label: expected 0 to "
              + (weights.length - 1)
              + " or "
              + Sequence.IGNORE
              + ", found "
              + label);
    }
    return weights[label];
  }

  /**
   * Returns factor·w_y·(−log softmax(z)_y) and writes its cotangent factor·w_y·(softmax(z) − e_y).
   *
   * @param logits holds z
   * @param at where z begins
   * @param label the class y, or {@link Sequence#IGNORE} for loss and cotangent 0
   * @param factor scale of the loss
   * @param cotangent takes the cotangent at the same place
   */
  public double apply(float[] logits, int at, int label, double factor, float[] cotangent) {
    double w = factor * weight(label);
    if (w == 0) {
      for (int k = 0; k < weights.length; k++) {
        cotangent[at + k] = 0f;
      }
      return 0;
    }
    double max = max(logits, at);
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      exponentials[k] = Elementary.exp(logits[at + k] - max);
      sum += exponentials[k];
    }
    for (int k = 0; k < weights.length; k++) {
      double p = exponentials[k] / sum;
      cotangent[at + k] = (float) (w * (k == label ? p - 1 : p));
    }
    return w * (StrictMath.log(sum) + max - logits[at + label]);
  }

  /**
   * Writes softmax(z).
   *
   * @param logits holds z
   * @param at where z begins
   * @param probabilities takes the result
   * @param to where it goes
   */
  public void probabilities(float[] logits, int at, float[] probabilities, int to) {
    double max = max(logits, at);
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      exponentials[k] = Elementary.exp(logits[at + k] - max);
      sum += exponentials[k];
    }
    for (int k = 0; k < weights.length; k++) {
      probabilities[to + k] = (float) (exponentials[k] / sum);
    }
  }

  private double max(float[] logits, int at) {
    double max = logits[at];
    for (int k = 1; k < weights.length; k++) {
      max = logits[at + k] > max ? logits[at + k] : max;
    }
    return max;
  }
}
