package org.isochron.report;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * The letters A, C, G, T as outlines of the unit square, y downwards, drawn here: they look the
 * same on every machine, whatever its fonts.
 */
final class LogoLetters {
  /** The letters, in the order of a matrix' columns. */
  static final String LETTERS = "ACGT";

  /** Degrees above and below the right between which the rings of C and G are open. */
  private static final double OPENING = 42;

  /** How far to the right the open rings reach: (1 + cos 42°) / 2. */
  private static final double RING_END = 0.8715724127386971;

  private static final Path2D[] OUTLINES = {a(), widened(c()), widened(g()), t()};
  private static final Color[] COLORS = {Look.GREEN, Look.BLUE, Look.ORANGE, Look.VERMILION};

  private LogoLetters() {}

  /** Returns a letter that fills a box. */
  static Shape fill(int letter, Rectangle2D box) {
    AffineTransform place = new AffineTransform();
    place.translate(box.getX(), box.getY());
    place.scale(box.getWidth(), box.getHeight());
    return place.createTransformedShape(OUTLINES[letter]);
  }

  /** Returns a letter's colour. */
  static Color color(int letter) {
    return COLORS[letter];
  }

  /**
   * Widens an outline from [0, {@link #RING_END}] to the unit square. (Its bounds cannot be asked
   * for: from Java 19 on they leave out the control points of curves.)
   */
  private static Path2D widened(Path2D outline) {
    return new Path2D.Double(outline, AffineTransform.getScaleInstance(1 / RING_END, 1));
  }

  /** Two legs and a bar; the hole above the bar is wound the other way. */
  private static Path2D a() {
    double[][] body = {
      {0, 1}, {0.38, 0}, {0.62, 0}, {1, 1}, {0.77, 1}, {0.69, 0.78}, {0.31, 0.78}, {0.23, 1}
    };
    double[][] hole = {{0.5, 0.257}, {0.372, 0.61}, {0.628, 0.61}};
    Path2D path = polygon(body);
    path.append(polygon(hole), false);
    return path;
  }

  private static Path2D t() {
    double[][] body = {
      {0, 0}, {1, 0}, {1, 0.18}, {0.61, 0.18}, {0.61, 1}, {0.39, 1}, {0.39, 0.18}, {0, 0.18}
    };
    return polygon(body);
  }

  private static Path2D c() {
    Path2D path = ring();
    path.append(inner(360 - OPENING), true);
    path.closePath();
    return path;
  }

  /** The ring of C with a bar. */
  private static Path2D g() {
    Path2D path = ring();
    path.lineTo(RING_END, 0.46);
    path.lineTo(0.52, 0.46);
    path.lineTo(0.52, 0.62);
    Arc2D inner = inner(325);
    path.lineTo(inner.getStartPoint().getX(), 0.62);
    path.append(inner, true);
    path.closePath();
    return path;
  }

  /** The outer edge of an open ring, from its upper end to its lower one. */
  private static Path2D ring() {
    Path2D path = new Path2D.Double();
    path.append(new Arc2D.Double(0, 0, 1, 1, OPENING, 360 - 2 * OPENING, Arc2D.OPEN), false);
    return path;
  }

  /** The inner edge of an open ring, from an angle back to its upper end. */
  private static Arc2D inner(double from) {
    return new Arc2D.Double(0.21, 0.18, 0.58, 0.64, from, OPENING - from, Arc2D.OPEN);
  }

  private static Path2D polygon(double[][] corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(corners[0][0], corners[0][1]);
    for (int i = 1; i < corners.length; i++) {
      path.lineTo(corners[i][0], corners[i][1]);
    }
    path.closePath();
    return path;
  }
}
