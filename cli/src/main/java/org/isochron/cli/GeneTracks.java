package org.isochron.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.isochron.bio.annotation.Gene;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.splice.SenseGene;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.core.recurrence.Workers;
import org.isochron.report.Figure;
import org.isochron.report.FigureLabel;
import org.isochron.report.GeneTrack;
import org.isochron.report.Table;

/**
 * Some genes with their exons and predicted probabilities, at positions of the forward strand.
 *
 * @param tagger the model
 * @param workers who computes
 * @param whose what the genes are, for titles: test, validation
 */
record GeneTracks(SpliceTagger tagger, Workers workers, String whose) {
  private static final double SHOWN_FROM = 0.01;

  /** The lowest threshold that a chart marks. */
  private static final double LOWEST = 1e-6;

  private static final int GENES = 3;
  private static final int FLANK = 200;
  private static final int LONGEST = 12_000;
  private static final int FEWEST_INTRONS = 3;
  private static final int MOST_INTRONS = 9;

  /** A gene's chart, and the sites in it that are annotated or called. */
  record Shown(Figure figure, Table sites) {}

  /** Probabilities at the forward positions of a span. */
  private record Track(Interval span, double[] donor, double[] acceptor) {}

  /** A position that is annotated, called or both. */
  private record Site(
      int position0, String kind, double probability, boolean known, boolean called) {
    List<String> row(char strand) {
      return List.of(
          String.format(Locale.ROOT, "%,d", position0 + 1),
          String.valueOf(strand),
          kind,
          String.format(Locale.ROOT, "%.3f", probability),
          known ? called ? "found" : "missed" : "called, not annotated");
    }
  }

  /** Draws up to three genes with introns, one of the minus strand among them if there is one. */
  List<Shown> of(List<SenseGene> genes) {
    List<Shown> shown = new ArrayList<>();
    for (SenseGene gene : choose(genes)) {
      shown.add(reading(gene).show(gene, shown.size() + 1));
    }
    return List.copyOf(shown);
  }

  /** Returns the same with the tagger as it reads a gene's species. */
  private GeneTracks reading(SenseGene gene) {
    return tagger.species().isEmpty()
        ? this
        : new GeneTracks(tagger.of(gene.species()), workers, whose);
  }

  static List<SenseGene> choose(List<SenseGene> genes) {
    List<SenseGene> ranked =
        genes.stream()
            .filter(gene -> !gene.gene().introns().isEmpty())
            .sorted(Comparator.comparingInt(GeneTracks::unhandiness))
            .toList();
    List<SenseGene> chosen = new ArrayList<>();
    for (Strand strand : List.of(Strand.PLUS, Strand.MINUS)) {
      ranked.stream().filter(g -> g.strand() == strand).findFirst().ifPresent(chosen::add);
    }
    ranked.stream()
        .filter(gene -> !chosen.contains(gene))
        .limit(GENES - chosen.size())
        .forEach(chosen::add);
    return chosen;
  }

  /** 0 for genes that show well: some introns, short enough to see exons. */
  private static int unhandiness(SenseGene gene) {
    int introns = gene.gene().introns().size();
    boolean some = introns >= FEWEST_INTRONS && introns <= MOST_INTRONS;
    return (some ? 0 : 1) + (gene.gene().span().length() <= LONGEST ? 0 : 2);
  }

  private Shown show(SenseGene gene, int number) {
    Track track = track(gene);
    int[] donors = sites(gene.gene(), true);
    int[] acceptors = sites(gene.gene(), false);
    boolean reverse = gene.strand() == Strand.MINUS;
    String name = gene.geneId();
    GeneTrack.Gene drawn =
        new GeneTrack.Gene(
            name,
            gene.sequenceId(),
            reverse,
            new GeneTrack.Span(track.span().start(), track.span().end()),
            gene.gene().exons().stream().map(e -> new GeneTrack.Span(e.start(), e.end())).toList());
    FigureLabel label =
        new FigureLabel(
            "gene-" + number,
            name + ": " + whose + " gene on the " + (reverse ? "minus" : "plus") + " strand",
            exons(gene.gene()) + ", and the predicted probabilities on the gene's strand.");
    double donorFrom = marked(tagger.thresholds().donor());
    double acceptorFrom = marked(tagger.thresholds().acceptor());
    double shown = Math.min(SHOWN_FROM, Math.min(donorFrom, acceptorFrom));
    Figure figure =
        GeneTrack.of(drawn, track.donor(), track.acceptor())
            .withSites(donors, acceptors)
            .withThresholds(donorFrom, acceptorFrom, shown)
            .figure(label);
    List<Site> sites = new ArrayList<>();
    collect(sites, "donor", track.donor(), new Known(track, donors, tagger.thresholds().donor()));
    collect(
        sites,
        "acceptor",
        track.acceptor(),
        new Known(track, acceptors, tagger.thresholds().acceptor()));
    sites.sort(Comparator.comparingInt(Site::position0));
    return new Shown(figure, table(gene, sites));
  }

  private static String exons(Gene gene) {
    boolean coding = gene.transcripts().stream().allMatch(t -> t.exons().equals(t.coding()));
    return coding ? "Coding exons" : "Exons";
  }

  /** Returns a threshold as a chart can mark it: above 0, at most 1. */
  static double marked(double threshold) {
    return Math.min(1, Math.max(LOWEST, threshold));
  }

  private Table table(SenseGene gene, List<Site> sites) {
    return new Table(
        List.of("position", "strand", "site", "probability", "outcome"),
        sites.stream().map(site -> site.row(gene.strand().symbol())).toList(),
        String.format(
            Locale.ROOT,
            "Sites of %s on %s, called from the model's thresholds: donor %.3f, acceptor %.3f.",
            gene.geneId(),
            gene.sequenceId(),
            tagger.thresholds().donor(),
            tagger.thresholds().acceptor()));
  }

  private Track track(SenseGene gene) {
    SpliceTagger.SiteProbabilities sense = tagger.probabilities(gene.bases(), workers);
    Interval span = gene.gene().span();
    int start = Math.max(gene.window().start(), span.start() - FLANK);
    int end = Math.min(gene.window().end(), span.end() + FLANK);
    double[] donor = new double[end - start];
    double[] acceptor = new double[end - start];
    for (int i = 0; i < donor.length; i++) {
      int at = gene.sensePosition(start + i);
      donor[i] = Math.min(1, sense.donor()[at]);
      acceptor[i] = Math.min(1, sense.acceptor()[at]);
    }
    return new Track(new Interval(start, end), donor, acceptor);
  }

  /** Returns the forward positions of a gene's donors or acceptors. */
  static int[] sites(Gene gene, boolean donors) {
    boolean before = donors == (gene.strand() == Strand.PLUS);
    return gene.introns().stream()
        .mapToInt(intron -> before ? intron.start() - 1 : intron.end())
        .distinct()
        .sorted()
        .toArray();
  }

  /** What is annotated, and what is called. */
  private record Known(Track track, int[] sites, double threshold) {}

  private static void collect(List<Site> sites, String kind, double[] probability, Known known) {
    for (int i = 0; i < probability.length; i++) {
      int position = known.track().span().start() + i;
      boolean annotated = Arrays.stream(known.sites()).anyMatch(p -> p == position);
      boolean called = probability[i] >= known.threshold();
      if (annotated || called) {
        sites.add(new Site(position, kind, probability[i], annotated, called));
      }
    }
  }
}
