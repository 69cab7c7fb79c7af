package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.core.objective.ChainStretches;
import org.isochron.core.objective.LinearChain;
import org.isochron.core.objective.LinearChain.Transition;

/**
 * What may follow what along both strands at once: {@link GeneGrammar} on either, and no base lies
 * in genes of both.
 *
 * <p>p(plus, minus | x) ∝ p(plus | x) p(minus | x) where one of the two is outside at every base,
 * else 0: the product of the strands' chains, restricted, and again a chain. Its states are pairs
 * of which one is outside; along the plus strand, the minus strand's transitions run backward. A
 * gene that both strands claim goes to the one that explains it better.
 */
final class StrandsGrammar {
  private static final int SINGLE = GeneGrammar.CHAIN.states().size();

  /** Logits of a base: those of the plus strand, then those of the minus strand. */
  static final int LOGITS = 2 * GeneGrammar.LOGITS;

  private static final int STATES = 2 * SINGLE - 1;

  static final LinearChain CHAIN = new LinearChain(logits(), transitions());

  private StrandsGrammar() {}

  /** Returns the plus strand's state: pairs are first its own states, minus outside. */
  private static int plus(int state) {
    return state < SINGLE ? state : GeneGrammar.OUTSIDE;
  }

  /** Returns the minus strand's state. */
  private static int minus(int state) {
    return state < SINGLE ? GeneGrammar.OUTSIDE : state - SINGLE + 1;
  }

  private static List<List<Integer>> logits() {
    List<List<Integer>> all = new ArrayList<>();
    for (int s = 0; s < STATES; s++) {
      List<Integer> of = new ArrayList<>(GeneGrammar.CHAIN.states().get(plus(s)));
      GeneGrammar.CHAIN.states().get(minus(s)).forEach(l -> of.add(GeneGrammar.LOGITS + l));
      all.add(of);
    }
    return all;
  }

  private static List<Transition> transitions() {
    List<Transition> all = new ArrayList<>();
    for (int from = 0; from < STATES; from++) {
      for (int to = 0; to < STATES; to++) {
        if (GeneGrammar.CHAIN.allows(plus(from), plus(to))
            && GeneGrammar.CHAIN.allows(minus(to), minus(from))) {
          all.add(new Transition(from, to));
        }
      }
    }
    return all;
  }

  /**
   * Returns the scores of the transitions.
   *
   * @param single those of {@link GeneGrammar#CHAIN}, in its order
   */
  private static double[] scores(double[] single) {
    List<Transition> of = GeneGrammar.CHAIN.transitions();
    double[] scores = new double[CHAIN.transitions().size()];
    for (int e = 0; e < scores.length; e++) {
      Transition t = CHAIN.transitions().get(e);
      int forward = of.indexOf(new Transition(plus(t.from()), plus(t.to())));
      int backward = of.indexOf(new Transition(minus(t.to()), minus(t.from())));
      scores[e] = single[forward] + single[backward];
    }
    return scores;
  }

  /**
   * The grammar with a tagger's scores.
   *
   * @param chain inference in it
   * @param before what is known of the step before the first base
   * @param beyond the message from the step after the last base
   */
  record Scored(ChainStretches chain, double[] before, double[] beyond) {}

  /**
   * Returns the grammar with scores.
   *
   * @param single transition scores of {@link GeneGrammar#CHAIN}, in its order
   */
  static Scored scored(double[] single) {
    double[] stationary = new ChainStretches(GeneGrammar.CHAIN, single, 0).stationary();
    return new Scored(
        new ChainStretches(CHAIN, scores(single), 0),
        before(stationary),
        after(stationary, single));
  }

  /**
   * Returns what is known of the step before the first base, an unseen one: the plus strand is in a
   * state as often as its grammar visits it, and the minus strand, which ends there, in any.
   *
   * @param stationary of the single strand
   */
  private static double[] before(double[] stationary) {
    double[] p = new double[STATES];
    Arrays.setAll(p, s -> stationary[plus(s)]);
    return p;
  }

  /**
   * Returns the message from the step after the last base, an unseen one, where the minus strand
   * begins.
   *
   * @param stationary of the single strand
   * @param single transition scores of the single strand
   */
  private static double[] after(double[] stationary, double[] single) {
    double[] scores = scores(single);
    double[] message = new double[STATES];
    for (int e = 0; e < scores.length; e++) {
      Transition t = CHAIN.transitions().get(e);
      message[t.from()] += StrictMath.exp(scores[e]) * stationary[minus(t.to())];
    }
    return message;
  }

  /**
   * Returns which site each state is: 0 a donor and 1 an acceptor of the plus strand, 2 and 3 of
   * the minus strand, -1 none.
   */
  static int[] siteOf() {
    int[] single = GeneGrammar.siteOf();
    int[] sites = new int[STATES];
    for (int s = 0; s < STATES; s++) {
      int minus = single[minus(s)];
      sites[s] = s < SINGLE ? single[s] : minus < 0 ? minus : minus + 2;
    }
    return sites;
  }
}
