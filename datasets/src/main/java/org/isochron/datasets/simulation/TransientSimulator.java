package org.isochron.datasets.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.isochron.datasets.simulation.SimulatedCurve.Kind;

/**
 * Simulates what a survey sees of supernovae and variable stars: griz, a visit every few nights
 * with gaps for the moon and the weather, noise of the sky and of the object.
 *
 * @param kinds what is simulated, each as often
 * @param seed of everything
 */
public record TransientSimulator(List<Kind> kinds, long seed) {
  private static final double FIRST = 56_000;
  private static final double SEASON = 150;
  private static final double[] SKY = {8, 7, 9, 14};
  private static final double GAIN = 4;
  private static final double DETECTION = 5;

  /** Copies the list. */
  public TransientSimulator {
    kinds = List.copyOf(kinds);
    if (kinds.isEmpty()) {
      throw new IllegalArgumentException("kinds: expected at least one, found none");
    }
  }

  /** Returns a simulator of all kinds. */
  public static TransientSimulator ofAll(long seed) {
    return new TransientSimulator(List.of(Kind.values()), seed);
  }

  /**
   * Simulates objects, kinds by turns; each has two detections at least.
   *
   * @param count their number, at least 1
   */
  public List<SimulatedCurve> simulate(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("objects: expected at least 1, found " + count);
    }
    List<SimulatedCurve> curves = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RandomGenerator random =
          RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + i);
      Kind kind = kinds.get(i % kinds.size());
      SimulatedCurve curve;
      do {
        curve = one("sim-" + seed + "-" + (i + 1), kind, random);
      } while (!isDetected(curve));
      curves.add(curve);
    }
    return curves;
  }

  private static boolean isDetected(SimulatedCurve curve) {
    int detections = 0;
    for (int i = 0; i < curve.flux().length; i++) {
      detections += Math.abs(curve.flux()[i]) > DETECTION * curve.error()[i] ? 1 : 0;
    }
    return detections >= 2;
  }

  private static SimulatedCurve one(String id, Kind kind, RandomGenerator random) {
    boolean isSupernova = kind == Kind.IA || kind == Kind.II || kind == Kind.IBC;
    double z = isSupernova ? redshift(kind, random) : -9;
    LightSource source =
        isSupernova ? LightSource.supernova(kind, z, random) : LightSource.star(kind, random);
    double begin =
        FIRST + LightSource.uniform(random, isSupernova ? -40 : -1, isSupernova ? 110 : 0);
    double error = 0.02 * (1 + Math.max(0, z));
    double measured = isSupernova ? Math.max(0.005, z + error * random.nextGaussian()) : -9;
    double[] visits = visits(random);
    int size = visits.length * SKY.length;
    double[] times = new double[size];
    int[] bands = new int[size];
    double[] flux = new double[size];
    double[] errors = new double[size];
    int n = 0;
    for (double visit : visits) {
      double seeing = StrictMath.exp(0.2 * random.nextGaussian());
      for (int b = 0; b < SKY.length; b++) {
        if (random.nextDouble() < 0.1) {
          continue; // Clouds, for this band.
        }
        times[n] = visit + 0.004 * b;
        bands[n] = b;
        double clean = source.flux(times[n] - begin, b);
        double sky = SKY[b] * seeing;
        errors[n] = Math.sqrt(sky * sky + Math.max(0, clean) / GAIN);
        flux[n] = clean + errors[n] * random.nextGaussian();
        n++;
      }
    }
    return new SimulatedCurve(
        id,
        kind,
        z,
        isSupernova ? error : -9,
        measured,
        source.period(),
        Arrays.copyOf(times, n),
        Arrays.copyOf(bands, n),
        Arrays.copyOf(flux, n),
        Arrays.copyOf(errors, n));
  }

  /** More volume farther out, as far as a kind is seen. */
  private static double redshift(Kind kind, RandomGenerator random) {
    double farthest = kind == Kind.IA ? 0.9 : kind == Kind.IBC ? 0.5 : 0.45;
    return Math.max(0.03, farthest * StrictMath.cbrt(random.nextDouble()));
  }

  /** Nights of a season: every four to seven, none at full moon, some lost. */
  private static double[] visits(RandomGenerator random) {
    double[] nights = new double[60];
    int n = 0;
    double moon = LightSource.uniform(random, 0, 29.5);
    for (double night = FIRST + LightSource.uniform(random, 0, 5); night < FIRST + SEASON; ) {
      double phase = (night + moon) % 29.5;
      if (phase > 3.5 && random.nextDouble() > 0.12) {
        nights[n++] = night + LightSource.uniform(random, 0, 0.2);
      }
      night += LightSource.uniform(random, 4, 7);
    }
    return Arrays.copyOf(nights, n);
  }
}
