package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.core.evaluation.PrecisionRecall;
import org.isochron.core.recurrence.Workers;

/**
 * The positions of both strands that a tagger may call, and those that are sites, for donors and
 * acceptors.
 */
final class RecordSamples {
  /** A site of less probability is never called. */
  static final float FLOOR = 0.01f;

  private final List<Sample> donors = new ArrayList<>();
  private final List<Sample> acceptors = new ArrayList<>();
  private final Map<String, Integer> groups = new LinkedHashMap<>();

  /** A position of a strand. */
  private record Sample(String species, int cluster, float probability, boolean site) {}

  private RecordSamples() {}

  /** Scores some stretches, each as its species'. */
  static RecordSamples of(SpliceTagger tagger, List<RecordRegion> regions, Workers workers) {
    RecordSamples samples = new RecordSamples();
    Map<String, List<RecordRegion>> bySpecies = new LinkedHashMap<>();
    for (RecordRegion region : regions) {
      bySpecies.computeIfAbsent(region.species(), name -> new ArrayList<>()).add(region);
    }
    bySpecies.forEach(
        (species, list) -> {
          new RecordScanner(tagger.reading(species).reading(workers))
              .scan(
                  list.stream().map(RecordRegion::bases).toList(),
                  (i, scores) -> samples.add(list.get(i), scores));
        });
    return samples;
  }

  private void add(RecordRegion region, StrandsParse.Scores scores) {
    add(region, region.plus(), scores.from(), scores.plus());
    add(region, region.minus(), scores.from(), scores.minus());
  }

  private void add(RecordRegion region, byte[] sites, int from, SpliceScanner.Scores scores) {
    for (int t = 0; t < scores.length(); t++) {
      byte site = sites[from + t];
      if (site != SpliceLabels.MASKED) {
        int at = from + t;
        add(donors, region, at, scores.donor()[t], site == SpliceLabels.DONOR);
        add(acceptors, region, at, scores.acceptor()[t], site == SpliceLabels.ACCEPTOR);
      }
    }
  }

  private void add(List<Sample> to, RecordRegion region, int position, float p, boolean site) {
    if (site || p >= FLOOR) {
      int cluster = groups.computeIfAbsent(region.group(position), name -> groups.size());
      to.add(new Sample(region.species(), cluster, p, site));
    }
  }

  private List<Sample> of(byte site) {
    return site == SpliceLabels.DONOR ? donors : acceptors;
  }

  /** Returns the number of annotated sites of a kind. */
  int sites(byte site) {
    return (int) of(site).stream().filter(Sample::site).count();
  }

  /** Returns the number of annotated sites of a kind and species. */
  int sites(byte site, String species) {
    return (int) of(site).stream().filter(s -> s.site() && s.species().equals(species)).count();
  }

  /** Returns the threshold of best F1 for a kind and species, at least {@link #FLOOR}. */
  double bestThreshold(byte site, String species) {
    List<Sample> list = of(site).stream().filter(s -> s.species().equals(species)).toList();
    double best = PrecisionRecall.of(probabilities(list), labels(list)).bestF1().threshold();
    return Math.max(FLOOR, Math.min(1, best));
  }

  private static float[] probabilities(List<Sample> list) {
    float[] p = new float[list.size()];
    for (int i = 0; i < p.length; i++) {
      p[i] = list.get(i).probability();
    }
    return p;
  }

  private static boolean[] labels(List<Sample> list) {
    boolean[] labels = new boolean[list.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = list.get(i).site();
    }
    return labels;
  }

  /**
   * Measures the calls of a kind.
   *
   * @param thresholds by species
   */
  RecordSites measure(byte site, Map<String, SiteThresholds> thresholds, long seed) {
    List<Sample> list = of(site);
    float[] called = new float[list.size()];
    int[] clusters = new int[list.size()];
    double common = list.isEmpty() ? Double.NaN : thresholds.get(list.get(0).species()).of(site);
    for (int i = 0; i < called.length; i++) {
      double threshold = thresholds.get(list.get(i).species()).of(site);
      common = threshold == common ? common : Double.NaN;
      called[i] = list.get(i).probability() >= threshold ? 1 : 0;
      clusters[i] = list.get(i).cluster();
    }
    return RecordSites.of(called, labels(list), clusters, common, seed);
  }
}
