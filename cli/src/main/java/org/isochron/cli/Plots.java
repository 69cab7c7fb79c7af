package org.isochron.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.isochron.report.Figure;

/** Figures as files. */
final class Plots {
  static final String FOLDER = "plots";

  private Plots() {}

  static void write(List<Figure> figures, OutputFolder out) throws IOException {
    for (Figure figure : figures) {
      figure.writeSvg(out.prepare(FOLDER + "/" + figure.name() + ".svg"));
      figure.writePng(out.prepare(FOLDER + "/" + figure.name() + ".png"));
    }
  }

  /** Tells whether a file is one that {@link #write} makes. */
  static boolean isPlot(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".svg") || name.endsWith(".png");
  }
}
