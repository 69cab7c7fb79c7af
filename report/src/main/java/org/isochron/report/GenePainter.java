package org.isochron.report;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.ui.TextAnchor;

/** Draws a gene: a box per exon, a line with arrows for the introns. */
record GenePainter(GeneTrack.Gene gene) {
  private static final double LEAST_WIDTH = 1.2;
  private static final double HALF_BOX = 9;
  private static final double ARROW_EVERY = 44;

  List<LegendItem> legend(boolean annotated) {
    LegendItem exon = Look.markItem("exon", new Rectangle2D.Double(-7, -5, 14, 10), true, Look.INK);
    if (!annotated) {
      return List.of(exon, Look.markItem("called site", Look.diamond(0, 0, 4.5), true, Look.MUTED));
    }
    return List.of(
        exon,
        Look.markItem("annotated site, found", Look.dot(0, 0, 4), true, Look.MUTED),
        Look.markItem("annotated site, missed", Look.dot(0, 0, 3.5), false, Look.MUTED),
        Look.markItem("called, not annotated", Look.cross(0, 0, 3.2), false, Look.INK));
  }

  void paintGene(Layer.Frame frame) {
    double y = frame.area().getMaxY() - HALF_BOX;
    List<GeneTrack.Span> exons = gene.exons();
    frame.graphics().setColor(Look.MUTED);
    frame.graphics().setStroke(Look.line(1.2));
    for (int i = 1; i < exons.size(); i++) {
      double from = frame.x(GeneTrack.startOnAxis(exons.get(i - 1).end0()));
      double to = frame.x(GeneTrack.startOnAxis(exons.get(i).start0()));
      frame.line(from, y, to, y);
      arrows(frame, from, to, y);
    }
    for (GeneTrack.Span exon : exons) {
      frame.fill(box(frame, exon, y - HALF_BOX, 2 * HALF_BOX), Look.INK);
    }
    String strand = gene.reverse() ? "reverse strand \u2190" : "forward strand \u2192";
    int count = exons.size();
    String text = gene.name() + ", " + strand + ", " + count + (count == 1 ? " exon" : " exons");
    double top = frame.area().getMinY();
    frame.text(text, frame.area().getMinX(), top, TextAnchor.TOP_LEFT, Look.INK);
  }

  void paintExonBands(Layer.Frame frame) {
    for (GeneTrack.Span exon : gene.exons()) {
      Rectangle2D band = box(frame, exon, frame.area().getMinY(), frame.area().getHeight());
      frame.fill(band, Look.faint(Look.INK, 14));
    }
  }

  private static Rectangle2D box(
      Layer.Frame frame, GeneTrack.Span exon, double top, double height) {
    double from = frame.x(GeneTrack.startOnAxis(exon.start0()));
    double width = frame.x(GeneTrack.startOnAxis(exon.end0())) - from;
    double drawn = Math.max(width, LEAST_WIDTH);
    return new Rectangle2D.Double(from + (width - drawn) / 2, top, drawn, height);
  }

  private void arrows(Layer.Frame frame, double from, double to, double y) {
    int count = (int) ((to - from) / ARROW_EVERY);
    if (count == 0 && to - from > 14) {
      count = 1;
    }
    double tip = gene.reverse() ? -3.5 : 3.5;
    Path2D path = new Path2D.Double();
    for (int i = 1; i <= count; i++) {
      double x = from + (to - from) * i / (count + 1);
      path.moveTo(x - tip / 2, y - 3.5);
      path.lineTo(x + tip / 2, y);
      path.lineTo(x - tip / 2, y + 3.5);
    }
    if (count > 0) {
      frame.graphics().draw(path);
    }
  }
}
