package org.isochron.bio.windows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.isochron.core.evaluation.Bootstrap;
import org.isochron.core.evaluation.Confusion;
import org.isochron.core.evaluation.Estimate;
import org.isochron.core.evaluation.RankedSites;

/**
 * How well windows are told apart, the most probable kind being the prediction, with 95 % intervals
 * from resampled groups (loci).
 *
 * @param windows number of windows
 * @param accuracy share of windows whose kind is predicted
 * @param withoutLeaks the same without the windows that share sequence with training windows; null
 *     where these are all or none
 * @param mcc multi-class correlation of truth and prediction, Gorodkin 2004,
 *     doi:10.1016/j.compbiolchem.2004.09.006; of two kinds, Matthews'
 * @param kinds scores of each kind against the rest, the most of them without intervals
 */
public record WindowEvaluation(
    int windows,
    Estimate accuracy,
    Estimate withoutLeaks,
    double mcc,
    Map<Kind, KindScores> kinds) {
  /** Draws of groups for an interval. */
  static final int RESAMPLES = 1000;

  /**
   * Scores of one kind against the rest.
   *
   * @param windows of the kind
   * @param counts decisions for this kind
   * @param auprc area under the precision-recall curve of the kind's log-odds
   */
  public record KindScores(int windows, Confusion counts, Estimate auprc) {
    /** Returns the content of {@code metrics.json}. */
    Map<String, Object> metrics() {
      Map<String, Object> m = new LinkedHashMap<>();
      m.put("windows", windows);
      m.put("recall", counts.recall());
      m.put("precision", counts.precision());
      m.put("f1", counts.f1());
      m.put("mcc", counts.mcc());
      m.put("auprc", auprc);
      return m;
    }
  }

  /** Keeps the order of the kinds. */
  public WindowEvaluation {
    kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
  }

  /**
   * Compares predictions with labels.
   *
   * @param predicted windows with their probabilities, at least one
   * @param kinds in the order of the probabilities
   * @param leaked ids of the windows that share sequence with training windows
   * @param seed of the draws behind the intervals
   * @throws IllegalArgumentException if there is no window
   */
  public static WindowEvaluation of(
      List<PredictedWindow> predicted, List<Kind> kinds, Set<String> leaked, long seed) {
    if (predicted.isEmpty()) {
      throw new IllegalArgumentException("evaluation needs at least one window, found none");
    }
    List<PredictedWindow> clean =
        predicted.stream().filter(w -> !leaked.contains(w.window().id())).toList();
    boolean some = !clean.isEmpty() && clean.size() < predicted.size();
    Map<Kind, KindScores> scores = new LinkedHashMap<>();
    for (int k = 0; k < kinds.size(); k++) {
      scores.put(kinds.get(k), kindScores(predicted, kinds, k, seed));
    }
    return new WindowEvaluation(
        predicted.size(),
        accuracy(predicted, kinds, seed),
        some ? accuracy(clean, kinds, seed) : null,
        mcc(predicted, kinds),
        scores);
  }

  private static Estimate accuracy(List<PredictedWindow> predicted, List<Kind> kinds, long seed) {
    int[] clusters = clusters(predicted);
    int groups = 1 + Arrays.stream(clusters).max().orElse(0);
    int[] right = new int[groups];
    int[] all = new int[groups];
    for (int i = 0; i < clusters.length; i++) {
      right[clusters[i]] += predicted.get(i).isRight(kinds) ? 1 : 0;
      all[clusters[i]]++;
    }
    int[] once = new int[groups];
    Arrays.fill(once, 1);
    return Estimate.of(
        share(right, all, once),
        Bootstrap.of(groups, RESAMPLES, seed, drawn -> share(right, all, drawn)));
  }

  private static double share(int[] right, int[] all, int[] drawn) {
    long hits = 0;
    long sum = 0;
    for (int c = 0; c < drawn.length; c++) {
      hits += (long) drawn[c] * right[c];
      sum += (long) drawn[c] * all[c];
    }
    return (double) hits / sum;
  }

  private static KindScores kindScores(
      List<PredictedWindow> predicted, List<Kind> kinds, int k, long seed) {
    int n = predicted.size();
    float[] odds = new float[n];
    boolean[] positive = new boolean[n];
    long[] cells = new long[4];
    for (int i = 0; i < n; i++) {
      PredictedWindow window = predicted.get(i);
      odds[i] = (float) window.logOdds(k);
      positive[i] = window.window().kind() == kinds.get(k);
      boolean called = window.best() == k;
      cells[called ? (positive[i] ? 0 : 1) : (positive[i] ? 2 : 3)]++;
    }
    Estimate auprc =
        RankedSites.of(odds, positive, clusters(predicted)).estimate(RESAMPLES, seed).auprc();
    Confusion counts = new Confusion(cells[0], cells[1], cells[2], cells[3]);
    return new KindScores((int) (cells[0] + cells[2]), counts, auprc);
  }

  /** Numbers the groups in their order. */
  private static int[] clusters(List<PredictedWindow> predicted) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] clusters = new int[predicted.size()];
    for (int i = 0; i < clusters.length; i++) {
      int next = numbers.size();
      clusters[i] = numbers.computeIfAbsent(predicted.get(i).window().group(), name -> next);
    }
    return clusters;
  }

  /** (c·s − Σ_k p_k t_k) / √((s² − Σ p_k²)(s² − Σ t_k²)); 0 where a factor is 0. */
  private static double mcc(List<PredictedWindow> predicted, List<Kind> kinds) {
    double[] called = new double[kinds.size()];
    double[] is = new double[kinds.size()];
    double right = 0;
    double n = predicted.size();
    for (PredictedWindow window : predicted) {
      called[window.best()]++;
      is[kinds.indexOf(window.window().kind())]++;
      right += window.isRight(kinds) ? 1 : 0;
    }
    double product = 0;
    double ofCalled = n * n;
    double ofTrue = n * n;
    for (int k = 0; k < called.length; k++) {
      product += called[k] * is[k];
      ofCalled -= called[k] * called[k];
      ofTrue -= is[k] * is[k];
    }
    double below = Math.sqrt(ofCalled) * Math.sqrt(ofTrue);
    return below == 0 ? 0 : (right * n - product) / below;
  }

  /** Returns the content of {@code metrics.json}. */
  public Map<String, Object> metrics() {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("windows", windows);
    m.put("accuracy", accuracy);
    if (withoutLeaks != null) {
      m.put("accuracyWithoutLeaks", withoutLeaks);
    }
    m.put("mcc", mcc);
    List<Kind> order = new ArrayList<>(kinds.keySet());
    for (Kind kind : order) {
      m.put(kind.name().toLowerCase(Locale.ROOT), kinds.get(kind).metrics());
    }
    return m;
  }
}
