package org.isochron.report;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;

/**
 * A line through points, thinned without a visible change.
 *
 * <p>Of consecutive points within a column of half a pixel only the first, lowest, highest and last
 * are kept, so a curve of a million points stays small.
 */
final class Polyline {
  private static final double COLUMN = 0.5;

  private final Path2D path = new Path2D.Double();
  private boolean started;
  private double columnX;
  private double[] low;
  private double[] high;
  private double[] last;
  private boolean lowFirst;

  void add(double x, double y) {
    double[] point = {x, y};
    if (started && Math.abs(x - columnX) < COLUMN) {
      if (y < low[1]) {
        low = point;
        lowFirst = false;
      }
      if (y > high[1]) {
        high = point;
        lowFirst = true;
      }
      last = point;
      return;
    }
    finishColumn();
    if (started) {
      path.lineTo(x, y);
    } else {
      path.moveTo(x, y);
    }
    started = true;
    columnX = x;
    low = point;
    high = point;
    last = point;
  }

  /** Returns the line; nothing may be added afterwards. */
  Path2D path() {
    finishColumn();
    return path;
  }

  private void finishColumn() {
    if (!started) {
      return;
    }
    lineTo(lowFirst ? low : high);
    lineTo(lowFirst ? high : low);
    lineTo(last);
  }

  private void lineTo(double[] point) {
    if (!path.getCurrentPoint().equals(new Point2D.Double(point[0], point[1]))) {
      path.lineTo(point[0], point[1]);
    }
  }
}
