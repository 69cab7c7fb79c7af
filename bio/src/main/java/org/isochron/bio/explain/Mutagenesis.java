package org.isochron.bio.explain;

import java.util.ArrayList;
import java.util.List;
import org.isochron.bio.annotation.Strand;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.splice.SpliceSite;
import org.isochron.bio.splice.SpliceTagger;
import org.isochron.bio.splice.SpliceTagger.SiteProbabilities;
import org.isochron.core.recurrence.Workers;

/**
 * In-silico saturation mutagenesis: each base of a region is replaced by each of the others, one at
 * a time, and the change of a site's probability is noted.
 *
 * @param region whose bases are replaced
 * @param site whose probability is watched
 * @param substitutions by position of the forward strand, then by alternative A, C, G, T
 */
public record Mutagenesis(SenseRegion region, SpliceSite site, List<Substitution> substitutions) {
  private static final String LETTERS = "ACGT";

  /** Sequences of one run of the network. */
  private static final int BATCH = 96;

  /** Copies the list. */
  public Mutagenesis {
    substitutions = List.copyOf(substitutions);
  }

  /**
   * One replaced base.
   *
   * @param position0 on the forward strand
   * @param reference the forward strand's letter
   * @param alternative what stands there instead, on the forward strand
   * @param probability of the site then
   * @param change from what it is without
   */
  public record Substitution(
      int position0, char reference, char alternative, double probability, double change) {}

  /**
   * Replaces every base of a region; an ambiguous one by all four.
   *
   * @param tagger the model
   * @param region whose bases are replaced
   * @param site of the region, as {@link SenseRegion#strongest} or {@link SenseRegion#site} gives
   *     it
   * @param workers who computes
   */
  public static Mutagenesis of(
      SpliceTagger tagger, SenseRegion region, SpliceSite site, Workers workers) {
    int at = region.senseIndex(site.position0());
    List<Substitution> all = new ArrayList<>();
    List<byte[]> changed = new ArrayList<>();
    List<Substitution> waiting = new ArrayList<>();
    for (int p = region.region().start(); p < region.region().end(); p++) {
      char reference = region.forwardLetter(p);
      for (int b = 0; b < LETTERS.length(); b++) {
        char alternative = LETTERS.charAt(b);
        if (Iupac.index((byte) alternative) == Iupac.index((byte) reference)) {
          continue;
        }
        byte[] bases = region.bases().clone();
        byte letter = (byte) alternative;
        bases[region.senseIndex(p)] =
            region.strand() == Strand.PLUS ? letter : Iupac.complement(letter);
        changed.add(bases);
        waiting.add(new Substitution(p, reference, alternative, 0, 0));
      }
      if (changed.size() >= BATCH || p + 1 == region.region().end()) {
        List<SiteProbabilities> found = tagger.probabilities(changed, workers);
        for (int i = 0; i < found.size(); i++) {
          Substitution s = waiting.get(i);
          double probability = SenseRegion.probability(found.get(i), at, site.kind());
          double change = probability - site.probability();
          all.add(new Substitution(s.position0, s.reference, s.alternative, probability, change));
        }
        changed.clear();
        waiting.clear();
      }
    }
    return new Mutagenesis(region, site, all);
  }

  /** Returns the largest loss at each base of the region, as a number of at most 0. */
  public float[] losses() {
    float[] losses = new float[region.region().length()];
    for (Substitution s : substitutions) {
      int i = s.position0 - region.region().start();
      losses[i] = Math.min(losses[i], (float) s.change);
    }
    return losses;
  }

  /** Returns the largest gain at each base of the region, as a number of at least 0. */
  public float[] gains() {
    float[] gains = new float[region.region().length()];
    for (Substitution s : substitutions) {
      int i = s.position0 - region.region().start();
      gains[i] = Math.max(gains[i], (float) s.change);
    }
    return gains;
  }
}
