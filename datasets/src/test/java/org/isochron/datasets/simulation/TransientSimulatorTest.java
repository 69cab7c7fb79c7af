package org.isochron.datasets.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.isochron.datasets.simulation.SimulatedCurve.Kind;
import org.junit.jupiter.api.Test;

class TransientSimulatorTest {
  @Test
  void kindsComeByTurnsAndAreDetected() {
    List<SimulatedCurve> curves = TransientSimulator.ofAll(1).simulate(70);
    List<Kind> kinds = List.of(Kind.values());
    for (int i = 0; i < curves.size(); i++) {
      SimulatedCurve curve = curves.get(i);
      assertEquals(kinds.get(i % 7), curve.kind());
      assertEquals("sim-1-" + (i + 1), curve.id());
      int detections = 0;
      for (int j = 0; j < curve.times().length; j++) {
        assertTrue(j == 0 || curve.times()[j] > curve.times()[j - 1]);
        assertTrue(curve.error()[j] > 0 && Double.isFinite(curve.flux()[j]));
        detections += Math.abs(curve.flux()[j]) > 5 * curve.error()[j] ? 1 : 0;
      }
      assertTrue(detections >= 2);
      boolean isSupernova = EnumSet.of(Kind.IA, Kind.II, Kind.IBC).contains(curve.kind());
      assertEquals(isSupernova, curve.redshift() > 0);
      assertEquals(isSupernova || curve.kind() == Kind.FLARE, curve.periodDays() < 0);
    }
  }

  @Test
  void oneSeedOneCurve() {
    List<SimulatedCurve> a = TransientSimulator.ofAll(5).simulate(8);
    List<SimulatedCurve> b = TransientSimulator.ofAll(5).simulate(7);
    for (int i = 0; i < b.size(); i++) {
      assertArrayEquals(a.get(i).flux(), b.get(i).flux());
      assertArrayEquals(a.get(i).times(), b.get(i).times());
    }
    List<SimulatedCurve> other = TransientSimulator.ofAll(6).simulate(1);
    assertTrue(!Arrays.equals(a.get(0).flux(), other.get(0).flux()));
  }

  @Test
  void supernovaeRiseAndFadeAndFartherOnesAreFainter() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    LightSource near = new Supernova(0.1, 3000, 4, 17, 0, 13, 5.5, 0.25);
    LightSource far = new Supernova(0.5, 3000, 4, 17, 0, 13, 5.5, 0.25);
    for (int band = 0; band < 4; band++) {
      double peak = 0;
      for (double day = 0; day < 200; day++) {
        peak = Math.max(peak, near.flux(day, band));
      }
      assertTrue(near.flux(0, band) < 0.2 * peak);
      assertTrue(near.flux(200, band) < 0.05 * peak);
      assertTrue(far.flux(25, band) < 0.2 * near.flux(20, band));
    }
    LightSource plateau = Supernova.plateau(0.05, random);
    assertTrue(plateau.flux(60, 1) > 0.3 * plateau.flux(25, 1));
  }

  @Test
  void periodicStarsRepeat() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(2);
    for (Kind kind : List.of(Kind.RRLYR, Kind.EB, Kind.ROTATION)) {
      LightSource star = LightSource.star(kind, random);
      for (double day = 0; day < 10; day += 0.37) {
        assertEquals(star.flux(day, 1), star.flux(day + 3 * star.period(), 1), 1e-6);
      }
    }
  }

  @Test
  void nothingIsNotSimulated() {
    assertThrows(IllegalArgumentException.class, () -> new TransientSimulator(List.of(), 1));
    assertThrows(IllegalArgumentException.class, () -> TransientSimulator.ofAll(1).simulate(0));
  }
}
