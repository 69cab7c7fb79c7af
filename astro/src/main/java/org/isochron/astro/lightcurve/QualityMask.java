package org.isochron.astro.lightcurve;

import java.util.List;

/**
 * Which bits of a cadence's quality leave it out. Kepler Archive Manual (KDMC-10008-006), table
 * 2-3; TESS Science Data Products Description (EXP-TESS-ARC-ICD-0014), table 32.
 *
 * @param kepler bits of SAP_QUALITY, Kepler and K2
 * @param tess bits of QUALITY, TESS
 */
public record QualityMask(int kepler, int tess) {
  /** Names of Kepler's bits, from bit 1. */
  static final List<String> KEPLER_BITS =
      List.of(
          "attitude tweak",
          "safe mode",
          "coarse point",
          "Earth point",
          "zero crossing",
          "desaturation",
          "argabrightening",
          "cosmic ray in the aperture",
          "manual exclude",
          "bit 10",
          "sensitivity dropout",
          "impulsive outlier",
          "argabrightening on the CCD",
          "cosmic ray in collateral pixels",
          "detector anomaly",
          "no fine point",
          "no data",
          "rolling band in the aperture",
          "rolling band in the mask",
          "possible thruster firing",
          "thruster firing");

  /** Names of TESS's bits, from bit 1. */
  static final List<String> TESS_BITS =
      List.of(
          "attitude tweak",
          "safe mode",
          "coarse point",
          "Earth point",
          "argabrightening",
          "desaturation",
          "cosmic ray in the aperture",
          "manual exclude",
          "discontinuity",
          "impulsive outlier",
          "cosmic ray in collateral pixels",
          "straylight",
          "second straylight",
          "planet search exclude",
          "bad calibration exclude",
          "insufficient targets");

  /** Returns: no bit leaves a cadence out. */
  public static QualityMask none() {
    return new QualityMask(0, 0);
  }

  /**
   * Returns the bits of cadences that should not be used: attitude tweaks, safe mode, coarse and
   * Earth point, desaturation, manual exclusion, and of Kepler detector anomalies, no data and
   * thruster firings (1130799); of TESS 175.
   */
  public static QualityMask standard() {
    return new QualityMask(1_130_799, 175);
  }

  /** Returns: any bit leaves a cadence out. */
  public static QualityMask all() {
    return new QualityMask(-1, -1);
  }

  /** Returns the name of a bit, 0-based. */
  static String name(List<String> bits, int bit) {
    return bit < bits.size() ? bits.get(bit) : "bit " + (bit + 1);
  }
}
