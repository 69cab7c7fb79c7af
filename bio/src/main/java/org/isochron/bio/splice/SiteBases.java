package org.isochron.bio.splice;

import java.util.Arrays;
import java.util.List;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.fasta.Iupac;

/**
 * The bases around the sites of a kind that were called, annotated or not, in sense direction: what
 * a sequence logo shows. An ambiguous letter counts in parts; a site whose window leaves the
 * sequence is left out.
 *
 * @param sites how many windows were counted
 * @param boundary where the exon meets the intron: so many positions come before it
 * @param counts [T][4], A, C, G, T at each position of the window
 */
public record SiteBases(int sites, int boundary, List<List<Double>> counts) {
  private static final int EXON = 3;
  private static final int DONOR_INTRON = 6;
  private static final int ACCEPTOR_INTRON = 20;

  /** Copies the counts. */
  public SiteBases {
    counts = counts.stream().map(List::copyOf).toList();
  }

  /** Counts the last three bases of the exon and the first six of the intron. */
  static SiteBases ofDonors(
      List<SpliceUnit> units, List<SpliceScanner.Scores> scores, List<SiteThresholds> thresholds) {
    double[][] counts = new double[EXON + DONOR_INTRON][Iupac.BASES];
    int sites = 0;
    for (int u = 0; u < units.size(); u++) {
      sites +=
          add(units.get(u), scores.get(u).donor(), thresholds.get(u).donor(), EXON - 1, counts);
    }
    return of(sites, EXON, counts);
  }

  /** Counts the last twenty bases of the intron and the first three of the exon. */
  static SiteBases ofAcceptors(
      List<SpliceUnit> units, List<SpliceScanner.Scores> scores, List<SiteThresholds> thresholds) {
    double[][] counts = new double[ACCEPTOR_INTRON + EXON][Iupac.BASES];
    int sites = 0;
    for (int u = 0; u < units.size(); u++) {
      sites +=
          add(
              units.get(u),
              scores.get(u).acceptor(),
              thresholds.get(u).acceptor(),
              ACCEPTOR_INTRON,
              counts);
    }
    return of(sites, ACCEPTOR_INTRON, counts);
  }

  private static SiteBases of(int sites, int boundary, double[][] counts) {
    return new SiteBases(
        sites,
        boundary,
        Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList());
  }

  /** Adds the windows of a unit's sites, which have so many bases before the site. */
  private static int add(
      SpliceUnit unit, float[] p, double threshold, int before, double[][] counts) {
    byte[] bases = unit.bases();
    Interval span = unit.span();
    float[] base = new float[Iupac.BASES];
    int sites = 0;
    for (int t = span.start(); t < span.end(); t++) {
      int from = t - before;
      if (p[t] < threshold || from < 0 || from + counts.length > bases.length) {
        continue;
      }
      sites++;
      for (int i = 0; i < counts.length; i++) {
        Iupac.probabilities(bases[from + i], base, 0);
        for (int b = 0; b < Iupac.BASES; b++) {
          counts[i][b] += base[b];
        }
      }
    }
    return sites;
  }

  /** Returns the counts as an array [T][4]. */
  public double[][] array() {
    return counts.stream()
        .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
        .toArray(double[][]::new);
  }
}
