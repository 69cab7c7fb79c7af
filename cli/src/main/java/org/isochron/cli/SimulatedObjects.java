package org.isochron.cli;

import java.util.ArrayList;
import java.util.List;
import org.isochron.astro.lightcurve.Brightness;
import org.isochron.astro.lightcurve.LightCurve;
import org.isochron.astro.lightcurve.LightCurveSet;
import org.isochron.astro.lightcurve.ObjectTable;
import org.isochron.astro.lightcurve.ReadingLedger;
import org.isochron.datasets.simulation.SimulatedCurve;

/** Simulated objects as light curves, with SNANA's columns. */
final class SimulatedObjects {
  private static final List<String> BANDS = List.of("g", "r", "i", "z");

  private SimulatedObjects() {}

  static LightCurveSet of(List<SimulatedCurve> simulated) {
    int count = simulated.size();
    ObjectTable table = new ObjectTable("simulation", count);
    String[] kinds = new String[count];
    double[] redshifts = new double[count];
    double[] measured = new double[count];
    double[] errors = new double[count];
    double[] periods = new double[count];
    List<LightCurve> curves = new ArrayList<>();
    for (int o = 0; o < count; o++) {
      SimulatedCurve one = simulated.get(o);
      kinds[o] = name(one.kind());
      redshifts[o] = one.redshift();
      measured[o] = one.measuredRedshift();
      errors[o] = one.redshiftError();
      periods[o] = one.periodDays();
      curves.add(
          new LightCurve(
              one.id(),
              one.times(),
              one.bands(),
              one.flux(),
              one.error(),
              new ObjectTable.ObjectRow(table, o)));
    }
    table.add("SIM_TYPE_NAME", kinds);
    table.add("SIM_REDSHIFT", redshifts);
    table.add("HOSTGAL_PHOTOZ", measured);
    table.add("HOSTGAL_PHOTOZ_ERR", errors);
    table.add("SIM_PERIOD", periods);
    return new LightCurveSet(curves, BANDS, Brightness.FLUX, new ReadingLedger());
  }

  private static String name(SimulatedCurve.Kind kind) {
    return switch (kind) {
      case IA -> "Ia";
      case IBC -> "Ibc";
      case FLARE -> "flare";
      case ROTATION -> "rotation";
      default -> kind.name();
    };
  }
}
