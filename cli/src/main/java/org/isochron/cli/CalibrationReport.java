package org.isochron.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.isochron.bio.splice.SiteClass;
import org.isochron.bio.splice.SpliceEvaluation;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.core.evaluation.Estimate;
import org.isochron.report.Figure;
import org.isochron.report.Report;
import org.isochron.report.Table;

/**
 * What a tagger's temperatures do to its probabilities.
 *
 * @param temperatures by species: donor's, acceptor's
 * @param before without them
 * @param after with them
 */
record CalibrationReport(
    Map<String, double[]> temperatures, SpliceEvaluation before, SpliceEvaluation after) {
  /** Measures a tagger without its temperatures too; null where it has none. */
  static CalibrationReport of(SpliceTagger tagger, SpliceEvaluation after, Uncalibrated measure) {
    boolean none = tagger.temperatures().values().stream().allMatch(t -> t[0] == 1 && t[1] == 1);
    return none
        ? null
        : new CalibrationReport(tagger.temperatures(), measure.of(tagger.uncalibrated()), after);
  }

  /** Measures a tagger on the same genes. */
  interface Uncalibrated {
    SpliceEvaluation of(SpliceTagger tagger);
  }

  /** Puts it into {@code metrics.json}. */
  void put(Map<String, Object> to) {
    Map<String, Object> m = new LinkedHashMap<>();
    Map<String, Object> bySpecies = new LinkedHashMap<>();
    temperatures.forEach((name, t) -> bySpecies.put(name, byKind(t[0], t[1])));
    m.put("temperature", temperatures.containsKey("") ? bySpecies.get("") : bySpecies);
    m.put("uncalibrated", byKind(scores(before.donor()), scores(before.acceptor())));
    to.put("calibration", m);
  }

  private static Map<String, Object> byKind(Object donor, Object acceptor) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("donor", donor);
    m.put("acceptor", acceptor);
    return m;
  }

  private static Map<String, Object> scores(SiteClass site) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("ece", site.ece());
    m.put("brier", site.brier());
    return m;
  }

  /** Adds a table and the diagram of the probabilities as the network gives them. */
  void add(Report html, List<Figure> figures) {
    List<List<String>> rows = new ArrayList<>();
    temperatures.forEach(
        (name, t) -> {
          String of = name.isEmpty() ? "" : name + " ";
          rows.add(List.of(of + "temperature", number(t[0]), number(t[1])));
        });
    rows.add(List.of("ECE before", text(before.donor().ece()), text(before.acceptor().ece())));
    rows.add(List.of("ECE after", text(after.donor().ece()), text(after.acceptor().ece())));
    rows.add(
        List.of("Brier before", text(before.donor().brier()), text(before.acceptor().brier())));
    rows.add(List.of("Brier after", text(after.donor().brier()), text(after.acceptor().brier())));
    html.table(
        new Table(
            List.of("calibration", "donor", "acceptor"),
            rows,
            "Temperatures are fitted to the validation genes: log-odds of a site are divided by them."
                + " ECE and Brier score in units of 1/10,000, over all positions of the gene"
                + " spans."));
    Figure figure = SpliceFigures.uncalibrated(before);
    html.figure(figure);
    figures.add(figure);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String text(Estimate e) {
    return String.format(
        Locale.ROOT, "%.2f (%.2f\u2013%.2f)", 1e4 * e.value(), 1e4 * e.low(), 1e4 * e.high());
  }
}
