package org.isochron.core.objective;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A linear-chain conditional random field: which states may follow each other, and which logits
 * speak for a state.
 *
 * <p>p(s | x) ∝ exp(Σ_t e_t(s_t) + Σ_t w(s_{t-1}, s_t)), e_t(s) the sum of the state's logits, w
 * one learned score for each allowed transition; a sequence may begin and end in any state.
 * Lafferty, McCallum and Pereira 2001, ICML, 282–289.
 *
 * <p>A label is a state, or the number of states plus the index of a label set, any state of which
 * fits: what is known only in part. The likelihood is then that of all paths that fit. Tsuboi et
 * al. 2008, COLING, 897–904.
 *
 * @param states for each state the indices of its logits
 * @param transitions allowed transitions, each state in at least one as source and one as target
 * @param labelSets sets of states that serve as labels; possibly none
 */
public record LinearChain(
    List<List<Integer>> states, List<Transition> transitions, List<List<Integer>> labelSets) {
  /**
   * One allowed transition.
   *
   * @param from state before
   * @param to state after
   */
  public record Transition(int from, int to) {}

  /**
   * Checks that states and transitions fit.
   *
   * @throws IllegalArgumentException if a state has no logit, or cannot be entered or left, or a
   *     transition is repeated or between states that are not there, or a label set is empty or
   *     holds something else
   */
  public LinearChain {
    states = states.stream().map(List::copyOf).toList();
    transitions = List.copyOf(transitions);
    labelSets = labelSets.stream().map(List::copyOf).toList();
    int count = states.size();
    boolean[] left = new boolean[count];
    boolean[] entered = new boolean[count];
    for (Transition t : transitions) {
      if (t.from() < 0 || t.to() < 0 || t.from() >= count || t.to() >= count) {
        throw new IllegalArgumentException(
            "transition " + t.from() + " to " + t.to() + ": expected states below " + count);
      }
      left[t.from()] = true;
      entered[t.to()] = true;
    }
    if (new LinkedHashSet<>(transitions).size() < transitions.size()) {
      throw new IllegalArgumentException("transitions: expected each once, found one twice");
    }
    for (int s = 0; s < count; s++) {
      if (states.get(s).isEmpty() || states.get(s).stream().anyMatch(l -> l < 0)) {
        throw new IllegalArgumentException(
            "state " + s + ": expected logits of index 0 or more, found " + states.get(s));
      }
      if (!left[s] || !entered[s]) {
        throw new IllegalArgumentException(
            "state " + s + ": expected a transition to it and one from it");
      }
    }
    if (count < 2) {
      throw new IllegalArgumentException("states: expected at least 2, found " + count);
    }
    for (List<Integer> set : labelSets) {
      if (set.isEmpty() || set.stream().anyMatch(s -> s < 0 || s >= count)) {
        throw new IllegalArgumentException(
            "label set: expected states from 0 to " + (count - 1) + ", found " + set);
      }
    }
  }

  /**
   * Makes a chain whose labels are its states.
   *
   * @param states for each state the indices of its logits
   * @param transitions allowed transitions
   * @throws IllegalArgumentException as the other constructor
   */
  public LinearChain(List<List<Integer>> states, List<Transition> transitions) {
    this(states, transitions, List.of());
  }

  /**
   * Returns the chain in which every state has a logit of its own and may follow every other.
   *
   * @param count number of states, at least 2
   */
  public static LinearChain full(int count) {
    List<List<Integer>> states = new ArrayList<>();
    List<Transition> transitions = new ArrayList<>();
    for (int s = 0; s < count; s++) {
      states.add(List.of(s));
      for (int to = 0; to < count; to++) {
        transitions.add(new Transition(s, to));
      }
    }
    return new LinearChain(states, transitions);
  }

  /** Returns the number of logits that the states read: one more than their largest index. */
  public int logits() {
    return 1 + states.stream().flatMap(List::stream).mapToInt(Integer::intValue).max().orElse(-1);
  }

  /** Returns the number of labels: states, then label sets. */
  public int labels() {
    return states.size() + labelSets.size();
  }

  /** Returns whether one state may follow another. */
  public boolean allows(int from, int to) {
    return transitions.contains(new Transition(from, to));
  }
}
