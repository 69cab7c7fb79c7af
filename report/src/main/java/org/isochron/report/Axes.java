package org.isochron.report;

import java.awt.BasicStroke;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleInsets;

/** Axes with fixed ranges and ticks, so that nothing depends on the platform or its language. */
final class Axes {
  private Axes() {}

  static NumberAxis of(String label, Ticks ticks) {
    NumberAxis axis = new NumberAxis(label);
    axis.setTickUnit(new NumberTickUnit(ticks.step(), format(ticks.decimals())));
    axis.setRange(ticks.low(), ticks.high());
    style(axis);
    return axis;
  }

  /** Returns an axis from 0 to 1 with a little room at both ends, so that marks fit. */
  static NumberAxis fraction(String label) {
    return of(label, new Ticks(0, 1, 0.2, 1));
  }

  /** Returns an axis that keeps its range and shows nothing. */
  static NumberAxis hidden(double low, double high) {
    NumberAxis axis = of(null, new Ticks(low, high, high - low, 0));
    axis.setTickLabelsVisible(false);
    axis.setTickMarksVisible(false);
    axis.setAxisLineVisible(false);
    return axis;
  }

  static void style(ValueAxis axis) {
    axis.setLabelFont(Fonts.plain(Look.TEXT));
    axis.setLabelPaint(Look.INK);
    axis.setLabelInsets(new RectangleInsets(3, 3, 3, 3));
    axis.setTickLabelFont(Fonts.plain(Look.SMALL));
    axis.setTickLabelPaint(Look.MUTED);
    axis.setAxisLinePaint(Look.MUTED);
    axis.setAxisLineStroke(new BasicStroke(0.9f));
    axis.setTickMarkPaint(Look.MUTED);
    axis.setTickMarkStroke(new BasicStroke(0.9f));
    axis.setTickMarkOutsideLength(3.5f);
  }

  static DecimalFormat format(int decimals) {
    DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
    symbols.setGroupingSeparator(',');
    symbols.setDecimalSeparator('.');
    symbols.setMinusSign('-');
    String pattern = "#,##0" + (decimals > 0 ? "." + "0".repeat(decimals) : "");
    return new DecimalFormat(pattern, symbols);
  }
}
