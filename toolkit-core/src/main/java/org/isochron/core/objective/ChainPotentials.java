package org.isochron.core.objective;

import org.isochron.core.kernel.Elementary;

/**
 * The factors exp(e(s)) by which a step's logits weigh the states of a chain, up to a factor that
 * all states share.
 */
final class ChainPotentials {
  /** Logits whose sum e of a state stays within ±600, far from where a double's exponent ends. */
  private final float moderate;

  private final ChainShape shape;
  private final double[] ofLogit;

  ChainPotentials(ChainShape shape) {
    this.shape = shape;
    int most = 1;
    for (int[] logits : shape.logitsOf) {
      most = Math.max(most, logits.length);
    }
    moderate = 600f / most;
    ofLogit = new double[shape.logitCount];
  }

  /**
   * Writes the factors of a step: of moderate logits exp(e), else exp(e − max e).
   *
   * @param logits [.., C]
   * @param at where the step's begin
   * @param factors takes S values
   * @param to where they begin
   */
  void write(float[] logits, int at, double[] factors, int to) {
    if (!areModerate(logits, at)) {
      writeBelow(logits, at, null, 0, factors, to);
      return;
    }
    for (int c = 0; c < ofLogit.length; c++) {
      ofLogit[c] = Elementary.exp(logits[at + c]);
    }
    for (int s = 0; s < shape.states; s++) {
      int[] reads = shape.logitsOf[s];
      double product = ofLogit[reads[0]];
      for (int i = 1; i < reads.length; i++) {
        product *= ofLogit[reads[i]];
      }
      factors[to + s] = product;
    }
  }

  private boolean areModerate(float[] logits, int at) {
    boolean all = true;
    for (int i = at; i < at + ofLogit.length; i++) {
      all &= Math.abs(logits[i]) <= moderate;
    }
    return all;
  }

  /**
   * Writes exp(e − max) where max is that of the states that some weights leave in play: what
   * others score must not push these under.
   *
   * @param weights state s is in play if weights[from + s] is above 0; null: all are
   */
  void writeBelow(float[] logits, int at, double[] weights, int from, double[] factors, int to) {
    double max = Double.NEGATIVE_INFINITY;
    for (int s = 0; s < shape.states; s++) {
      double sum = 0;
      for (int logit : shape.logitsOf[s]) {
        sum += logits[at + logit];
      }
      factors[to + s] = sum;
      if (weights == null || weights[from + s] > 0) {
        max = Math.max(max, sum);
      }
    }
    for (int s = 0; s < shape.states; s++) {
      boolean inPlay = weights == null || weights[from + s] > 0;
      factors[to + s] = inPlay ? Elementary.exp(factors[to + s] - max) : 0;
    }
  }
}
