package org.isochron.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.isochron.report.Figure;
import org.isochron.report.FigureLabel;
import org.isochron.report.LossCurves;

/** Figures as files. */
final class Plots {
  static final String FOLDER = "plots";

  /** Drawn to find out whether this Java runtime can draw. */
  private static final double[] PROBE = {1, 0.5};

  private Plots() {}

  /**
   * Draws something, so that a runtime that cannot fails before the work and not after it.
   *
   * @throws IllegalStateException if this runtime finds no fonts
   */
  static void probe() {
    FigureLabel label = new FigureLabel("probe", "Probe", "Shown to nobody.");
    Figure figure = LossCurves.ofTraining(PROBE).figure(label);
    if (figure.svg().isEmpty() || figure.png().length == 0) {
      throw new IllegalStateException("figures cannot be drawn: the drawing is empty");
    }
  }

  /** Returns the names of the files that {@link #write} makes of these figures. */
  static List<String> files(String... figures) {
    return Arrays.stream(figures)
        .flatMap(figure -> Stream.of(file(figure, ".svg"), file(figure, ".png")))
        .toList();
  }

  private static String file(String figure, String type) {
    return FOLDER + "/" + figure + type;
  }

  static void write(List<Figure> figures, OutputFolder out) throws IOException {
    for (Figure figure : figures) {
      figure.writeSvg(out.prepare(file(figure.name(), ".svg")));
      figure.writePng(out.prepare(file(figure.name(), ".png")));
    }
  }
}
