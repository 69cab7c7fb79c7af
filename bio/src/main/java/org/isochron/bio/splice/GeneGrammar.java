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
 * What may follow what along the sense strand of genes, as a linear chain.
 *
 * <p>States: outside; and for each frame an exon's base, an intron, a donor, an acceptor. Frames 0,
 * 1 and 2 are positions in a codon, 3 is untranslated. An intron has the frame of the exon base
 * that would come next, so it leaves the reading frame as it was. Translation begins at position 0,
 * after an untranslated base or outside, and ends after position 2; either may fall on an intron.
 * After the state machines of gene finders: Burge and Karlin 1997, doi 10.1006/jmbi.1997.0951;
 * Stanke and Waack 2003, doi 10.1093/bioinformatics/btg1080.
 */
final class GeneGrammar {
  /** The frame of untranslated bases. */
  static final int UNTRANSLATED = 3;

  private static final int FRAMES = 4;

  static final int OUTSIDE = 0;
  static final int EXON = 1;
  static final int INTRON = EXON + FRAMES;
  static final int DONOR = INTRON + FRAMES;
  static final int ACCEPTOR = DONOR + FRAMES;
  private static final int STATES = ACCEPTOR + FRAMES;

  private static final int DONOR_LOGIT = DONOR;
  private static final int ACCEPTOR_LOGIT = DONOR_LOGIT + 1;

  /** The logit of what cannot be: e to it is 0. */
  private static final float FORBIDDEN = -1e6f;

  /** Logits of the network: one for each region, one for donors, one for acceptors. */
  static final int LOGITS = ACCEPTOR_LOGIT + 1;

  /** Sets of states that label a base about which isoforms disagree, smaller ones first. */
  private static final List<Integer> MASKS = masks();

  static final LinearChain CHAIN = new LinearChain(states(), transitions(), labelSets());

  private GeneGrammar() {}

  /** A donor's or acceptor's score is that of its exon base and that of the site. */
  private static List<List<Integer>> states() {
    List<List<Integer>> states = new ArrayList<>();
    for (int region = 0; region < DONOR; region++) {
      states.add(List.of(region));
    }
    for (int logit : new int[] {DONOR_LOGIT, ACCEPTOR_LOGIT}) {
      for (int frame = 0; frame < FRAMES; frame++) {
        states.add(List.of(EXON + frame, logit));
      }
    }
    return states;
  }

  private static List<Transition> transitions() {
    List<Transition> all = new ArrayList<>();
    all.add(new Transition(OUTSIDE, OUTSIDE));
    enterExon(OUTSIDE, 0, all);
    enterExon(OUTSIDE, UNTRANSLATED, all);
    for (int frame = 0; frame < FRAMES; frame++) {
      int intron = INTRON + nextFrame(frame);
      all.add(new Transition(DONOR + frame, intron));
      all.add(new Transition(INTRON + frame, INTRON + frame));
      all.add(new Transition(INTRON + frame, ACCEPTOR + frame));
      for (int base : new int[] {EXON + frame, ACCEPTOR + frame}) {
        enterExon(base, nextFrame(frame), all);
        if (frame == 2) {
          enterExon(base, UNTRANSLATED, all);
        }
        if (frame == UNTRANSLATED) {
          enterExon(base, 0, all);
        }
        if (frame >= 2) {
          all.add(new Transition(base, OUTSIDE));
        }
      }
    }
    all.add(new Transition(INTRON, ACCEPTOR + UNTRANSLATED));
    all.add(new Transition(INTRON + UNTRANSLATED, ACCEPTOR));
    return all;
  }

  /** Lets an exon's base, which may be a donor too, follow a state. */
  private static void enterExon(int from, int frame, List<Transition> all) {
    all.add(new Transition(from, EXON + frame));
    all.add(new Transition(from, DONOR + frame));
  }

  /** Returns the frame of the base after one, but for starts and ends of translation. */
  static int nextFrame(int frame) {
    return frame == UNTRANSLATED ? UNTRANSLATED : (frame + 1) % 3;
  }

  private static List<Integer> masks() {
    int coding = 0b0111;
    int exon = 0b1111 << EXON;
    int intron = 0b1111 << INTRON;
    int donor = 0b1111 << DONOR;
    int acceptor = 0b1111 << ACCEPTOR;
    int inside = exon | intron;
    return List.of(
        coding << EXON,
        coding << INTRON,
        exon,
        intron,
        donor,
        acceptor,
        inside,
        inside | donor,
        inside | acceptor,
        inside | donor | acceptor,
        inside | 1 << OUTSIDE);
  }

  private static List<List<Integer>> labelSets() {
    List<List<Integer>> sets = new ArrayList<>();
    for (int mask : MASKS) {
      List<Integer> set = new ArrayList<>();
      for (int s = 0; s < STATES; s++) {
        if ((mask >> s & 1) == 1) {
          set.add(s);
        }
      }
      sets.add(set);
    }
    return sets;
  }

