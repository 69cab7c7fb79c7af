package org.isochron.bio.splice;

import java.util.List;
import java.util.Locale;

/**
 * What test genes have in common with training genes.
 *
 * @param k the k-mer length compared; both strands, low-complexity k-mers left out
 * @param threshold the shared fraction above which a test gene counts as leaked
 * @param trainGenes genes compared with
 * @param genes one entry per test gene, in order
 * @param aboveThreshold test genes whose shared fraction is above the threshold
 * @param overlappingLoci test genes whose window overlaps a training window on the chromosome
 * @param commonGroups groups on both sides, in the test genes' order
 * @param spanning the same, with what they share
 */
public record LeakReport(
    int k,
    double threshold,
    int trainGenes,
    List<GeneLeak> genes,
    int aboveThreshold,
    int overlappingLoci,
    List<String> commonGroups,
    List<SpanningGroup> spanning) {
  /**
   * What one test gene shares.
   *
   * @param geneId the test gene
   * @param sharedFraction of its distinct k-mers, those that occur in any training gene
   * @param nearest the training gene that shares the most; empty if none shares one
   * @param nearestFraction of its distinct k-mers, those that occur in that gene
   * @param overlaps whether its window overlaps a training window on the chromosome
   */
  public record GeneLeak(
      String geneId,
      double sharedFraction,
      String nearest,
      double nearestFraction,
      boolean overlaps) {}

  /**
   * A group on both sides.
   *
   * @param group its name
   * @param trainGenes its training genes
   * @param testGenes its test genes
   * @param most what the one of its test genes shares that shares the most
   */
  public record SpanningGroup(String group, int trainGenes, int testGenes, GeneLeak most) {}

  /**
   * Checks the count.
   *
   * @throws IllegalArgumentException if {@code aboveThreshold} is not that of {@code genes}
   */
  public LeakReport {
    genes = List.copyOf(genes);
    commonGroups = List.copyOf(commonGroups);
    spanning = List.copyOf(spanning);
    int above = countAbove(genes, threshold);
    if (aboveThreshold != above) {
      throw new IllegalArgumentException(
          "aboveThreshold: expected " + above + ", found " + aboveThreshold);
    }
  }

  static int countAbove(List<GeneLeak> genes, double threshold) {
    return (int) genes.stream().filter(gene -> gene.sharedFraction() > threshold).count();
  }

  /** Returns the largest shared fraction, 0 without test genes. */
  public double largestFraction() {
    return genes.stream().mapToDouble(GeneLeak::sharedFraction).max().orElse(0);
  }

  /** Returns whether no group is common, no locus overlaps and no gene is above the threshold. */
  public boolean clean() {
    return commonGroups.isEmpty() && overlappingLoci == 0 && aboveThreshold == 0;
  }

  /** Returns the report as one line. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%d test genes against %d training genes: %d share more than %.1f %% of their %d-mers "
            + "(largest %.2f %%), %d overlap a training locus, %d groups on both sides",
        genes.size(),
        trainGenes,
        aboveThreshold,
        100 * threshold,
        k,
        100 * largestFraction(),
        overlappingLoci,
        commonGroups.size());
  }
}
