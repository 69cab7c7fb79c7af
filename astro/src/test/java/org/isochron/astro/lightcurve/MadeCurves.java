package org.isochron.astro.lightcurve;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Light curves of two kinds that differ in how fast they decline, with columns of all kinds. */
public final class MadeCurves {
  private MadeCurves() {}

  /** Returns objects, by turns fast and slow. */
  public static LightCurveSet of(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ObjectTable table = new ObjectTable("made", count);
    String[] kinds = new String[count];
    double[] redshifts = new double[count];
    double[] errors = new double[count];
    long[] templates = new long[count];
    List<LightCurve> curves = new ArrayList<>();
    for (int o = 0; o < count; o++) {
      kinds[o] = o % 2 == 0 ? "fast" : "slow";
      redshifts[o] = o % 7 == 3 ? -9 : 0.1 + 0.4 * random.nextDouble();
      errors[o] = 0.02;
      templates[o] = o / 4;
      curves.add(curve(o, o % 2 == 0 ? 12 : 40, random, table));
    }
    table.add("KIND", kinds);
    table.add("HOSTGAL_PHOTOZ", redshifts);
    table.add("HOSTGAL_PHOTOZ_ERR", errors);
    table.add("TEMPLATE", templates);
    return new LightCurveSet(curves, List.of("g", "r"), Brightness.FLUX, new ReadingLedger());
  }

  private static LightCurve curve(
      int number, double decline, SplittableRandom random, ObjectTable table) {
    int nights = random.nextInt(8, 20);
    double[] times = new double[2 * nights];
    int[] bands = new int[2 * nights];
    double[] values = new double[2 * nights];
    double[] errors = new double[2 * nights];
    double time = 56_020 + random.nextDouble() * 40;
    double peak = 60 + 100 * random.nextDouble();
    for (int i = 0; i < times.length; i++) {
      if (i % 2 == 0) {
        time += 2 + 4 * random.nextDouble();
      }
      double since = time - 56_060;
      times[i] = time + 0.01 * (i % 2);
      bands[i] = i % 2;
      errors[i] = 3 + random.nextDouble();
      double flux = since < 0 ? peak * Math.exp(since / 8) : peak * Math.exp(-since / decline);
      values[i] = flux + errors[i] * random.nextGaussian();
    }
    return new LightCurve(
        "made-" + number, times, bands, values, errors, new ObjectTable.ObjectRow(table, number));
  }
}
