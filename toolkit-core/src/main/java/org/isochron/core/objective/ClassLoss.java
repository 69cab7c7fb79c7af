package org.isochron.core.objective;

import org.isochron.core.kernel.Elementary;
import org.isochron.core.sequence.Sequence;

/** Softmax cross-entropy, with label smoothing, and the focal loss; see {@link Loss.Kind}. */
final class ClassLoss implements SequenceLoss {
  private final Head head;
  private final double[] weights;
  private final double[] exponentials;
  private final double smoothing;
  private final double gamma;

  ClassLoss(Head head) {
    this.head = head;
    weights = head.classWeights().stream().mapToDouble(Double::doubleValue).toArray();
    exponentials = new double[weights.length];
    boolean focal = head.loss().kind() == Loss.Kind.FOCAL;
    smoothing = focal ? 0 : head.loss().parameter();
    gamma = focal ? head.loss().parameter() : 0;
  }

  @Override
  public double weight(Sequence sequence) {
    int[] labels = head.labels(sequence);
    double sum = 0;
    for (int t = 0; t < labels.length; t++) {
      head.checkLabel(sequence, t, labels[t]);
      sum += weight(labels[t]);
    }
    return sum;
  }

  private double weight(int label) {
    return label == Sequence.IGNORE ? 0 : weights[label];
  }

  @Override
  public double apply(OutputRows rows, Sequence sequence, double factor) {
    int[] labels = head.labels(sequence);
    double sum = 0;
    for (int t = 0; t < labels.length; t++) {
      head.checkLabel(sequence, t, labels[t]);
      sum += row(rows.outputs(), rows.start(t), labels[t], factor, rows.cotangents());
    }
    return sum;
  }

  private double row(float[] z, int at, int label, double factor, float[] dz) {
    boolean silent = label == Sequence.IGNORE || (weight(label) == 0 && smoothing == 0);
    if (silent || factor == 0) {
      for (int k = 0; k < weights.length; k++) {
        dz[at + k] = 0f;
      }
      return 0;
    }
    double max = exponentials(z, at);
    double sum = 0;
    for (double e : exponentials) {
      sum += e;
    }
    double logSum = StrictMath.log(sum) + max;
    if (smoothing > 0) {
      return smoothed(z, at, label, factor, dz, sum, logSum);
    }
    double w = factor * weights[label];
    double loss = logSum - z[at + label];
    double scale = w;
    if (gamma > 0) {
      // 1 − p and its power, without cancellation where p is near 1.
      double rest = -StrictMath.expm1(-loss);
      double power = Elementary.exp(gamma * StrictMath.log(rest));
      double ratio = rest > 0 ? loss / rest : 1;
      scale = w * (power + gamma * (1 - rest) * power * ratio);
      loss *= power;
    }
    for (int k = 0; k < weights.length; k++) {
      double p = exponentials[k] / sum;
      dz[at + k] = (float) (scale * (k == label ? p - 1 : p));
    }
    return w * loss;
  }

  /** Smoothing gives every class a share, also where the label's own weight is 0. */
  private double smoothed(
      float[] z, int at, int label, double factor, float[] dz, double sum, double logSum) {
    double loss = 0;
    double mass = 0;
    for (int k = 0; k < weights.length; k++) {
      double q = weights[k] * target(k, label);
      loss += q * (logSum - z[at + k]);
      mass += q;
    }
    for (int k = 0; k < weights.length; k++) {
      double p = exponentials[k] / sum;
      dz[at + k] = (float) (factor * (mass * p - weights[k] * target(k, label)));
    }
    return factor * loss;
  }

  private double target(int k, int label) {
    return smoothing / weights.length + (k == label ? 1 - smoothing : 0);
  }

  /** Fills e^(z − max) and returns the maximum. */
  private double exponentials(float[] z, int at) {
    double max = z[at];
    for (int k = 1; k < weights.length; k++) {
      max = z[at + k] > max ? z[at + k] : max;
    }
    for (int k = 0; k < weights.length; k++) {
      exponentials[k] = z[at + k] == max ? 1 : Elementary.exp(z[at + k] - max);
    }
    return max;
  }

  @Override
  public void predict(OutputRows rows, float[] predictions) {
    int classes = weights.length;
    for (int t = 0; t < rows.count(); t++) {
      exponentials(rows.outputs(), rows.start(t));
      double sum = 0;
      for (double e : exponentials) {
        sum += e;
      }
      for (int k = 0; k < classes; k++) {
        predictions[t * classes + k] = (float) (exponentials[k] / sum);
      }
    }
  }
}
