package org.isochron.astro.transients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/**
 * Logits of objects: [C] for each, or of a causal classifier [nights, C].
 *
 * @param classes over all classes
 * @param positive of the rest and the positive class; empty without one
 */
record ClassifierLogits(List<float[]> classes, List<float[]> positive) {
  private static final int BATCH = 256;

  static ClassifierLogits of(NetworkRun run, boolean hasPositive, List<Sequence> sequences) {
    List<float[]> classes = new ArrayList<>();
    List<float[]> positive = new ArrayList<>();
    for (int from = 0; from < sequences.size(); from += BATCH) {
      List<Sequence> part = sequences.subList(from, Math.min(sequences.size(), from + BATCH));
      Map<String, float[][]> found = run.logits(SequenceBatch.of(part));
      classes.addAll(List.of(found.get(TransientClassifier.CLASS)));
      if (hasPositive) {
        positive.addAll(List.of(found.get(TransientClassifier.POSITIVE)));
      }
    }
    return new ClassifierLogits(classes, positive);
  }

  /** Returns the log-odds of the positive class after the last row. */
  double[] positiveScores() {
    float[][] last = last(positive, 2);
    double[] scores = new double[last.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (double) last[i][1] - last[i][0];
    }
    return scores;
  }

  /** Returns the last rows of C logits. */
  static float[][] last(List<float[]> rows, int classes) {
    float[][] last = new float[rows.size()][];
    for (int i = 0; i < last.length; i++) {
      int from = rows.get(i).length - classes;
      last[i] = Arrays.copyOfRange(rows.get(i), from, from + classes);
    }
    return last;
  }
}
