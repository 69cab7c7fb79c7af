package org.isochron.report;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;

/** Java2D shapes as SVG path data. */
final class SvgPath {
  private SvgPath() {}

  /** Returns the path data of a shape, horizontal and vertical lines in their short form. */
  static String data(Shape shape) {
    StringBuilder out = new StringBuilder();
    double[] c = new double[6];
    String x = "";
    String y = "";
    String startX = "";
    String startY = "";
    for (PathIterator it = shape.getPathIterator(null); !it.isDone(); it.next()) {
      int kind = it.currentSegment(c);
      int last = lastCoordinate(kind);
      if (kind == PathIterator.SEG_CLOSE) {
        out.append('Z');
        x = startX;
        y = startY;
        continue;
      }
      String nextX = SvgText.number(c[last - 1]);
      String nextY = SvgText.number(c[last]);
      if (kind == PathIterator.SEG_MOVETO) {
        out.append('M').append(nextX).append(' ').append(nextY);
        startX = nextX;
        startY = nextY;
      } else if (kind == PathIterator.SEG_LINETO) {
        line(out, x.equals(nextX), y.equals(nextY), nextX, nextY);
      } else {
        out.append(kind == PathIterator.SEG_QUADTO ? 'Q' : 'C');
        for (int i = 0; i < last - 1; i++) {
          out.append(SvgText.number(c[i])).append(' ');
        }
        out.append(nextX).append(' ').append(nextY);
      }
      x = nextX;
      y = nextY;
    }
    return out.toString();
  }

  /** Returns the start of a rect element, still open, for an upright rectangle, or nothing. */
  static String rectangle(Shape placed) {
    Rectangle2D b = placed.getBounds2D();
    if (!placed.contains(b.getCenterX(), b.getCenterY())
        || !placed.contains(
            b.getX() + b.getWidth() * 0.01,
            b.getY() + b.getHeight() * 0.01,
            b.getWidth() * 0.98,
            b.getHeight() * 0.98)) {
      return "";
    }
    return "<rect x=\""
        + SvgText.number(b.getX())
        + "\" y=\""
        + SvgText.number(b.getY())
        + "\" width=\""
        + SvgText.number(b.getWidth())
        + "\" height=\""
        + SvgText.number(b.getHeight())
        + "\"";
  }

  private static void line(StringBuilder out, boolean sameX, boolean sameY, String x, String y) {
    if (sameY) {
      out.append('H').append(x);
    } else if (sameX) {
      out.append('V').append(y);
    } else {
      out.append('L').append(x).append(' ').append(y);
    }
  }

  private static int lastCoordinate(int kind) {
    return switch (kind) {
      case PathIterator.SEG_QUADTO -> 3;
      case PathIterator.SEG_CUBICTO -> 5;
      default -> 1;
    };
  }
}
