package org.isochron.core.model;

import java.util.Arrays;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.objective.ChainInference;
import org.isochron.core.objective.Head;

/** A head's chain over the rows of one block: gathers a sequence's logits, spreads cotangents. */
final class ChainRows {
  private final ChainInference inference;
  private final int classes;
  private final double[] transitionGradient;
  private final int stride;
  private LaneBlock block;
  private int lane;
  private double[] logits = new double[0];
  private double[] cotangent = new double[0];

  ChainRows(Head head, int stride) {
    this.stride = stride;
    inference = new ChainInference(head.chain());
    classes = head.classes();
    transitionGradient = new double[head.chain().transitions().size()];
  }

  void pack(double[] parameters, int offset) {
    inference.pack(parameters, offset);
  }

  /** Turns to the rows of lane n of a block. */
  ChainRows at(LaneBlock of, int n) {
    block = of;
    lane = n;
    return this;
  }

  private int row(int t) {
    return (block.start(t) + lane) * stride;
  }

  /** Forgets the transitions' gradient. */
  void clear() {
    Arrays.fill(transitionGradient, 0);
  }

  /** Returns the loss of a sequence, scaled, and writes the cotangent of its logits. */
  double loss(float[] rows, int[] labels, double factor, float[] dRows) {
    gather(rows);
    double loss = inference.apply(logits, classes, labels, factor, cotangent, transitionGradient);
    for (int t = 0; t < labels.length; t++) {
      for (int k = 0; k < classes; k++) {
        dRows[row(t) + k] = (float) cotangent[t * classes + k];
      }
    }
    return loss;
  }

  void marginals(float[] rows, float[] marginals) {
    gather(rows);
    inference.marginals(logits, classes, block.length(lane), marginals);
  }

  private void gather(float[] rows) {
    int count = block.length(lane) * classes;
    if (logits.length < count) {
      logits = new double[count];
      cotangent = new double[count];
    }
    for (int t = 0; t < block.length(lane); t++) {
      for (int k = 0; k < classes; k++) {
        logits[t * classes + k] = rows[row(t) + k];
      }
    }
  }

  void addGradient(double[] gradient, int offset) {
    for (int e = 0; e < transitionGradient.length; e++) {
      gradient[offset + e] += transitionGradient[e];
    }
  }
}
