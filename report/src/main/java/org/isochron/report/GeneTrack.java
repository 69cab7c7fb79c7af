package org.isochron.report;

import java.awt.Color;
import java.util.List;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleInsets;

/**
 * A gene's exons and introns over the predicted donor and acceptor probabilities.
 *
 * <p>Positions given are 0-based on the sequence, those on the axis 1-based, as people and tables
 * count: base p covers p - 0.5 to p + 0.5. A donor is the last base of an exon, an acceptor the
 * first base of one, in the direction of transcription.
 */
public final class GeneTrack {
  private static final int HEIGHT = 430;
  private static final double CALLED = 0.5;
  private static final double SHOWN = 0.01;

  private final Gene gene;
  private final SiteTrack donor;
  private final SiteTrack acceptor;
  private final Thresholds thresholds;

  private GeneTrack(Gene gene, SiteTrack donor, SiteTrack acceptor, Thresholds thresholds) {
    this.gene = gene;
    this.donor = donor;
    this.acceptor = acceptor;
    this.thresholds = thresholds;
  }

  /** From which probability donors and acceptors are called, and anything is drawn. */
  private record Thresholds(double donor, double acceptor, double shown) {
    Thresholds {
      if (!(shown > 0 && shown <= Math.min(donor, acceptor) && Math.max(donor, acceptor) <= 1)) {
        throw new IllegalArgumentException(
            "thresholds: expected 0 < shown <= donor, acceptor <= 1, got "
                + shown
                + ", "
                + donor
                + ", "
                + acceptor);
      }
    }
  }

  /**
   * A stretch of a sequence, half-open.
   *
   * @param start0 first base, from 0
   * @param end0 one past the last base
   */
  public record Span(int start0, int end0) {
    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if the start is negative or not before the end
     */
    public Span {
      if (start0 < 0 || end0 <= start0) {
        throw new IllegalArgumentException(
            "span: expected 0 <= start0 < end0, got " + start0 + ", " + end0);
      }
    }

    int length() {
      return end0 - start0;
    }

    boolean contains(int position0) {
      return position0 >= start0 && position0 < end0;
    }
  }

  /**
   * Where a gene lies.
   *
   * @param name the gene's name
   * @param sequence name of the sequence it lies on
   * @param reverse whether it is on the reverse strand
   * @param shown the stretch that is drawn and has probabilities
   * @param exons ascending, apart from each other, all inside what is drawn
   */
  public record Gene(String name, String sequence, boolean reverse, Span shown, List<Span> exons) {
    /**
     * Checks the exons.
     *
     * @throws IllegalArgumentException if there are none, or one overlaps the next, comes after it
     *     or is outside of what is drawn
     */
    public Gene {
      Checks.text("gene name", name);
      Checks.text("sequence of " + name, sequence);
      Checks.notEmpty("exons of " + name, exons.size());
      exons = List.copyOf(exons);
      int before = shown.start0();
      for (Span exon : exons) {
        if (exon.start0() < before || exon.end0() > shown.end0()) {
          throw new IllegalArgumentException(
              "exons of "
                  + name
                  + ": expected ascending spans inside "
                  + shown
                  + ", got "
                  + exon
                  + " after position "
                  + before);
        }
        before = exon.end0();
      }
    }
  }

  /**
   * Takes a gene and its predictions.
   *
   * @param gene where it lies
   * @param donor probability of a donor at each base shown, in ascending position
   * @param acceptor probability of an acceptor at each base shown, in ascending position
   * @return the chart of a gene whose true sites are unknown
   * @throws IllegalArgumentException if a length differs from what is shown or a value is outside
   *     [0, 1]
   */
  public static GeneTrack of(Gene gene, double[] donor, double[] acceptor) {
    return new GeneTrack(
        gene,
        new SiteTrack("donor", gene, donor),
        new SiteTrack("acceptor", gene, acceptor),
        new Thresholds(CALLED, CALLED, SHOWN));
  }

  /**
   * Returns this chart with the annotated sites, each marked as found or missed.
   *
   * @param donors positions (0-based on the sequence) of true donors, in any order
   * @param acceptors positions of true acceptors, in any order
   * @throws IllegalArgumentException if one is outside of what is shown or given twice
   */
  public GeneTrack withSites(int[] donors, int[] acceptors) {
    return new GeneTrack(gene, donor.withSites(donors), acceptor.withSites(acceptors), thresholds);
  }

  /**
   * Returns this chart with other thresholds (0.5, 0.5 and 0.01).
   *
   * @param donorFrom a donor is called where its probability reaches this, in (0, 1]
   * @param acceptorFrom an acceptor is called where its probability reaches this, in (0, 1]
   * @param showFrom smaller probabilities are not drawn; above 0, at most either of the others
   * @throws IllegalArgumentException if one is out of range
   */
  public GeneTrack withThresholds(double donorFrom, double acceptorFrom, double showFrom) {
    return new GeneTrack(gene, donor, acceptor, new Thresholds(donorFrom, acceptorFrom, showFrom));
  }

  /** Draws the chart; the caption is completed with the thresholds and the marks' meaning. */
  public Figure figure(FigureLabel label) {
    Span span = gene.shown();
    double from = startOnAxis(span.start0());
    double to = startOnAxis(span.end0());
    Ticks ticks = Ticks.around(from, to, 7).whole();
    String position = "position on " + gene.sequence() + " (bp, 1-based)";
    CombinedDomainXYPlot plot = new CombinedDomainXYPlot(Axes.of(position, ticks.within(from, to)));
    Look.plot(plot);
    plot.setGap(22);
    plot.setInsets(new RectangleInsets(2, 0, 0, 20));
    plot.add(genePlot(), 4);
    plot.add(sitePlot(donor, Look.BLUE, thresholds.donor()), 9);
    plot.add(sitePlot(acceptor, Look.VERMILION, thresholds.acceptor()), 9);
    GenePainter legend = new GenePainter(gene);
    return Figure.of(
        label.plus(reading()),
        Look.WIDTH,
        HEIGHT,
        Look.chart(plot, legend.legend(donor.isAnnotated())));
  }

  /** Returns where a base begins on the axis, which has its centre at its 1-based position. */
  static double startOnAxis(int position0) {
    return position0 + 0.5;
  }

  private String reading() {
    return "Probabilities below "
        + SvgText.number(thresholds.shown(), 6)
        + " are not drawn, and of those closer than half a pixel only the highest; donors"
        + " are called from "
        + SvgText.number(thresholds.donor(), 3)
        + ", acceptors from "
        + SvgText.number(thresholds.acceptor(), 3)
        + " (dashed). "
        + (donor.isAnnotated()
            ? "Filled: annotated site found; open: annotated site missed; cross: called but not"
                + " annotated."
            : "Diamond: called.");
  }

  private XYPlot genePlot() {
    XYPlot plot = new XYPlot();
    plot.setRangeAxis(Axes.hidden(0, 1));
    Look.plot(plot);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    Layer.add(plot, new GenePainter(gene)::paintGene);
    return plot;
  }

  private XYPlot sitePlot(SiteTrack track, Color color, double called) {
    XYPlot plot = new XYPlot();
    plot.setRangeAxis(Axes.of("P(" + track.name() + ")", new Ticks(0, 1, 0.5, 1)));
    Look.plot(plot);
    plot.setDomainGridlinesVisible(false);
    Layer.add(plot, new GenePainter(gene)::paintExonBands);
    Layer.add(plot, new SitePainter(track, color, called, thresholds.shown())::paint);
    return plot;
  }
}
