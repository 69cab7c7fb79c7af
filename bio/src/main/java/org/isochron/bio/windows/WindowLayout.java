package org.isochron.bio.windows;

import org.isochron.bio.splice.SpliceSite;

/**
 * How long a set's windows are and where in them the site lies, 0-based.
 *
 * @param length bases of every window
 * @param donorBoundary the intron's first base, the G of GT, in donor windows
 * @param acceptorBoundary the exon's first base, after AG, in acceptor windows
 */
public record WindowLayout(int length, int donorBoundary, int acceptorBoundary) {
  /**
   * HS3D: 140 nt, GT at 70, AG at 68 (Pollastro and Rampone 2002, Int. J. Mod. Phys. C 13:1105).
   */
  public static final WindowLayout HS3D = new WindowLayout(140, 70, 70);

  /**
   * The 602-nt windows of EnsembleSplice, GT or AG at 300 (Akpokiro, Martin, Oluwadare 2022,
   * doi:10.1186/s12859-022-04971-w).
   */
  public static final WindowLayout NT602 = new WindowLayout(602, 300, 302);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if a boundary is not between two bases
   */
  public WindowLayout {
    if (donorBoundary < 1
        || acceptorBoundary < 1
        || donorBoundary >= length
        || acceptorBoundary >= length) {
      throw new IllegalArgumentException(
          "layout: expected boundaries from 1 to length - 1, found "
              + donorBoundary
              + " and "
              + acceptorBoundary
              + " in "
              + length
              + " bases");
    }
  }

  /** Returns the boundary in windows of a kind of site. */
  public int boundary(SpliceSite.Kind site) {
    return site == SpliceSite.Kind.DONOR ? donorBoundary : acceptorBoundary;
  }
}
