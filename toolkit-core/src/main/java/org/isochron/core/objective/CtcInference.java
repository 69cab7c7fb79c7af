package org.isochron.core.objective;

import java.util.Arrays;
import org.isochron.core.kernel.Elementary;

/**
 * Connectionist temporal classification in double: −log Σ p(alignment) over all ways to spread a
 * transcript over the steps, blanks (class 0) between and repeats within its classes.
 *
 * <p>Forward and backward recursions in logarithms over the transcript with a blank before, between
 * and after its classes. Graves et al. 2006, doi 10.1145/1143844.1143891. Memory is kept from
 * sequence to sequence, so one object serves one thread.
 */
public final class CtcInference {
  private static final int BLANK = 0;
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  private final int classes;
  private final double[] occupied;
  private double[] logs = new double[0];
  private double[] alpha = new double[0];
  private double[] beta = new double[0];
  private double[] next = new double[0];

  /**
   * Makes the memory.
   *
   * @param classes C, the blank among them
   */
  public CtcInference(int classes) {
    this.classes = classes;
    occupied = new double[classes];
  }

  /**
   * Returns the fewest steps that a transcript fits into: its length, and a blank between equal
   * neighbours.
   */
  public static int shortest(int[] transcript) {
    int steps = transcript.length;
    for (int i = 1; i < transcript.length; i++) {
      steps += transcript[i] == transcript[i - 1] ? 1 : 0;
    }
    return steps;
  }

  /**
   * Returns factor·(−log p(transcript)) and writes its cotangent.
   *
   * @param logits [T,C]
   * @param steps T, at least {@link #shortest}
   * @param transcript classes 1 to C − 1
   * @param factor scale of the loss
   * @param cotangent takes that of the logits [T,C]
   */
  public double apply(
      double[] logits, int steps, int[] transcript, double factor, double[] cotangent) {
    LogitRows.check(logits, classes, steps);
    int places = 2 * transcript.length + 1;
    logSoftmax(logits, steps);
    grow(steps, places);
    for (int t = 0; t < steps; t++) {
      forward(t, places, transcript);
    }
    int end = (steps - 1) * places;
    double log = add(alpha[end + places - 1], places > 1 ? alpha[end + places - 2] : NEVER);
    Arrays.fill(beta, 0, places, NEVER);
    for (int t = steps - 1; t >= 0; t--) {
      backward(t, steps, places, transcript);
      Arrays.fill(occupied, 0);
      for (int s = 0; s < places; s++) {
        occupied[classAt(s, transcript)] += Elementary.exp(alpha[t * places + s] + beta[s] - log);
      }
      for (int k = t * classes; k < (t + 1) * classes; k++) {
        cotangent[k] = factor * (Elementary.exp(logs[k]) - occupied[k - t * classes]);
      }
    }
    return -factor * log;
  }

  /**
   * Returns the transcript of the most probable class at each step, repeats and blanks removed.
   *
   * @param logits [T,C]
   * @param steps T, at least 1
   * @throws IllegalArgumentException if sizes disagree, or a logit is NaN
   */
  public int[] bestTranscript(double[] logits, int steps) {
    LogitRows.checkWhole(logits, classes, steps);
    int[] said = new int[steps];
    int length = 0;
    int before = BLANK;
    for (int t = 0; t < steps; t++) {
      int best = 0;
      for (int k = 1; k < classes; k++) {
        best = logits[t * classes + k] > logits[t * classes + best] ? k : best;
      }
      if (best != BLANK && best != before) {
        said[length++] = best;
      }
      before = best;
    }
    return Arrays.copyOf(said, length);
  }

  private void grow(int steps, int places) {
    if (alpha.length < steps * places) {
      alpha = new double[steps * places];
    }
    if (beta.length < places) {
      beta = new double[places];
      next = new double[places];
    }
  }

  private static int classAt(int place, int[] transcript) {
    return place % 2 == 0 ? BLANK : transcript[place / 2];
  }

  /** Whether a class may follow the class two places before without a blank between. */
  private static boolean skips(int place, int[] transcript) {
    return place % 2 == 1 && place > 1 && transcript[place / 2] != transcript[place / 2 - 1];
  }

  private void forward(int t, int places, int[] transcript) {
    int at = t * places;
    int before = at - places;
    for (int s = 0; s < places; s++) {
      double sum = NEVER;
      if (t == 0) {
        sum = s < 2 ? 0 : NEVER;
      } else {
        sum = add(alpha[before + s], s > 0 ? alpha[before + s - 1] : NEVER);
        sum = skips(s, transcript) ? add(sum, alpha[before + s - 2]) : sum;
      }
      alpha[at + s] = sum + logs[t * classes + classAt(s, transcript)];
    }
  }

  /** Turns beta of step t + 1 (with its own emission) into that of t (without). */
  private void backward(int t, int steps, int places, int[] transcript) {
    for (int s = 0; s < places; s++) {
      double sum;
      if (t == steps - 1) {
        sum = s >= places - 2 ? 0 : NEVER;
      } else {
        sum =
            add(emitted(t, s, transcript), s + 1 < places ? emitted(t, s + 1, transcript) : NEVER);
        boolean skip = s + 2 < places && skips(s + 2, transcript);
        sum = skip ? add(sum, emitted(t, s + 2, transcript)) : sum;
      }
      next[s] = sum;
    }
    double[] old = beta;
    beta = next;
    next = old;
  }

  private double emitted(int t, int place, int[] transcript) {
    return beta[place] + logs[(t + 1) * classes + classAt(place, transcript)];
  }

  private static double add(double a, double b) {
    double max = Math.max(a, b);
    if (max == NEVER) {
      return NEVER;
    }
    return max + StrictMath.log1p(Elementary.exp(Math.min(a, b) - max));
  }

  private void logSoftmax(double[] logits, int steps) {
    if (logs.length < steps * classes) {
      logs = new double[steps * classes];
    }
    for (int at = 0; at < steps * classes; at += classes) {
      double max = logits[at];
      for (int k = 1; k < classes; k++) {
        max = Math.max(max, logits[at + k]);
      }
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum += Elementary.exp(logits[at + k] - max);
      }
      double log = max + StrictMath.log(sum);
      for (int k = 0; k < classes; k++) {
        logs[at + k] = logits[at + k] - log;
      }
    }
  }
}
