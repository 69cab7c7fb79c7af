package org.isochron.report;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;

/**
 * Reliability: observed against predicted probability in bins, over a histogram of the bins.
 *
 * <p>Whiskers are 95 % Wilson score intervals (E. B. Wilson, 1927, doi:10.2307/2276774).
 */
public final class CalibrationPlot {
  private static final int HEIGHT = 540;
  private static final double Z = 1.959963984540054;
  private static final String READING =
      "Points on the diagonal are calibrated; whiskers are 95 % Wilson intervals."
          + " Below: predictions per bin, on a logarithmic scale.";

  private final List<Reliability> curves;

  private CalibrationPlot(List<Reliability> curves) {
    this.curves = curves;
  }

  /** One model's or class's filled bins. */
  public static final class Reliability {
    private final String name;
    private final double[] predicted;
    private final double[] observed;
    private final long[] counts;
    private final String error;

    private Reliability(String name, double[][] means, long[] counts, String error) {
      this.name = name;
      this.predicted = means[0];
      this.observed = means[1];
      this.counts = counts;
      this.error = error;
    }

    /**
     * Takes the bins that hold predictions, in ascending order.
     *
     * @param name for the legend
     * @param predicted mean predicted probability of each bin, in [0, 1]
     * @param observed fraction of positives of each bin, in [0, 1], as many
     * @param counts predictions in each bin, at least 1, as many
     * @throws IllegalArgumentException if there are no bins, lengths differ or a value is out of
     *     range
     */
    public static Reliability of(
        String name, double[] predicted, double[] observed, long[] counts) {
      Checks.text("curve name", name);
      double[] p = Checks.fractions("predicted of " + name, predicted);
      double[] o = Checks.fractions("observed of " + name, observed);
      Checks.length("observed of " + name, o.length, p.length);
      Checks.length("counts of " + name, counts.length, p.length);
      for (int i = 0; i < p.length; i++) {
        if (counts[i] < 1) {
          throw new IllegalArgumentException(
              "counts of " + name + "[" + i + "]: expected at least 1, got " + counts[i]);
        }
        if (i > 0 && p[i] < p[i - 1]) {
          throw new IllegalArgumentException(
              "predicted of " + name + ": expected ascending, got " + p[i - 1] + ", " + p[i]);
        }
      }
      return new Reliability(name, new double[][] {p, o}, counts.clone(), "");
    }

    /**
     * Returns this curve with its expected calibration error in the legend.
     *
     * @param expectedCalibrationError of the predictions that count, in [0, 1]
     * @param least the probability from which predictions count, in [0, 1]; 0 for all
     * @throws IllegalArgumentException if one is outside [0, 1]
     */
    public Reliability withError(double expectedCalibrationError, double least) {
      double value = Checks.fraction("calibration error of " + name, expectedCalibrationError);
      double from = Checks.fraction("least probability of " + name, least);
      String text = ": ECE " + Axes.format(4).format(value);
      String which = from > 0 ? " (p \u2265 " + SvgText.number(from, 3) + ")" : "";
      return new Reliability(name, new double[][] {predicted, observed}, counts, text + which);
    }

    private String legend() {
      return name + error;
    }
  }

