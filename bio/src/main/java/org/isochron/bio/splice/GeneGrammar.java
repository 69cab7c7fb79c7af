package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.core.objective.Head;
import org.isochron.core.objective.LinearChain;
import org.isochron.core.objective.LinearChain.Transition;
import org.isochron.core.objective.Loss;
import org.isochron.core.sequence.Sequence;

/**
 * What may follow what along the sense strand of a protein-coding gene, as a linear chain.
 *
 * <p>States: outside; an exon's base at codon position 0, 1, 2; an intron of phase 0, 1, 2 (before
 * a codon's first, second, third base); the same exon bases as donor; and as acceptor. An intron
 * leaves the reading frame as it was: after a donor at codon position k comes an intron of phase k
 * + 1, and an intron of phase p ends at an acceptor at position p. Coding begins at position 0 and
 * ends at 2. After the state machines of gene finders: Burge and Karlin 1997, doi
 * 10.1006/jmbi.1997.0951; Stanke and Waack 2003, doi 10.1093/bioinformatics/btg1080.
 */
final class GeneGrammar {
  private static final int OUTSIDE = SpliceLabels.OUTSIDE;
  private static final int EXON = SpliceLabels.EXON;
  private static final int INTRON = SpliceLabels.INTRON;
  private static final int DONOR = SpliceLabels.REGION_CLASSES;
  private static final int ACCEPTOR = DONOR + 3;
  private static final int STATES = ACCEPTOR + 3;
  private static final int DONOR_LOGIT = SpliceLabels.REGION_CLASSES;
  private static final int ACCEPTOR_LOGIT = DONOR_LOGIT + 1;

  /** The logit of what cannot be: e to it is 0. */
  private static final double FORBIDDEN = -1e6;

  /** Logits of the network: one for each region, one for donors, one for acceptors. */
  static final int LOGITS = ACCEPTOR_LOGIT + 1;

  static final LinearChain CHAIN = new LinearChain(states(), transitions());

  private GeneGrammar() {}

  /** A donor's or acceptor's score is that of its exon base and that of the site. */
  private static List<List<Integer>> states() {
    List<List<Integer>> states = new ArrayList<>();
    for (int region = 0; region < SpliceLabels.REGION_CLASSES; region++) {
      states.add(List.of(region));
    }
    for (int k = 0; k < 3; k++) {
      states.add(List.of(EXON + k, DONOR_LOGIT));
    }
    for (int k = 0; k < 3; k++) {
      states.add(List.of(EXON + k, ACCEPTOR_LOGIT));
    }
    return states;
  }

  private static List<Transition> transitions() {
    List<Transition> all = new ArrayList<>();
    all.add(new Transition(OUTSIDE, OUTSIDE));
    all.add(new Transition(OUTSIDE, EXON));
    all.add(new Transition(OUTSIDE, DONOR));
    all.add(new Transition(EXON + 2, OUTSIDE));
    all.add(new Transition(ACCEPTOR + 2, OUTSIDE));
    for (int k = 0; k < 3; k++) {
      int next = (k + 1) % 3;
      all.add(new Transition(EXON + k, EXON + next));
      all.add(new Transition(EXON + k, DONOR + next));
      all.add(new Transition(DONOR + k, INTRON + next));
      all.add(new Transition(INTRON + k, INTRON + k));
      all.add(new Transition(INTRON + k, ACCEPTOR + k));
      all.add(new Transition(ACCEPTOR + k, EXON + next));
      all.add(new Transition(ACCEPTOR + k, DONOR + next));
    }
    return all;
  }

  /** Returns a head on this grammar. */
  static Head head(String name, int hidden) {
    return Head.of(name, Head.Scope.STEP, LOGITS, Loss.chain(CHAIN)).withHidden(hidden).withInput();
  }