  /**
   * Returns the label of a base that may be in several states: the state if it is one, else the
   * first label set that holds them all, else {@link Sequence#IGNORE}.
   *
   * @param mask bit s is set if state s fits; not 0
   */
  static int label(int mask) {
    if (Integer.bitCount(mask) == 1) {
      return Integer.numberOfTrailingZeros(mask);
    }
    for (int i = 0; i < MASKS.size(); i++) {
      if ((mask & ~MASKS.get(i)) == 0) {
        return STATES + i;
      }
    }
    return Sequence.IGNORE;
  }

  /** Returns the states that fit a label, as bits. */
  private static int mask(int label) {
    if (label == Sequence.IGNORE) {
      return -1;
    }
    return label < STATES ? 1 << label : MASKS.get(label - STATES);
  }

  /** Returns a head on this grammar. */
  static Head head(String name, int hidden) {
    return Head.of(name, Head.Scope.STEP, LOGITS, Loss.chain(CHAIN)).withHidden(hidden).withInput();
  }

  /**
   * Returns where labels stop to follow the grammar: genes that overlap or are annotated in part.
   * Between two of these places a path fits the labels.
   */
  static List<Integer> breaks(int[] labels) {
    int[] followers = new int[STATES];
    for (Transition t : CHAIN.transitions()) {
      followers[t.from()] |= 1 << t.to();
    }
    List<Integer> breaks = new ArrayList<>();
    int reached = -1;
    for (int i = 0; i < labels.length; i++) {
      int next = i == 0 ? -1 : 0;
      for (int s = 0; i > 0 && s < STATES; s++) {
        next |= (reached >> s & 1) == 1 ? followers[s] : 0;
      }
      reached = next & mask(labels[i]);
      if (reached == 0) {
        breaks.add(i);
        reached = mask(labels[i]);
      }
    }
    return breaks;
  }

  /** Returns whether one of the states is a donor. */
  static boolean hasDonor(int mask) {
    return (mask >> DONOR & 0b1111) != 0;
  }

  /** Returns whether one of the states is an acceptor. */
  static boolean hasAcceptor(int mask) {
    return (mask >> ACCEPTOR & 0b1111) != 0;
  }

  /** Returns whether the states are of several kinds: outside, exon, intron, donor, acceptor. */
  static boolean isDisputed(int mask) {
    int kinds = mask & 1 << OUTSIDE;
    for (int first : new int[] {EXON, INTRON, DONOR, ACCEPTOR}) {
      kinds += (mask >> first & 0b1111) != 0 ? 1 : 0;
    }
    return kinds > 1;
  }

  /** Returns the label of each base; that of one that is masked is {@link Sequence#IGNORE}. */
  static int[] labels(SpliceLabels labels) {
    int[] all = new int[labels.length()];
    for (int i = 0; i < all.length; i++) {
      boolean masked = labels.sites()[i] == SpliceLabels.MASKED;
      all[i] = masked ? Sequence.IGNORE : label(labels.states()[i]);
    }
    return all;
  }

  /**
   * Returns transition scores to begin with: log of how often a state is followed by another in
   * some units, where both are known, with one added to each count. From zeros, the rare
   * transitions would take thousands of steps to become rare.
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
      int[] labels = labels(unit.labels());
      for (int i = 1; i < labels.length; i++) {
        int e = isState(labels[i - 1]) && isState(labels[i]) ? index[labels[i - 1]][labels[i]] : -1;
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

  private static boolean isState(int label) {
    return label >= 0 && label < STATES;
  }

  /** Takes the last base of a sequence: a donor there would have its intron outside. */
  static void forbidDonor(float[] logits, int t) {
    logits[t * LOGITS + DONOR_LOGIT] = FORBIDDEN;
  }

  /** Takes the first base of a sequence: an acceptor there would have its intron outside. */
  static void forbidAcceptor(float[] logits, int t) {
    logits[t * LOGITS + ACCEPTOR_LOGIT] = FORBIDDEN;
  }

  /** Returns which logit of the network speaks for a site. */
  static int logit(SpliceSite.Kind kind) {
    return kind == SpliceSite.Kind.DONOR ? DONOR_LOGIT : ACCEPTOR_LOGIT;
  }

  /** Returns for each state 0 if it is a donor, 1 if it is an acceptor, else -1. */
  static int[] siteOf() {
    int[] site = new int[STATES];
    Arrays.fill(site, -1);
    Arrays.fill(site, DONOR, DONOR + FRAMES, 0);
    Arrays.fill(site, ACCEPTOR, ACCEPTOR + FRAMES, 1);
    return site;
  }
}
