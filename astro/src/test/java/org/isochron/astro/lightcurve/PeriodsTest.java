package org.isochron.astro.lightcurve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.isochron.astro.SharedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Periodograms against astropy's numbers, and on real stars. */
class PeriodsTest {
  private static final Map<String, double[]> ASTROPY = new HashMap<>();

  @BeforeAll
  static void read() throws IOException {
    String resource = "/org/isochron/astro/periods/astropy.txt";
    try (InputStream in = PeriodsTest.class.getResourceAsStream(resource)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
      text.lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(
              line -> {
                String[] words = line.split(" ", -1);
                ASTROPY.put(
                    words[0],
                    Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray());
              });
    }
  }

  private static double[] get(String name) {
    return ASTROPY.get(name);
  }

  @Test
  void lombScargleIsAstropys() {
    LombScargle curve = new LombScargle(get("ls.t"), get("ls.y"), get("ls.dy"));
    for (int i = 0; i < get("ls.f").length; i++) {
      assertEquals(get("ls.p")[i], curve.power(get("ls.f")[i]), 1e-12);
    }
    double[] expected = get("ls.grid");
    Periodogram found = curve.power(new FrequencyGrid(0.0083, 0.0167, expected.length));
    for (int k = 0; k < expected.length; k++) {
      assertEquals(expected[k], found.power()[k], 1e-11);
    }
    assertEquals(3.7, found.peakPeriod(), 0.05);
  }

  @Test
  void boxLeastSquaresIsAstropys() {
    BoxLeastSquares curve = new BoxLeastSquares(get("bls.t"), get("bls.y"), get("bls.dy"), 10);
    double[] periods = get("bls.period");
    for (int i = 0; i < periods.length; i++) {
      BoxLeastSquares.Dip dip = curve.at(periods[i], 0.1, 0.2, 0.3);
      assertEquals(get("bls.power")[i], dip.power(), 1e-8 * dip.power());
      assertEquals(get("bls.depth")[i], dip.depth(), 1e-12);
      assertEquals(get("bls.error")[i], dip.depthError(), 1e-12);
      assertEquals(get("bls.duration")[i], dip.duration());
    }
  }

  @Test
  void theRotationOfGj1243IsFound() throws IOException {
    LightCurve curve =
        new KeplerReader(KeplerReader.PDCSAP, QualityMask.standard())
            .read(List.of(SharedData.astro("kepler_flares/kplr009726699-2009350155506_llc.fits")))
            .curves()
            .get(0);
    Periodogram found =
        new LombScargle(curve.times(), curve.values(), curve.errors())
            .power(FrequencyGrid.of(curve.times(), 20, 5));
    assertEquals(0.5922, found.peakPeriod(), 0.0005);
  }

  @Test
  void whatHasNoPeriodIsRefused() {
    double[] two = {1, 2};
    double[] three = {1, 2, 3};
    assertThrows(IllegalArgumentException.class, () -> new LombScargle(two, two, two));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LombScargle(three, new double[] {4, 4, 4}, three));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LombScargle(three, three, new double[] {1, 0, 1}));
    assertThrows(
        IllegalArgumentException.class, () -> FrequencyGrid.of(new double[] {3, 3}, 10, 5));
    BoxLeastSquares box = new BoxLeastSquares(three, three, three, 5);
    assertThrows(IllegalArgumentException.class, () -> box.at(1, 2));
    assertThrows(IllegalArgumentException.class, () -> box.at(1, 0));
  }
}
