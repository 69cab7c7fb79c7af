package org.isochron.astro.lightcurve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Other names of bands: surveys write the same one as {@code g}, {@code DES-g} and {@code ztfg}.
 *
 * @param names band of each other name
 */
public record BandAliases(Map<String, String> names) {
  private static final List<String> PREFIXES =
      List.of("DES-", "LSST-", "PS1-", "SDSS-", "ZTF-", "SKYMAPPER-", "ztf", "sdss", "lsst");
  private static final List<String> BANDS = List.of("u", "g", "r", "i", "z", "y", "Y");

  /** Copies the map. */
  public BandAliases {
    names = Map.copyOf(names);
  }

  /** Returns no aliases: names stay as files have them. */
  public static BandAliases none() {
    return new BandAliases(Map.of());
  }

  /**
   * Returns the known ones: u, g, r, i, z, y and Y after DES-, LSST-, PS1-, SDSS-, ZTF-,
   * SKYMAPPER-, ztf, sdss and lsst. That surveys' filters differ a little is for the caller to
   * consider.
   */
  public static BandAliases standard() {
    Map<String, String> names = new LinkedHashMap<>();
    for (String prefix : PREFIXES) {
      for (String band : BANDS) {
        names.put(prefix + band, band);
      }
    }
    return new BandAliases(names);
  }

  /** Returns these with one more. */
  public BandAliases with(String alias, String band) {
    Map<String, String> more = new LinkedHashMap<>(names);
    more.put(alias, band);
    return new BandAliases(more);
  }

  /** Returns the band of a name. */
  String bandOf(String name) {
    return names.getOrDefault(name, name);
  }
}
