package org.isochron.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/**
 * The house look: white paper, dark ink, thin grid, one colour-blind-safe palette.
 *
 * <p>Colours are those of M. Okabe and K. Ito, "Color Universal Design" (2008).
 */
final class Look {
  static final Color PAPER = Color.WHITE;
  static final Color INK = new Color(0x222222);
  static final Color MUTED = new Color(0x5c5c5c);
  static final Color LIGHT = new Color(0x9a9a9a);
  static final Color GRID = new Color(0xe4e4e4);
  static final Color BLUE = new Color(0x0072b2);
  static final Color VERMILION = new Color(0xd55e00);
  static final Color GREEN = new Color(0x009e73);
  static final Color PURPLE = new Color(0xcc79a7);
  static final Color ORANGE = new Color(0xe69f00);
  static final Color SKY = new Color(0x56b4e9);

  /** Width of every chart in pixels. */
  static final int WIDTH = 720;

  static final double TEXT = 11.5;
  static final double SMALL = 10.5;

  private static final List<Color> SERIES =
      List.of(BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, INK);

  private Look() {}

  /** Returns the colour of the i-th series; after seven they repeat. */
  static Color series(int index) {
    return SERIES.get(index % SERIES.size());
  }

  static Color faint(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }

  static BasicStroke line(double width) {
    return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  static BasicStroke dashed(double width) {
    float[] dashes = {5f, 4f};
    return new BasicStroke(
        (float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, dashes, 0f);
  }

  static Shape dot(double x, double y, double radius) {
    return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  static Shape diamond(double x, double y, double radius) {
    Path2D path = new Path2D.Double();
    path.moveTo(x, y - radius);
    path.lineTo(x + radius, y);
    path.lineTo(x, y + radius);
    path.lineTo(x - radius, y);
    path.closePath();
    return path;
  }

  static Shape cross(double x, double y, double radius) {
    Path2D path = new Path2D.Double();
    path.moveTo(x - radius, y - radius);
    path.lineTo(x + radius, y + radius);
    path.moveTo(x - radius, y + radius);
    path.lineTo(x + radius, y - radius);
    return path;
  }

  /** Gives a plot white ground, no frame, thin grid lines. */
  static void plot(XYPlot plot) {
    // JFreeChart draws no grid without a renderer, though the layers draw the data.
    plot.setRenderer(new XYLineAndShapeRenderer());
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    plot.setDomainGridlineStroke(new BasicStroke(0.8f));
    plot.setRangeGridlineStroke(new BasicStroke(0.8f));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(new RectangleInsets(4, 0, 0, 4));
  }

  /** Puts a plot on paper; items, where there are any, stand in a row above the data. */
  static Drawing chart(Plot plot, List<LegendItem> items) {
    JFreeChart chart = new JFreeChart(null, Fonts.plain(TEXT), plot, false);
    chart.setBackgroundPaint(PAPER);
    chart.setPadding(new RectangleInsets(6, 8, 8, 14));
    if (!items.isEmpty()) {
      LegendTitle legend = legend(items);
      legend.setPosition(RectangleEdge.TOP);
      legend.setMargin(0, 0, 6, 0);
      chart.addLegend(legend);
    }
    return (graphics, area) -> chart.draw(graphics, area);
  }

  /** Makes a legend without frame. */
  static LegendTitle legend(List<LegendItem> items) {
    LegendItemCollection collection = new LegendItemCollection();
    items.forEach(collection::add);
    LegendTitle legend = new LegendTitle(() -> collection);
    legend.setItemFont(Fonts.plain(TEXT));
    legend.setItemPaint(INK);
    legend.setBackgroundPaint(null);
    legend.setFrame(BlockBorder.NONE);
    legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 10));
    return legend;
  }

  static LegendItem lineItem(String text, Color color, BasicStroke stroke) {
    return item(text, new Mark(null, false, color), stroke);
  }

  static LegendItem markItem(String text, Shape shape, boolean filled, Color color) {
    return item(text, new Mark(shape, filled, color), null);
  }

  private record Mark(Shape shape, boolean filled, Color color) {}

  private static LegendItem item(String text, Mark mark, BasicStroke stroke) {
    boolean shown = mark.shape() != null;
    return new LegendItem(
        text,
        null,
        null,
        null,
        shown,
        shown ? mark.shape() : new Rectangle2D.Double(),
        mark.filled(),
        mark.color(),
        shown && !mark.filled(),
        mark.color(),
        line(1.5),
        stroke != null,
        new Line2D.Double(-10, 0, 10, 0),
        stroke == null ? line(1) : stroke,
        mark.color());
  }
}
