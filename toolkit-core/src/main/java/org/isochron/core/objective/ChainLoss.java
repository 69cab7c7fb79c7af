package org.isochron.core.objective;

import java.util.Arrays;
import org.isochron.core.sequence.Sequence;

/** The likelihood of labels in a head's chain. */
final class ChainLoss implements SequenceLoss {
  private final Head head;
  private final ChainInference inference;
  private final int classes;
  private final double[] transitionGradient;
  private final OutputCopy copy = new OutputCopy();

  ChainLoss(Head head) {
    this.head = head;
    inference = new ChainInference(head.loss().chain());
    classes = head.outputs();
    transitionGradient = new double[head.loss().chain().transitions().size()];
  }

  @Override
  public void pack(double[] parameters, int offset) {
    inference.pack(parameters, offset);
  }

  @Override
  public double weight(Sequence sequence) {
    int[] labels = head.labels(sequence);
    double sum = 0;
    for (int t = 0; t < labels.length; t++) {
      head.checkLabel(sequence, t, labels[t]);
      sum += labels[t] == Sequence.IGNORE ? 0 : 1;
    }
    return sum;
  }

  @Override
  public double apply(OutputRows rows, Sequence sequence, double factor) {
    double[] logits = copy.take(rows, classes);
    int[] labels = head.labels(sequence);
    double loss;
    try {
      loss = inference.apply(logits, classes, labels, factor, copy.cotangent(), transitionGradient);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          sequence.id() + ": head " + head.name() + ": " + e.getMessage(), e);
    }
    copy.give(rows, classes);
    return loss;
  }

  @Override
  public void predict(OutputRows rows, float[] predictions) {
    inference.marginals(copy.take(rows, classes), classes, rows.count(), predictions);
  }

  @Override
  public void clear() {
    Arrays.fill(transitionGradient, 0);
  }

  @Override
  public void addGradient(double[] gradient, int offset) {
    for (int e = 0; e < transitionGradient.length; e++) {
      gradient[offset + e] += transitionGradient[e];
    }
  }
}
