package org.isochron.astro.transients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isochron.astro.lightcurve.LightCurve;
import org.isochron.astro.lightcurve.ObjectTable;
import org.isochron.core.training.Seeds;
import org.junit.jupiter.api.Test;

class NightsTest {
  private static final LightCurve CURVE =
      new LightCurve(
          "x",
          new double[] {10, 10.1, 10.2, 12, 12.49, 12.6},
          new int[] {0, 1, 0, 2, 0, 1},
          new double[] {1, 5, 4, 7, 2, 3},
          new double[] {1, 1, 2, 1, 1, 1},
          ObjectTable.none());

  @Test
  void observationsOfANightAreOneStep() {
    Nights nights = Nights.of(CURVE, new int[] {0, 1, -1}, 2);
    // Band 2 is not read, so that the second night begins with the observation at 12.49.
    assertArrayEquals(new double[] {10, 12.49}, nights.times());
    assertEquals((1 / 1.0 + 4 / 4.0) / (1 + 0.25), nights.flux()[0], 1e-15);
    assertEquals(Math.sqrt(1 / 1.25), nights.error()[0], 1e-15);
    assertEquals(5, nights.flux()[1]);
    assertEquals(2, nights.flux()[2]);
    assertEquals(3, nights.flux()[3]);
  }

  @Test
  void bandsThatWereNotObservedAreMissing() {
    Nights nights = Nights.of(CURVE.first(1), new int[] {0, 1, 2}, 3);
    assertTrue(nights.has(0));
    assertFalse(nights.has(1));
    double[] x = new NightEncoder(3, false, false).encode("x", nights, Redshift.NONE).features();
    assertEquals(1, x[0]);
    for (int i = 5; i < 15; i++) {
      assertEquals(0, x[i]);
    }
  }

  @Test
  void augmentationKeepsOneNightAtLeastAndGrowsErrors() {
    Nights nights = Nights.of(CURVE, new int[] {0, 1, 2}, 3);
    Augmentation strong = new Augmentation(2, 0.99, 1);
    for (int i = 0; i < 50; i++) {
      Nights changed = strong.apply(nights, Seeds.random(i, "test"));
      assertTrue(changed.size() >= 1);
      for (int j = 0; j < changed.flux().length; j++) {
        assertTrue(!changed.has(j) || changed.error()[j] >= 0.89);
      }
    }
    Nights same = Augmentation.none().apply(nights, Seeds.random(1, "test"));
    assertArrayEquals(nights.flux(), same.flux());
  }

  @Test
  void distancesAreThoseOfAFinerQuadrature() {
    // NumPy, trapezoidal rule, a million intervals.
    assertEquals(0, Cosmology.luminosityDistance(0));
    assertEquals(1.5428541328516422, Cosmology.luminosityDistance(1), 1e-7);
    assertEquals(0.661476502430917, Cosmology.luminosityDistance(0.5), 1e-7);
  }
}
