package org.isochron.astro.lightcurve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isochron.core.io.FormatException;

/**
 * Light curves of one kind.
 *
 * @param curves the objects, with distinct names
 * @param bands names of the bands; observations name them by index
 * @param brightness what the values are
 * @param ledger what was left out or put right in reading them
 */
public record LightCurveSet(
    List<LightCurve> curves, List<String> bands, Brightness brightness, ReadingLedger ledger) {
  /** Copies the lists. */
  public LightCurveSet {
    curves = List.copyOf(curves);
    bands = List.copyOf(bands);
  }

  /** Returns the number of objects. */
  public int size() {
    return curves.size();
  }

  /** Returns the number of observations. */
  public long observations() {
    return curves.stream().mapToLong(LightCurve::size).sum();
  }

  /**
   * Joins sets; bands are united by name.
   *
   * @param sets at least one, of the same brightness
   * @throws FormatException if an object is in two of them, or one has magnitudes and another
   *     fluxes
   */
  public static LightCurveSet join(List<LightCurveSet> sets) throws FormatException {
    if (sets.size() == 1) {
      return sets.get(0);
    }
    BandIndex bands = new BandIndex(BandAliases.none());
    List<LightCurve> all = new ArrayList<>();
    Set<String> names = new HashSet<>();
    ReadingLedger ledger = new ReadingLedger();
    for (LightCurveSet set : sets) {
      if (set.brightness() != sets.get(0).brightness()) {
        throw new FormatException("light curves", "some are fluxes and others magnitudes");
      }
      ledger.addAll(set.ledger());
      int[] there = set.bands().stream().mapToInt(bands::of).toArray();
      for (LightCurve curve : set.curves()) {
        if (!names.add(curve.id())) {
          throw new FormatException("light curves", "object " + curve.id() + " is in two files");
        }
        int[] own = new int[curve.size()];
        for (int i = 0; i < own.length; i++) {
          own[i] = there[curve.bands()[i]];
        }
        all.add(
            new LightCurve(
                curve.id(),
                curve.times(),
                own,
                curve.values(),
                curve.errors(),
                curve.properties()));
      }
    }
    return new LightCurveSet(all, bands.names(), sets.get(0).brightness(), ledger);
  }

  /** Returns the same set with other objects. */
  public LightCurveSet with(List<LightCurve> others) {
    return new LightCurveSet(others, bands, brightness, ledger);
  }
}
