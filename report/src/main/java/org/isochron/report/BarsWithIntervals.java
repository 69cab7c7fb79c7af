package org.isochron.report;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/** Named values as bars with intervals, and reference values as ticks across the bars. */
public final class BarsWithIntervals {
  private static final int ROW = 38;
  private static final int REST = 84;
  private static final int MARGIN = 150;

  private final String axisName;
  private final List<Bar> bars;
  private final List<Anchor> anchors;

  private BarsWithIntervals(String axisName, List<Bar> bars, List<Anchor> anchors) {
    this.axisName = axisName;
    this.bars = bars;
    this.anchors = anchors;
  }

  /**
   * A value with its interval.
   *
   * @param name what was measured
   * @param value the measured value
   * @param low lower end of the interval, at most the value
   * @param high upper end of the interval, at least the value
   */
  public record Bar(String name, double value, double low, double high) {
    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if a number is not finite or not low &lt;= value &lt;= high
     */
    public Bar {
      Checks.text("bar name", name);
      Checks.finite("value of " + name, value);
      Checks.finite("low of " + name, low);
      Checks.finite("high of " + name, high);
      if (low > value || value > high) {
        throw new IllegalArgumentException(
            name + ": expected low <= value <= high, got " + low + ", " + value + ", " + high);
      }
    }

    /** Makes a bar for a value without an interval. */
    public static Bar exact(String name, double value) {
      return new Bar(name, value, value, value);
    }
  }

  /**
   * A value somebody else reached.
   *
   * @param bar name of the bar it is compared with
   * @param reference whose value it is, for the legend
   * @param value the reference value
   */
  public record Anchor(String bar, String reference, double value) {
    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if a name is blank or the value not finite
     */
    public Anchor {
      Checks.text("bar of the anchor", bar);
      Checks.text("reference of the anchor", reference);
      Checks.finite("anchor " + reference + " of " + bar, value);
    }
  }

  /**
   * Takes the bars from top to bottom.
   *
   * @param axisName what is measured, with its unit
   * @param bars at least one, of different names
   * @throws IllegalArgumentException if there are none or two share a name
   */
  public static BarsWithIntervals of(String axisName, List<Bar> bars) {
    Checks.text("axis name", axisName);
    Checks.notEmpty("bars", bars.size());
    Set<String> names = new HashSet<>();
    for (Bar bar : bars) {
      if (!names.add(bar.name())) {
        throw new IllegalArgumentException(
            "bars: expected different names, got '" + bar.name() + "' twice");
      }
    }
    return new BarsWithIntervals(axisName, List.copyOf(bars), List.of());
  }

  /**
   * Returns this chart with reference values.
   *
   * @throws IllegalArgumentException if an anchor names a bar that is not there
   */
  public BarsWithIntervals withAnchors(List<Anchor> values) {
    for (Anchor anchor : values) {
      if (row(anchor.bar()) < 0) {
        throw new IllegalArgumentException(
            "anchor " + anchor.reference() + ": there is no bar '" + anchor.bar() + "'");
      }
    }
    return new BarsWithIntervals(axisName, bars, List.copyOf(values));
  }

  private int row(String name) {
    for (int i = 0; i < bars.size(); i++) {
      if (bars.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Draws the chart. */
  public Figure figure(FigureLabel label) {
    XYPlot plot = new XYPlot();
    plot.setDomainAxis(Axes.of(axisName, ticks()));
    String[] names = bars.stream().map(Bar::name).toArray(String[]::new);
    SymbolAxis rows = new SymbolAxis(null, names);
    rows.setGridBandsVisible(false);
    rows.setInverted(true);
    rows.setRange(-0.5, bars.size() - 0.5);
    Axes.style(rows);
    rows.setTickMarksVisible(false);
    rows.setTickLabelPaint(Look.INK);
    rows.setTickLabelFont(Fonts.plain(Look.TEXT));
    plot.setRangeAxis(rows);
    Look.plot(plot);
    plot.setRangeGridlinesVisible(false);
    plot.setInsets(new RectangleInsets(4, 0, 0, MARGIN));
    Layer.add(plot, this::paintBars);
    List<String> references = references();
    Layer.add(plot, frame -> paintAnchors(frame, references));
    List<LegendItem> items = new ArrayList<>();
    for (int i = 0; i < references.size(); i++) {
      Rectangle2D tick = new Rectangle2D.Double(-1.5, -7, 3, 14);
      items.add(Look.markItem(references.get(i), tick, true, anchorColor(i)));
    }
    int height = REST + ROW * bars.size();
    return Figure.of(label, Look.WIDTH, height, Look.chart(plot, items));
  }

  private List<String> references() {
    return anchors.stream().map(Anchor::reference).distinct().toList();
  }

  private static Color anchorColor(int index) {
    return Look.series(index + 1);
  }

  private Ticks ticks() {
    double low = 0;
    double high = 0;
    for (Bar bar : bars) {
      low = Math.min(low, bar.low());
      high = Math.max(high, bar.high());
    }
    for (Anchor anchor : anchors) {
      low = Math.min(low, anchor.value());
      high = Math.max(high, anchor.value());
    }
    return Ticks.around(low, high, 6);
  }

  private void paintBars(Layer.Frame frame) {
    DecimalFormat format = Axes.format(decimals());
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double y = frame.y(i);
      double zero = frame.x(0);
      double end = frame.x(bar.value());
      double left = Math.min(zero, end);
      frame.fill(new Rectangle2D.Double(left, y - 8, Math.abs(end - zero), 16), Look.SKY);
      String text = format.format(bar.value());
      if (bar.low() < bar.high()) {
        paintInterval(frame, bar, y);
        text += " (" + format.format(bar.low()) + "\u2013" + format.format(bar.high()) + ")";
      }
      frame.text(text, frame.area().getMaxX() + 12, y, TextAnchor.CENTER_LEFT, Look.INK);
    }
  }

  private static void paintInterval(Layer.Frame frame, Bar bar, double y) {
    double low = frame.x(bar.low());
    double high = frame.x(bar.high());
    frame.graphics().setColor(Look.INK);
    frame.graphics().setStroke(Look.line(1.3));
    frame.line(low, y, high, y);
    frame.line(low, y - 3.5, low, y + 3.5);
    frame.line(high, y - 3.5, high, y + 3.5);
  }

  private void paintAnchors(Layer.Frame frame, List<String> references) {
    for (Anchor anchor : anchors) {
      double x = frame.x(anchor.value());
      double y = frame.y(row(anchor.bar()));
      Color color = anchorColor(references.indexOf(anchor.reference()));
      Rectangle2D rim = new Rectangle2D.Double(x - 2.5, y - 14, 5, 28);
      frame.fill(rim, Look.faint(Look.PAPER, 200));
      frame.fill(new Rectangle2D.Double(x - 1.5, y - 13, 3, 26), color);
    }
  }

  private int decimals() {
    double most = 0;
    for (Bar bar : bars) {
      most = Math.max(most, Math.max(Math.abs(bar.low()), Math.abs(bar.high())));
    }
    if (most >= 100) {
      return 1;
    }
    return most >= 10 ? 2 : 3;
  }
}
