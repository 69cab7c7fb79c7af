package org.isochron.core.objective;

import java.util.Arrays;
import org.isochron.core.kernel.Elementary;
import org.isochron.core.sequence.Sequence;

/** Cross-entropy of outputs pooled over the steps; see {@link Loss.Kind#POOLED_CROSS_ENTROPY}. */
final class PooledLoss implements SequenceLoss {
  private final Head head;
  private final double sharpness;
  private final OutputCopy copy = new OutputCopy();
  private final double[] pooled;
  private final double[] probabilities;
  private final double[] maxima;
  private final double[] sums;

  PooledLoss(Head head) {
    this.head = head;
    sharpness = head.loss().parameter();
    pooled = new double[head.outputs()];
    probabilities = new double[head.outputs()];
    maxima = new double[head.outputs()];
    sums = new double[head.outputs()];
  }

  private int label(Sequence sequence) {
    int label = head.labels(sequence)[0];
    head.checkLabel(sequence, 0, label);
    return label;
  }

  @Override
  public double weight(Sequence sequence) {
    int label = label(sequence);
    return label == Sequence.IGNORE ? 0 : head.classWeights().get(label);
  }

  @Override
  public double apply(OutputRows rows, Sequence sequence, double factor) {
    int classes = head.outputs();
    double[] z = copy.take(rows, classes);
    double[] dz = copy.cotangent();
    Arrays.fill(dz, 0, rows.count() * classes, 0);
    int label = label(sequence);
    double w = factor * weight(sequence);
    double loss = 0;
    if (w != 0) {
      double total = pool(z, rows.count());
      loss = w * (total - pooled[label]);
      for (int k = 0; k < classes; k++) {
        double d = w * (probabilities[k] - (k == label ? 1 : 0)) / sums[k];
        for (int i = k; i < rows.count() * classes; i += classes) {
          dz[i] = d * Elementary.exp(sharpness * (z[i] - maxima[k]));
        }
      }
    }
    copy.give(rows, classes);
    return loss;
  }

  /** Pools the outputs, writes the softmax of what comes out, and returns log Σ e^z̄. */
  private double pool(double[] z, int steps) {
    int classes = pooled.length;
    for (int k = 0; k < classes; k++) {
      maxima[k] = Double.NEGATIVE_INFINITY;
      for (int t = 0; t < steps; t++) {
        maxima[k] = Math.max(maxima[k], z[t * classes + k]);
      }
      sums[k] = 0;
      for (int t = 0; t < steps; t++) {
        sums[k] += Elementary.exp(sharpness * (z[t * classes + k] - maxima[k]));
      }
      pooled[k] = maxima[k] + StrictMath.log(sums[k] / steps) / sharpness;
    }
    double max = pooled[0];
    for (int k = 1; k < classes; k++) {
      max = Math.max(max, pooled[k]);
    }
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      probabilities[k] = Elementary.exp(pooled[k] - max);
      sum += probabilities[k];
    }
    for (int k = 0; k < classes; k++) {
      probabilities[k] /= sum;
    }
    return max + StrictMath.log(sum);
  }

  @Override
  public void predict(OutputRows rows, float[] predictions) {
    pool(copy.take(rows, head.outputs()), rows.count());
    for (int k = 0; k < pooled.length; k++) {
      predictions[k] = (float) probabilities[k];
    }
  }
}