  /**
   * Returns the state of each base; {@link Sequence#IGNORE} where a site of one gene lies in an
   * intron of another.
   */
  static int[] states(SpliceLabels labels) {
    int[] states = new int[labels.length()];
    for (int i = 0; i < states.length; i++) {
      int region = labels.regions()[i];
      boolean exon = region >= EXON && region < INTRON;
      states[i] =
          switch (labels.sites()[i]) {
            case SpliceLabels.NONE -> region;
            case SpliceLabels.DONOR -> exon ? DONOR + region - EXON : Sequence.IGNORE;
            default -> exon ? ACCEPTOR + region - EXON : Sequence.IGNORE;
          };
    }
    return states;
  }

  /**
   * Returns where states stop to follow the grammar: isoforms united, genes that overlap or are
   * annotated in part. Between two of these places a path fits the states.
   */
  static List<Integer> breaks(int[] states) {
    List<Integer> breaks = new ArrayList<>();
    boolean[] reached = new boolean[STATES];
    Arrays.fill(reached, true);
    for (int i = 0; i < states.length; i++) {
      boolean[] next = i == 0 ? reached.clone() : followers(reached);
      if (keep(next, states[i])) {
        reached = next;
      } else {
        breaks.add(i);
        Arrays.fill(reached, true);
        keep(reached, states[i]);
      }
    }
    return breaks;
  }

  private static boolean[] followers(boolean[] reached) {
    boolean[] next = new boolean[STATES];
    for (Transition t : CHAIN.transitions()) {
      next[t.to()] |= reached[t.from()];
    }
    return next;
  }

  private static boolean keep(boolean[] reached, int state) {
    boolean any = false;
    for (int s = 0; s < STATES; s++) {
      reached[s] &= state == Sequence.IGNORE || state == s;
      any |= reached[s];
    }
    return any;
  }

  /**
   * Returns transition scores to begin with: log of how often a state is followed by another in
   * some units, with one added to each count. From zeros, the rare transitions would take thousands
   * of steps to become rare.
   */
  static double[] scores(List<SpliceUnit> units) {
    List<Transition> all = CHAIN.transitions();
    int[][] index = new int[STATES][STATES];
    for (int[] row : index) {
      Arrays.fill(row, -1);
    }
    for (int e = 0; e < all.size(); e++) {
      index[all.get(e).from()][all.get(e).to()] = e;
    }
    double[] counts = new double[all.size()];
    Arrays.fill(counts, 1);
    for (SpliceUnit unit : units) {
      int[] states = states(unit.labels());
      for (int i = 1; i < states.length; i++) {
        boolean known = states[i - 1] != Sequence.IGNORE && states[i] != Sequence.IGNORE;
        int e = known ? index[states[i - 1]][states[i]] : -1;
        if (e >= 0) {
          counts[e]++;
        }
      }
    }
    double[] sums = new double[STATES];
    for (int e = 0; e < counts.length; e++) {
      sums[all.get(e).from()] += counts[e];
    }
    double[] scores = new double[counts.length];
    Arrays.setAll(scores, e -> StrictMath.log(counts[e] / sums[all.get(e).from()]));
    return scores;
  }

  /** Takes the last base of a sequence: a donor there would have its intron outside. */
  static void forbidDonor(double[] logits, int t) {
    logits[t * LOGITS + DONOR_LOGIT] = FORBIDDEN;
  }

  /** Takes the first base of a sequence: an acceptor there would have its intron outside. */
  static void forbidAcceptor(double[] logits, int t) {
    logits[t * LOGITS + ACCEPTOR_LOGIT] = FORBIDDEN;
  }

  /** Returns which logit of the network speaks for a site. */
  static int logit(SpliceSite.Kind kind) {
    return kind == SpliceSite.Kind.DONOR ? DONOR_LOGIT : ACCEPTOR_LOGIT;
  }

  /** Returns the probability of a donor at step t, from marginals [T, states]. */
  static float donor(float[] marginals, int t) {
    return sum(marginals, t * STATES + DONOR);
  }

  /** Returns the probability of an acceptor at step t. */
  static float acceptor(float[] marginals, int t) {
    return sum(marginals, t * STATES + ACCEPTOR);
  }

  private static float sum(float[] p, int at) {
    return Math.min(1f, p[at] + p[at + 1] + p[at + 2]);
  }

  /** Returns the number of states. */
  static int stateCount() {
    return STATES;
  }
}
