package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.isochron.bio.annotation.AnnotatedSequence;
import org.isochron.bio.annotation.Interval;
import org.isochron.core.recurrence.Workers;

/**
 * The stretches of sequences that hold some genes, to be scored on both strands, as gene finders
 * are: a sequence all of whose genes are measured is one as a whole; of others, each measured gene
 * with its flanks, those that overlap together.
 */
public final class WholeRecords {
  private final List<RecordRegion> regions;

  private WholeRecords(List<RecordRegion> regions) {
    this.regions = List.copyOf(regions);
  }

  /**
   * Cuts out the stretches.
   *
   * @param set the genes with their sequences
   * @param measured some of the genes
   * @param leftOut others that are neither measured nor trained on; they do not keep a sequence
   *     from being scored as a whole, but for their spans
   */
  public static WholeRecords of(GeneSet set, List<SenseGene> measured, List<SenseGene> leftOut) {
    Map<String, List<SenseGene>> bySequence = new LinkedHashMap<>();
    for (SenseGene gene : measured) {
      bySequence.computeIfAbsent(gene.qualifiedSequence(), s -> new ArrayList<>()).add(gene);
    }
    Set<String> apart =
        Stream.concat(measured.stream(), leftOut.stream())
            .map(SenseGene::qualifiedId)
            .collect(Collectors.toSet());
    List<RecordRegion> regions = new ArrayList<>();
    for (SpeciesSequences of : set.sequences()) {
      String prefix = of.species().isEmpty() ? "" : of.species() + ":";
      for (AnnotatedSequence sequence : of.list()) {
        List<SenseGene> genes = bySequence.get(prefix + sequence.id());
        if (genes == null) {
          continue;
        }
        boolean whole =
            sequence.genes().stream().allMatch(gene -> apart.contains(prefix + gene.id()));
        for (List<SenseGene> part : whole ? List.of(genes) : overlapping(genes)) {
          Interval window = whole ? new Interval(0, sequence.length()) : window(part);
          regions.add(RecordRegion.of(of.species(), sequence, window, part, set.isoforms()));
        }
      }
    }
    return new WholeRecords(regions);
  }

  /** Returns genes whose windows overlap together, by position. */
  private static List<List<SenseGene>> overlapping(List<SenseGene> genes) {
    List<SenseGene> sorted = new ArrayList<>(genes);
    sorted.sort(Comparator.comparingInt(gene -> gene.window().start()));
    List<List<SenseGene>> parts = new ArrayList<>();
    int end = 0;
    for (SenseGene gene : sorted) {
      if (parts.isEmpty() || gene.window().start() >= end) {
        parts.add(new ArrayList<>());
      }
      parts.get(parts.size() - 1).add(gene);
      end = Math.max(end, gene.window().end());
    }
    return parts;
  }

  private static Interval window(List<SenseGene> genes) {
    return new Interval(
        genes.stream().mapToInt(gene -> gene.window().start()).min().orElseThrow(),
        genes.stream().mapToInt(gene -> gene.window().end()).max().orElseThrow());
  }

  /** Returns the stretches. */
  List<RecordRegion> regions() {
    return regions;
  }

  /** Returns the number of stretches. */
  public int size() {
    return regions.size();
  }

  /**
   * Compares calls on both strands with annotation. A site is called where its probability, under a
   * grammar in which no base lies in genes of both strands, reaches the tagger's threshold of whole
   * records; without such, that of gene spans.
   *
   * @param tagger that has not been trained on these genes
   * @param seed of the draws behind the intervals
   * @param workers who computes
   * @throws IllegalArgumentException if there is no stretch, no donor or no acceptor, or a stretch
   *     is of a species that the tagger does not know
   */
  public RecordEvaluation evaluate(SpliceTagger tagger, long seed, Workers workers) {
    Map<String, SiteThresholds> thresholds = new LinkedHashMap<>();
    boolean ofRecords = true;
    for (RecordRegion region : regions) {
      SpliceTagger reading = tagger.reading(region.species());
      thresholds.put(region.species(), reading.recordThresholds().orElse(reading.thresholds()));
      ofRecords &= reading.recordThresholds().isPresent();
    }
    RecordSamples samples = RecordSamples.of(tagger, regions, workers);
    int donors = samples.sites(SpliceLabels.DONOR);
    int acceptors = samples.sites(SpliceLabels.ACCEPTOR);
    if (donors == 0 || acceptors == 0) {
      throw new IllegalArgumentException(
          "records: expected annotated donors and acceptors, found "
              + donors
              + " and "
              + acceptors);
    }
    long masked = regions.stream().mapToLong(WholeRecords::masked).sum();
    return new RecordEvaluation(
        samples.measure(SpliceLabels.DONOR, thresholds, seed),
        samples.measure(SpliceLabels.ACCEPTOR, thresholds, seed),
        regions.size(),
        (int) regions.stream().filter(RecordRegion::whole).count(),
        donors + acceptors,
        regions.stream().mapToLong(r -> 2L * r.length()).sum() - masked,
        masked,
        ofRecords);
  }

  private static long masked(RecordRegion region) {
    long count = 0;
    for (int i = 0; i < region.length(); i++) {
      count += region.plus()[i] == SpliceLabels.MASKED ? 1 : 0;
      count += region.minus()[i] == SpliceLabels.MASKED ? 1 : 0;
    }
    return count;
  }
}
