package org.isochron.bio.splice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.objective.ChainInference;
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
  private static final int SINGLE = GeneGrammar.stateCount();

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

  /** Returns a tagger's transition scores of the single strand. */
  static double[] transitions(TrainedModel model) {
    String name = "head/" + SpliceConfig.STRUCTURE + "/transitions";
    return model.network().layout().get(model.parameters(), name);
  }

  /**
   * Returns the scores of the transitions.
   *
   * @param single those of {@link GeneGrammar#CHAIN}, in its order
   */
  static double[] scores(double[] single) {
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

  /** Returns inference in this grammar, for one thread. */
  static ChainInference inference(double[] single) {
    ChainInference inference = new ChainInference(CHAIN);
    inference.pack(scores(single), 0);
    return inference;
  }

  /**
   * Returns what is known of the step before the first base, an unseen one: the plus strand is in a
   * state as often as its grammar visits it, and the minus strand, which ends there, in any.
   *
   * @param stationary of the single strand
   */
  static double[] before(double[] stationary) {
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
  static double[] after(double[] stationary, double[] single) {
    double[] scores = scores(single);
    double[] message = new double[STATES];
    for (int e = 0; e < scores.length; e++) {
      Transition t = CHAIN.transitions().get(e);
      message[t.from()] += StrictMath.exp(scores[e]) * stationary[minus(t.to())];
    }
    return message;
  }

  /**
   * Returns the marginals of one strand's states at a step, as {@link GeneGrammar#donor} and {@link
   * GeneGrammar#acceptor} read them. Outside counts no state of the other strand.
   *
   * @param marginals [T, states of both]
   * @param t the step
   * @param strand 0 plus, 1 minus
   * @param to takes them [states of one]
   */
  static void ofStrand(float[] marginals, int t, int strand, float[] to) {
    int at = t * STATES;
    to[GeneGrammar.OUTSIDE] = marginals[at];
    int first = at + (strand == 0 ? 1 : SINGLE);
    System.arraycopy(marginals, first, to, 1, SINGLE - 1);
  }

  static int stateCount() {
    return STATES;
  }
}