  /**
   * Takes the curves to compare.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static CalibrationPlot of(List<Reliability> curves) {
    Checks.notEmpty("reliability curves", curves.size());
    return new CalibrationPlot(List.copyOf(curves));
  }

  /** Draws the chart; the caption is completed with how to read it. */
  public Figure figure(FigureLabel label) {
    XYPlot upper = new XYPlot();
    upper.setRangeAxis(Axes.of("observed fraction of positives", new Ticks(-0.02, 1.02, 0.2, 1)));
    Look.plot(upper);
    XYPlot lower = new XYPlot();
    lower.setRangeAxis(countAxis());
    Look.plot(lower);
    lower.setDomainGridlinesVisible(false);
    Layer.add(upper, CalibrationPlot::paintDiagonal);
    List<LegendItem> items = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      Reliability curve = curves.get(i);
      Color color = Look.series(i);
      double offset = (i - (curves.size() - 1) / 2.0) * 6;
      Layer.add(upper, frame -> paintCurve(frame, curve, color, offset / 2));
      Layer.add(lower, frame -> paintCounts(frame, curve, color, offset));
      items.add(Look.lineItem(curve.legend(), color, Look.line(2)));
    }
    Ticks room = new Ticks(-0.02, 1.02, 0.2, 1);
    CombinedDomainXYPlot plot = new CombinedDomainXYPlot(Axes.of("predicted probability", room));
    Look.plot(plot);
    plot.setGap(14);
    plot.add(upper, 7);
    plot.add(lower, 2);
    return Figure.of(label.plus(READING), Look.WIDTH, HEIGHT, Look.chart(plot, items));
  }

  private NumberAxis countAxis() {
    long most = 1;
    for (Reliability curve : curves) {
      for (long count : curve.counts) {
        most = Math.max(most, count);
      }
    }
    double exponent = Math.max(1, Math.ceil(StrictMath.log10((double) most)));
    NumberAxis axis = Axes.of("predictions", new Ticks(-0.3, exponent, 1, 0));
    axis.setTickUnit(new NumberTickUnit(exponent > 4 ? 2 : 1, new Powers()));
    return axis;
  }

  private static void paintDiagonal(Layer.Frame frame) {
    frame.graphics().setColor(Look.LIGHT);
    frame.graphics().setStroke(Look.dashed(1.2));
    frame.line(frame.x(0), frame.y(0), frame.x(1), frame.y(1));
  }

  private static void paintCurve(Layer.Frame frame, Reliability curve, Color color, double offset) {
    // Curves often share their bins: side by side their whiskers can be told apart.
    frame.graphics().translate(offset, 0);
    frame.graphics().setStroke(Look.line(1.2));
    frame.graphics().setColor(color);
    for (int i = 0; i < curve.predicted.length; i++) {
      double n = curve.counts[i];
      double p = curve.observed[i];
      double z2 = Z * Z / n;
      double center = (p + z2 / 2) / (1 + z2);
      double half = Z * Math.sqrt(p * (1 - p) / n + z2 / (4 * n)) / (1 + z2);
      double x = frame.x(curve.predicted[i]);
      frame.line(x, frame.y(Math.max(0, center - half)), x, frame.y(Math.min(1, center + half)));
    }
    frame.draw(frame.path(curve.predicted, curve.observed), color, Look.line(1.8));
    for (int i = 0; i < curve.predicted.length; i++) {
      double x = frame.x(curve.predicted[i]);
      frame.mark(Look.dot(x, frame.y(curve.observed[i]), 3.6), true, color);
    }
    frame.graphics().translate(-offset, 0);
  }

  private static void paintCounts(
      Layer.Frame frame, Reliability curve, Color color, double offset) {
    double bottom = frame.area().getMaxY();
    for (int i = 0; i < curve.predicted.length; i++) {
      double x = frame.x(curve.predicted[i]) + offset;
      double y = frame.y(StrictMath.log10((double) curve.counts[i]));
      frame.fill(new Rectangle2D.Double(x - 2.5, y, 5, bottom - y), color);
    }
  }

  /** Writes 1, 10, 100, 1k, 10k, 100k, 1M ... for the exponents 0, 1, 2 ... */
  private static final class Powers extends NumberFormat {
    private static final long serialVersionUID = 1L;
    private static final String[] UNITS = {"", "k", "M", "G", "T", "P", "E"};
    private static final String[] LEADING = {"1", "10", "100"};

    @Override
    public StringBuffer format(double value, StringBuffer out, FieldPosition at) {
      return format(Math.round(value), out, at);
    }

    @Override
    public StringBuffer format(long exponent, StringBuffer out, FieldPosition at) {
      int e = Math.toIntExact(exponent);
      return out.append(LEADING[e % 3]).append(UNITS[e / 3]);
    }

    @Override
    public Number parse(String text, ParsePosition at) {
      throw new UnsupportedOperationException("axis labels are written, not read");
    }
  }
}
