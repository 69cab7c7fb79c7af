package org.isochron.bio.variants;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.isochron.bio.annotation.Interval;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.bio.splice.SpliceTagger.SiteProbabilities;
import org.isochron.bio.variants.DeltaScores.Delta;
import org.isochron.core.recurrence.Workers;

/**
 * Scores variants: the model reads the bases around each, without and with it, and the changes of
 * its probabilities near the variant are compared base by base.
 *
 * <p>The four scores, their positions and the alignment of insertions and deletions follow the
 * convention of Jaganathan et al. 2019, doi 10.1016/j.cell.2018.12.015 (SpliceAI), with three
 * differences: a mask is applied before the largest change is looked for, so that it does not hide
 * smaller ones that count; texts of several bases on both sides are aligned too; and at the ends of
 * a sequence the model reads what there is. Scores do not depend on what is scored beside.
 */
public final class DeltaScorer {
  /** The larger change; of equal ones the nearer, then the one before the variant. */
  private static final Comparator<Delta> NEARER =
      Comparator.comparingDouble(Delta::score)
          .thenComparing(delta -> -Math.abs(delta.position()))
          .thenComparing(delta -> -delta.position());

  private final SpliceTagger tagger;
  private final ReferenceSequences sequences;
  private final DeltaConfig config;
  private final Workers workers;

  /**
   * Makes a scorer.
   *
   * @param tagger the model
   * @param sequences that variants are on
   * @param config what is compared
   * @param workers who computes
   */
  public DeltaScorer(
      SpliceTagger tagger, ReferenceSequences sequences, DeltaConfig config, Workers workers) {
    this.tagger = Objects.requireNonNull(tagger, "tagger");
    this.sequences = Objects.requireNonNull(sequences, "sequences");
    this.config = Objects.requireNonNull(config, "config");
    this.workers = Objects.requireNonNull(workers, "workers");
  }

  /**
   * What is scored.
   *
   * @param variant the variant
   * @param strand that is read
   * @param known annotated sites of that strand, for the mask
   */
  public record Query(Variant variant, Strand strand, KnownSites known) {}

  /** Returns how changes are measured. */
  public DeltaConfig config() {
    return config;
  }

  /** Returns the sequences that variants are on. */
  public ReferenceSequences sequences() {
    return sequences;
  }

  /**
   * Scores a variant on a strand; under a mask, no site is annotated.
   *
   * @throws IllegalArgumentException as {@link #score(List)}
   * @throws IOException if the sequence cannot be read
   */
  public DeltaScores score(Variant variant, Strand strand) throws IOException {
    return score(List.of(new Query(variant, strand, KnownSites.NONE))).get(0);
  }

  /**
   * Scores variants, many in one run of the network.
   *
   * @return as many, in the same order
   * @throws IllegalArgumentException if there is no such sequence, it does not have the reference
   *     bases, or these are more than twice the distance
   * @throws IOException if a sequence cannot be read
   */
  public List<DeltaScores> score(List<Query> queries) throws IOException {
    Senses senses = new Senses();
    Map<Variant, VariantWindow> windows = new HashMap<>();
    for (Query query : queries) {
      VariantWindow window = windows.get(query.variant());
      if (window == null) {
        window = read(query.variant());
        windows.put(query.variant(), window);
      }
      senses.add(reference(window, query.strand()), query.strand(), window.reference());
      senses.add(changed(query), query.strand(), window.changed());
    }
    List<SiteProbabilities> found = tagger.probabilities(senses.bases, workers);
    List<DeltaScores> scores = new ArrayList<>();
    for (Query query : queries) {
      VariantWindow window = windows.get(query.variant());
      int before = senses.places.get(reference(window, query.strand()));
      int after = senses.places.get(changed(query));
      scores.add(
          compare(
              window,
              query.known(),
              forward(found.get(before), query.strand()),
              forward(found.get(after), query.strand())));
    }
    return scores;
  }

  private VariantWindow read(Variant variant) throws IOException {
    int longest = config.longestReference();
    if (variant.reference().length() > longest) {
      throw new IllegalArgumentException(
          variant + ": expected at most " + longest + " reference bases, twice the distance");
    }
    return VariantWindow.read(sequences, variant, config);
  }

  /** The reference of a window: that of all variants with the same one. */
  private record ReferenceKey(String sequenceId, Interval interval, Strand strand) {}

  private static ReferenceKey reference(VariantWindow window, Strand strand) {
    return new ReferenceKey(window.variant().sequenceId(), window.interval(), strand);
  }

  private record ChangedKey(Variant variant, Strand strand) {}

  private static ChangedKey changed(Query query) {
    return new ChangedKey(query.variant(), query.strand());
  }

  /** The sequences of one run, each once. */
  private static final class Senses {
    final Map<Record, Integer> places = new HashMap<>();
    final List<byte[]> bases = new ArrayList<>();

    void add(Record key, Strand strand, byte[] forward) {
      if (places.putIfAbsent(key, bases.size()) == null) {
        bases.add(strand == Strand.MINUS ? Iupac.reverseComplement(forward) : forward);
      }
    }
  }

  private static SiteProbabilities forward(SiteProbabilities sense, Strand strand) {
    return strand == Strand.PLUS
        ? sense
        : new SiteProbabilities(reversed(sense.donor()), reversed(sense.acceptor()));
  }

  private static float[] reversed(float[] p) {
    float[] turned = new float[p.length];
    for (int i = 0; i < p.length; i++) {
      turned[i] = p[p.length - 1 - i];
    }
    return turned;
  }

  private DeltaScores compare(
      VariantWindow window, KnownSites known, SiteProbabilities before, SiteProbabilities after) {
    Variant variant = window.variant();
    AlleleAlignment given =
        AlleleAlignment.of(variant.reference(), variant.alternative(), window.offset());
    List<AlleleAlignment> alignments =
        config.shifted() ? given.shifts(window.reference(), window.changed()) : List.of(given);
    DeltaScores least = null;
    for (AlleleAlignment alignment : alignments) {
      SiteProbabilities aligned =
          new SiteProbabilities(
              alignment.onReference(after.donor()), alignment.onReference(after.acceptor()));
      DeltaScores scores = compareAligned(window, known, before, aligned);
      least = least == null || scores.largest() < least.largest() ? scores : least;
    }
    return least;
  }

  private DeltaScores compareAligned(
      VariantWindow window, KnownSites known, SiteProbabilities before, SiteProbabilities after) {
    IntPredicate acceptor = known.acceptors0()::contains;
    IntPredicate donor = known.donors0()::contains;
    return new DeltaScores(
        largest(window, before.acceptor(), after.acceptor(), acceptor.negate()),
        largest(window, after.acceptor(), before.acceptor(), acceptor),
        largest(window, before.donor(), after.donor(), donor.negate()),
        largest(window, after.donor(), before.donor(), donor));
  }

  /** Returns the largest of to − from near the variant, the nearest of equals. */
  private Delta largest(VariantWindow window, float[] from, float[] to, IntPredicate counts) {
    int at = window.variant().position0();
    int start = window.interval().start();
    int first = Math.max(start, at - config.distance());
    int end = Math.min(window.interval().end(), at + config.distance() + 1);
    Delta best = Delta.NONE;
    for (int p = first; p < end; p++) {
      double change = (double) to[p - start] - from[p - start];
      boolean counted = !config.masked() || counts.test(p);
      if (counted && change > 0 && NEARER.compare(new Delta(change, p - at), best) > 0) {
        best = new Delta(change, p - at);
      }
    }
    return best;
  }
}
