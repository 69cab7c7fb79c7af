package org.isochron.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.isochron.bio.explain.ExplanationTables;
import org.isochron.bio.explain.Mutagenesis;
import org.isochron.bio.explain.RegionSaliency;
import org.isochron.bio.explain.SenseRegion;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.splice.SpliceSiteWriter;
import org.isochron.bio.tracks.RegionTrack;
import org.isochron.report.Figure;
import org.isochron.report.FigureLabel;
import org.isochron.report.SequenceLogo;

/**
 * What was found on sites, and its files.
 *
 * @param mutagenesis of each region
 * @param saliency of each region, in the same order
 */
record Explanation(List<Mutagenesis> mutagenesis, List<RegionSaliency> saliency) {
  /** Sequences with a figure of their own. */
  static final int FIGURES = 20;

  private static final String SITES = "sites.tsv";
  private static final String MUTAGENESIS = "mutagenesis.tsv";
  private static final String LOSS = "mutagenesis.loss.bedgraph";
  private static final String GAIN = "mutagenesis.gain.bedgraph";
  private static final String SALIENCY = "saliency.tsv";
  private static final String TIMES_INPUT = "saliency.gradient-input.bedgraph";
  private static final String INTEGRATED = "saliency.integrated.bedgraph";

  /** Returns the names of the files of a number of regions. */
  static List<String> files(int regions) {
    List<String> files =
        new ArrayList<>(List.of(SITES, MUTAGENESIS, LOSS, GAIN, SALIENCY, TIMES_INPUT, INTEGRATED));
    for (int i = 1; i <= Math.min(FIGURES, regions); i++) {
      files.addAll(Plots.files(figureName(i)));
    }
    return files;
  }

  private static String figureName(int number) {
    return "saliency-" + number;
  }

  /** Prepares all files. */
  void write(OutputFolder out) throws IOException {
    try (var sites =
        new SpliceSiteWriter(
            Files.newBufferedWriter(out.prepare(SITES), StandardCharsets.UTF_8),
            SpliceSiteWriter.Format.TSV)) {
      for (Mutagenesis one : mutagenesis) {
        sites.write(one.site());
      }
    }
    ExplanationTables.writeMutagenesis(out.prepare(MUTAGENESIS), mutagenesis);
    ExplanationTables.writeSaliency(out.prepare(SALIENCY), saliency);
    tracks(out, LOSS, mutagenesis, m -> track(m.region(), m.losses()));
    tracks(out, GAIN, mutagenesis, m -> track(m.region(), m.gains()));
    tracks(out, TIMES_INPUT, saliency, s -> track(s.region(), s.gradientTimesInput()));
    tracks(out, INTEGRATED, saliency, s -> track(s.region(), s.integrated()));
    List<Figure> figures = new ArrayList<>();
    for (RegionSaliency one : saliency.subList(0, Math.min(FIGURES, saliency.size()))) {
      figures.add(figure(one, figureName(figures.size() + 1)));
    }
    Plots.write(figures, out);
  }

  private static <T> void tracks(
      OutputFolder out, String name, List<T> all, Function<T, RegionTrack> track)
      throws IOException {
    RegionTrack.write(out.prepare(name), all.stream().map(track).toList());
  }

  private static RegionTrack track(SenseRegion region, float... values) {
    return new RegionTrack(region.sequenceId(), region.region().start(), values);
  }

  /** Draws the bases of a region around its site, in sense direction. */
  static Figure figure(RegionSaliency one, String name) {
    SenseRegion region = one.region();
    SpliceSite site = one.site();
    int a = region.senseIndex(region.region().start());
    int b = region.senseIndex(region.region().end() - 1);
    int at = region.senseIndex(site.position0());
    int from = Math.max(Math.min(a, b), at - SequenceLogo.MAX_POSITIONS / 2);
    int to = Math.min(Math.max(a, b) + 1, from + SequenceLogo.MAX_POSITIONS);
    from = Math.max(Math.min(a, b), to - SequenceLogo.MAX_POSITIONS);
    SequenceLogo logo =
        SequenceLogo.ofValues("integrated gradients (logit)", one.letters(from, to));
    int boundary = (site.kind() == SpliceSite.Kind.DONOR ? at + 1 : at) - from;
    if (boundary >= 1 && boundary < to - from) {
      logo = logo.withBoundary(boundary);
    }
    String kind = site.kind().name().toLowerCase(Locale.ROOT);
    String title =
        String.format(
            Locale.ROOT,
            "%s of %s at %,d (%s strand), probability %.3f",
            kind,
            site.sequenceId(),
            site.position0() + 1,
            site.strand().symbol(),
            site.probability());
    String caption =
        "What each base adds to the logit of the "
            + kind
            + ", from a sequence of unknown bases, 5' to 3' of the strand that is read; the line is"
            + " the boundary of exon and intron.";
    return logo.figure(new FigureLabel(name, title, caption));
  }
}
