package org.isochron.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Path2D;
import org.jfree.chart.ui.TextAnchor;

/** Draws one site track: stems, the calling threshold and a mark for every site and false call. */
record SitePainter(SiteTrack track, Color color, double called, double shown) {
  private static final BasicStroke STEM =
      new BasicStroke(1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);

  void paint(Layer.Frame frame) {
    frame.graphics().setColor(Look.LIGHT);
    frame.graphics().setStroke(Look.dashed(0.9));
    double y = frame.y(called);
    frame.line(frame.area().getMinX(), y, frame.area().getMaxX(), y);
    int[] drawn = track.highest((int) (2 * frame.area().getWidth()), shown);
    Path2D stems = new Path2D.Double();
    for (int position : drawn) {
      if (position >= 0) {
        stem(frame, stems, position);
      }
    }
    for (int site : track.sites()) {
      if (track.at(site) >= shown) {
        stem(frame, stems, site);
      }
    }
    frame.draw(stems, color, STEM);
    paintMarks(frame, drawn);
    paintCount(frame);
  }

  private double x(Layer.Frame frame, int position0) {
    return frame.x(position0 + 1);
  }

  private void stem(Layer.Frame frame, Path2D stems, int position) {
    double x = x(frame, position);
    stems.moveTo(x, frame.area().getMaxY());
    stems.lineTo(x, frame.y(track.at(position)));
  }

  private void paintMarks(Layer.Frame frame, int[] drawn) {
    Path2D calls = new Path2D.Double();
    for (int position : drawn) {
      if (position >= 0 && track.at(position) >= called && !track.isSite(position)) {
        double x = x(frame, position);
        double y = frame.y(track.at(position));
        calls.append(track.isAnnotated() ? Look.cross(x, y, 3.4) : Look.diamond(x, y, 4.5), false);
      }
    }
    if (track.isAnnotated()) {
      frame.draw(calls, Look.INK, Look.line(1.5));
    } else {
      frame.fill(calls, color);
    }
    for (int site : track.sites()) {
      double probability = track.at(site);
      boolean found = probability >= called;
      frame.mark(Look.dot(x(frame, site), frame.y(probability), 4), found, color);
    }
  }

  private void paintCount(Layer.Frame frame) {
    int found = track.called(called, true);
    int others = track.called(called, false);
    String text = found + " of " + track.sites().length + " found, " + others + " false";
    if (!track.isAnnotated()) {
      text = others + " called";
    }
    double x = frame.area().getMaxX();
    frame.text(text, x, frame.area().getMinY() - 3, TextAnchor.BOTTOM_RIGHT, Look.MUTED);
  }
}
