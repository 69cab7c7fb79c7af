package org.isochron.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.isochron.astro.lightcurve.Brightness;
import org.isochron.astro.lightcurve.LightCurve;
import org.isochron.astro.lightcurve.LightCurveSet;
import org.isochron.astro.lightcurve.ObjectTable;
import org.isochron.astro.lightcurve.ReadingLedger;
import org.isochron.astro.lightcurve.SnanaWriter;
import org.isochron.core.io.Json;

/** An SNANA pair of objects that are bright or faint, and a configuration that is quick. */
final class MadeTransients {
  private MadeTransients() {}

  /** Writes a pair and returns its files. */
  static List<Path> pair(Path folder, String name, int objects, long seed) throws IOException {
    return pair(folder, name, "g", objects, seed);
  }

  /** Writes a pair of one band and returns its files. */
  static List<Path> pair(Path folder, String name, String band, int objects, long seed)
      throws IOException {
    Path head = folder.resolve(name + "_HEAD.FITS.gz");
    Path phot = folder.resolve(name + "_PHOT.FITS.gz");
    SplittableRandom random = new SplittableRandom(seed);
    ObjectTable table = new ObjectTable("made", objects);
    String[] kinds = new String[objects];
    double[] redshifts = new double[objects];
    List<LightCurve> curves = new ArrayList<>();
    for (int o = 0; o < objects; o++) {
      kinds[o] = o % 2 == 0 ? "Ia" : "II";
      redshifts[o] = 0.2 + 0.01 * o;
      int count = random.nextInt(6, 12);
      double[] times = new double[count];
      double[] values = new double[count];
      double[] errors = new double[count];
      for (int i = 0; i < count; i++) {
        times[i] = 56_000 + 3.0 * i;
        errors[i] = 2;
        values[i] = (o % 2 == 0 ? 100 : 20) + 2 * random.nextGaussian();
      }
      curves.add(
          new LightCurve(
              name + o,
              times,
              new int[count],
              values,
              errors,
              new ObjectTable.ObjectRow(table, o)));
    }
    table.add("SIM_TYPE_NAME", kinds);
    table.add("HOSTGAL_PHOTOZ", redshifts);
    SnanaWriter.write(
        new LightCurveSet(curves, List.of(band), Brightness.FLUX, new ReadingLedger()), head, phot);
    return List.of(head, phot);
  }

  /** Writes a configuration of a small network and three epochs. */
  static Path config(Path folder) throws IOException {
    ObjectNode tree = (ObjectNode) Json.toTree(TransientRunConfig.defaults());
    ObjectNode classifier = (ObjectNode) tree.get("classifier");
    ((ObjectNode) classifier.get("network")).put("hidden", 6).put("layers", 1);
    ((ObjectNode) classifier.get("reading")).putArray("bands").add("g");
    ((ObjectNode) classifier.get("training")).put("epochs", 3).put("batchSize", 8);
    Path file = folder.resolve("small.json");
    Json.write(file, tree);
    return file;
  }
}
