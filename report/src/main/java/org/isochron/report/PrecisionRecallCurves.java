package org.isochron.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.text.DecimalFormat;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.annotations.XYTitleAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/**
 * Precision against recall, with AUPRC in the legend, over faint lines of equal F1.
 *
 * <p>F1 = 2PR / (P + R), so a line of equal F1 = f is P = fR / (2R - f).
 */
public final class PrecisionRecallCurves {
  private static final int HEIGHT = 520;
  private static final BasicStroke STROKE = Look.line(2);
  private static final Color FAINT = new Color(0xdadada);
  private static final double[] F1_LINES = {0.2, 0.4, 0.6, 0.8, 0.9};

  private final List<Curve> curves;

  private PrecisionRecallCurves(List<Curve> curves) {
    this.curves = curves;
  }

  /** One classifier's curve. */
  public static final class Curve {
    private final String name;
    private final double[] recall;
    private final double[] precision;
    private final double auprc;
    private final double breakEven;

    private Curve(String name, double[][] points, double auprc, double breakEven) {
      this.name = name;
      this.recall = points[0];
      this.precision = points[1];
      this.auprc = auprc;
      this.breakEven = breakEven;
    }

    /**
     * Takes a curve's points in the order of the threshold.
     *
     * @param name for the legend
     * @param recall true positives found / positives, in [0, 1]
     * @param precision true positives found / calls, in [0, 1], as many
     * @param auprc area under the curve, in [0, 1]
     * @throws IllegalArgumentException if there are no points, the lengths differ or a value is out
     *     of range
     */
    public static Curve of(String name, double[] recall, double[] precision, double auprc) {
      Checks.text("curve name", name);
      double[] r = Checks.fractions("recall of " + name, recall);
      double[] p = Checks.fractions("precision of " + name, precision);
      Checks.length("precision of " + name, p.length, r.length);
      double area = Checks.fraction("AUPRC of " + name, auprc);
      return new Curve(name, new double[][] {r, p}, area, Double.NaN);
    }

    /**
     * Returns this curve with its break-even point marked: where as many sites are called as there
     * are, precision = recall = top-k accuracy.
     *
     * @param topK the common value, in [0, 1]
     * @throws IllegalArgumentException if it is out of range
     */
    public Curve withBreakEven(double topK) {
      double value = Checks.fraction("top-k of " + name, topK);
      return new Curve(name, new double[][] {recall, precision}, auprc, value);
    }

    private String legend() {
      DecimalFormat three = Axes.format(3);
      String text = name + ": AUPRC " + three.format(auprc);
      return Double.isNaN(breakEven) ? text : text + ", top-k " + three.format(breakEven);
    }
  }

  /**
   * Takes the curves to compare.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static PrecisionRecallCurves of(List<Curve> curves) {
    Checks.notEmpty("precision-recall curves", curves.size());
    return new PrecisionRecallCurves(List.copyOf(curves));
  }

  /** Draws the chart. */
  public Figure figure(FigureLabel label) {
    XYPlot plot = new XYPlot();
    plot.setDomainAxis(Axes.fraction("recall (fraction of true sites found)"));
    plot.setRangeAxis(Axes.fraction("precision (fraction of calls that are true)"));
    Look.plot(plot);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    plot.setInsets(new RectangleInsets(8, 0, 0, 40));
    Layer.add(plot, PrecisionRecallCurves::paintF1);
    List<LegendItem> items = new ArrayList<>();
    boolean marked = false;
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      Color color = Look.series(i);
      Layer.add(plot, f -> f.draw(f.path(curve.recall, curve.precision), color, STROKE));
      items.add(Look.lineItem(curve.legend(), color, STROKE));
      marked |= !Double.isNaN(curve.breakEven);
    }
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      Color color = Look.series(i);
      if (!Double.isNaN(curve.breakEven)) {
        double k = curve.breakEven;
        Layer.add(plot, f -> f.mark(Look.dot(f.x(k), f.y(k), 4.5), true, color));
      }
    }
    if (marked) {
      items.add(
          Look.markItem("top-k: as many calls as true sites", Look.dot(0, 0, 4), true, Look.MUTED));
    }
    plot.addAnnotation(corner(items));
    return Figure.of(label, Look.WIDTH, HEIGHT, Look.chart(plot, List.of()));
  }

  private static XYTitleAnnotation corner(List<LegendItem> items) {
    LegendTitle legend = Look.legend(items);
    legend.setPosition(RectangleEdge.RIGHT);
    legend.setBackgroundPaint(Look.faint(Look.PAPER, 225));
    legend.setPadding(2, 4, 2, 2);
    return new XYTitleAnnotation(0.015, 0.02, legend, RectangleAnchor.BOTTOM_LEFT);
  }

  private static void paintF1(Layer.Frame frame) {
    double[] precision = new double[101];
    double[] recall = new double[101];
    for (double f1 : F1_LINES) {
      double least = f1 / (2 - f1);
      for (int i = 0; i <= 100; i++) {
        // Equal steps of recall / precision keep the bend of the line smooth.
        double ratio = StrictMath.pow(least, 1 - i / 50.0);
        recall[i] = f1 * (1 + ratio) / 2;
        precision[i] = f1 * (1 + 1 / ratio) / 2;
      }
      frame.draw(frame.path(recall, precision), FAINT, Look.line(1));
      double x = frame.area().getMaxX() + 4;
      String text = "F1 " + Axes.format(1).format(f1);
      frame.text(text, x, frame.y(least), TextAnchor.CENTER_LEFT, Look.LIGHT);
    }
  }
}
