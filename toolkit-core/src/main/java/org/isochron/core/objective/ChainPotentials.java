package org.isochron.core.objective;

import org.isochron.core.kernel.Elementary;
import org.isochron.core.kernel.Kernels;

/**
 * The factors exp(e(s)) by which a step's logits weigh the states of a chain, up to a factor that
 * all states share.
 */
final class ChainPotentials {
  private static final int CHUNK = 64;

  /** Logits whose sum e of a state stays within ±600, far from where a double's exponent ends. */
  private final float moderate;

  private final ChainShape shape;
  private final Kernels kernels;
  private final double[] ofLogits;

  ChainPotentials(ChainShape shape, Kernels kernels) {
    this.shape = shape;
    this.kernels = kernels;
    int most = 1;
    for (int[] logits : shape.logitsOf) {
      most = Math.max(most, logits.length);
    }
    moderate = 600f / most;
    ofLogits = new double[CHUNK * shape.logitCount];
  }

  /**
   * Writes the factors of steps: where logits are moderate exp(e), else exp(e − max e).
   *
   * @param logits [.., C]
   * @param from first step
   * @param count number of steps
   * @param factors takes [count, S]
   * @param to where they begin
   */
  void write(float[] logits, int from, int count, double[] factors, int to) {
    for (int done = 0; done < count; done += CHUNK) {
      int steps = Math.min(CHUNK, count - done);
      writeChunk(
          logits, (from + done) * shape.logitCount, steps, factors, to + done * shape.states);
    }
  }

  private void writeChunk(float[] logits, int at, int steps, double[] factors, int to) {
    int values = steps * shape.logitCount;
    for (int i = 0; i < values; i++) {
      float value = logits[at + i];
      // A step with such a value is written again below.
      ofLogits[i] = Math.abs(value) <= moderate ? value : 0;
    }
    kernels.exponentials(values, ofLogits, 0);
    for (int t = 0; t < steps; t++) {
      writeStep(t * shape.logitCount, factors, to + t * shape.states);
    }
    for (int i = 0; i < values; i++) {
      if (!(Math.abs(logits[at + i]) <= moderate)) {
        int t = i / shape.logitCount;
        int first = at + t * shape.logitCount;
        writeBelow(logits, first, null, 0, factors, to + t * shape.states);
        i = (t + 1) * shape.logitCount - 1;
      }
    }
  }

  private void writeStep(int at, double[] factors, int to) {
    int[] start = shape.logitStart;
    int[] index = shape.logitIndex;
    for (int s = 0; s < shape.states; s++) {
      double product = ofLogits[at + index[start[s]]];
      for (int i = start[s] + 1; i < start[s + 1]; i++) {
        product *= ofLogits[at + index[i]];
      }
      factors[to + s] = product;
    }
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
