package org.isochron.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** Draws one kind of data over a plot's grid, in the coordinates of its axes. */
final class Layer extends AbstractXYAnnotation {
  private static final long serialVersionUID = 1L;

  private final int rangeAxis;
  private final transient Painter painter;

  private Layer(int rangeAxis, Painter painter) {
    this.rangeAxis = rangeAxis;
    this.painter = painter;
  }

  /** Draws into a frame. */
  @FunctionalInterface
  interface Painter {
    void paint(Frame frame);
  }

  static void add(XYPlot plot, Painter painter) {
    add(plot, 0, painter);
  }

  static void add(XYPlot plot, int rangeAxis, Painter painter) {
    plot.addAnnotation(new Layer(rangeAxis, painter));
  }

  @Override
  public void draw(
      Graphics2D graphics,
      XYPlot plot,
      Rectangle2D area,
      ValueAxis domain,
      ValueAxis range,
      int index,
      PlotRenderingInfo info) {
    // Marks on the border are drawn whole: every axis covers its data.
    Shape clip = graphics.getClip();
    graphics.setClip(null);
    painter.paint(new Frame(graphics, area, domain, plot.getRangeAxis(rangeAxis)));
    graphics.setClip(clip);
  }

  /** The data area with its two scales. */
  record Frame(Graphics2D graphics, Rectangle2D area, ValueAxis domain, ValueAxis range) {
    double x(double value) {
      return domain.valueToJava2D(value, area, RectangleEdge.BOTTOM);
    }

    double y(double value) {
      return range.valueToJava2D(value, area, RectangleEdge.LEFT);
    }

    void fill(Shape shape, Color color) {
      graphics.setColor(color);
      graphics.fill(shape);
    }

    void draw(Shape shape, Color color, BasicStroke stroke) {
      graphics.setColor(color);
      graphics.setStroke(stroke);
      graphics.draw(shape);
    }

    void line(double x1, double y1, double x2, double y2) {
      graphics.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    /** Joins the points, with no more of them than can be seen. */
    Path2D path(double[] xs, double[] ys) {
      Polyline line = new Polyline();
      for (int i = 0; i < xs.length; i++) {
        line.add(x(xs[i]), y(ys[i]));
      }
      return line.path();
    }

    /** Draws a filled mark with a white rim, or an open one. */
    void mark(Shape shape, boolean filled, Color color) {
      if (filled) {
        draw(shape, Look.PAPER, Look.line(2.4));
        fill(shape, color);
      } else {
        draw(shape, Look.PAPER, Look.line(4));
        fill(shape, Look.PAPER);
        draw(shape, color, Look.line(1.6));
      }
    }

    void text(String text, double x, double y, TextAnchor anchor, Color color) {
      graphics.setFont(Fonts.plain(Look.SMALL));
      graphics.setColor(color);
      TextUtils.drawAlignedString(text, graphics, (float) x, (float) y, anchor);
    }
  }
}
