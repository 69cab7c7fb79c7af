package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Compares test genes with training genes: shared k-mers, overlapping loci, common groups. */
public final class LeakCheck {
  /** The k-mer length where the caller does not say; that of {@link Grouping#defaults()}. */
  public static final int DEFAULT_K = Grouping.defaults().k();

  /** The threshold where the caller does not say. */
  public static final double DEFAULT_THRESHOLD = 0.05;

  private LeakCheck() {}

  /** Compares with the default k and threshold. */
  public static LeakReport of(List<SenseGene> train, List<SenseGene> test) {
    return of(train, test, DEFAULT_K, DEFAULT_THRESHOLD);
  }

  /**
   * Compares.
   *
   * @param k k-mer length, 12 to 31
   * @param threshold shared fraction above which a test gene counts as leaked, 0 to 1
   * @throws IllegalArgumentException if one of the two is out of range
   */
  public static LeakReport of(
      List<SenseGene> train, List<SenseGene> test, int k, double threshold) {
    if (k < Kmers.MIN_K || k > Kmers.MAX_K || !(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "leak check: expected k from "
              + Kmers.MIN_K
              + " to "
              + Kmers.MAX_K
              + " and a threshold from 0 to 1, found "
              + k
              + " and "
              + threshold);
    }
    KmerIndex index = new KmerIndex(train.stream().mapToLong(SenseGene::length).sum());
    for (int i = 0; i < train.size(); i++) {
      index.add(i, Kmers.of(train.get(i).bases(), k));
    }
    List<Locus> loci = train.stream().map(SenseGene::locus).toList();
    List<LeakReport.GeneLeak> leaks = new ArrayList<>();
    for (SenseGene gene : test) {
      boolean overlaps = loci.stream().anyMatch(gene.locus()::overlaps);
      leaks.add(leak(gene, Kmers.distinct(gene.bases(), k), index, train, overlaps));
    }
    List<String> common = commonGroups(train, test);
    int above = LeakReport.countAbove(leaks, threshold);
    return new LeakReport(
        k,
        threshold,
        train.size(),
        leaks,
        above,
        (int) leaks.stream().filter(LeakReport.GeneLeak::overlaps).count(),
        common,
        common.stream().map(group -> spanning(group, train, test, leaks)).toList());
  }

  private static LeakReport.GeneLeak leak(
      SenseGene gene, long[] kmers, KmerIndex index, List<SenseGene> train, boolean overlaps) {
    KmerIndex.Shared shared = index.shared(kmers, train.size());
    int best = -1;
    int most = 0;
    for (int i = 0; i < train.size(); i++) {
      if (shared.perSequence()[i] > most) {
        most = shared.perSequence()[i];
        best = i;
      }
    }
    double all = Math.max(1, kmers.length);
    String nearest = best < 0 ? "" : train.get(best).qualifiedId();
    return new LeakReport.GeneLeak(
        gene.qualifiedId(), shared.any() / all, nearest, most / all, overlaps);
  }

  private static LeakReport.SpanningGroup spanning(
      String group, List<SenseGene> train, List<SenseGene> test, List<LeakReport.GeneLeak> leaks) {
    int trainGenes = (int) train.stream().filter(gene -> gene.group().equals(group)).count();
    int testGenes = 0;
    LeakReport.GeneLeak most = null;
    for (int i = 0; i < test.size(); i++) {
      if (test.get(i).group().equals(group)) {
        testGenes++;
        LeakReport.GeneLeak leak = leaks.get(i);
        most = most == null || leak.sharedFraction() > most.sharedFraction() ? leak : most;
      }
    }
    return new LeakReport.SpanningGroup(group, trainGenes, testGenes, most);
  }

  static List<String> commonGroups(List<SenseGene> train, List<SenseGene> test) {
    Set<String> seen = new HashSet<>();
    train.forEach(gene -> seen.add(gene.group()));
    Set<String> common = new LinkedHashSet<>();
    for (SenseGene gene : test) {
      if (seen.contains(gene.group())) {
        common.add(gene.group());
      }
    }
    return List.copyOf(common);
  }
}
