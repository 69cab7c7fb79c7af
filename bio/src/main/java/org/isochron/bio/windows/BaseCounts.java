package org.isochron.bio.windows;

import java.util.List;
import org.isochron.bio.fasta.Iupac;

/** How often each base stands at each place of aligned windows, as a sequence logo needs it. */
public final class BaseCounts {
  private BaseCounts() {}

  /**
   * Counts; an ambiguous letter counts in equal parts for what it stands for.
   *
   * @param windows at least one, of one length and one boundary
   * @return [T][4], A, C, G, T
   * @throws IllegalArgumentException if there is none, or length or boundary differs
   */
  public static double[][] of(List<SpliceWindow> windows) {
    if (windows.isEmpty()) {
      throw new IllegalArgumentException("windows: expected at least one, found none");
    }
    SpliceWindow first = windows.get(0);
    double[][] counts = new double[first.length()][Iupac.BASES];
    for (SpliceWindow window : windows) {
      if (window.length() != first.length() || window.boundary() != first.boundary()) {
        throw new IllegalArgumentException(
            "window '"
                + window.id()
                + "': expected "
                + first.length()
                + " bases with the boundary at "
                + first.boundary()
                + ", found "
                + window.length()
                + " and "
                + window.boundary());
      }
      float[] p = window.probabilities();
      for (int i = 0; i < p.length; i++) {
        counts[i / Iupac.BASES][i % Iupac.BASES] += p[i];
      }
    }
    return counts;
  }
}
