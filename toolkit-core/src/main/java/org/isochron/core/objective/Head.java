package org.isochron.core.objective;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.isochron.core.recurrence.ParameterLayout.Entry;

/**
 * A classifier on the trunk's output, for each step or for each sequence, trained by masked softmax
 * cross-entropy L = Σ w_y (−log p_y) / Σ w_y over the labelled steps of a batch; or, with a chain,
 * a labeller of whole sequences, trained by −log p(labels) of a {@link LinearChain} over the number
 * of labelled steps.
 *
 * @param name distinct among a network's heads; also the key of its labels
 * @param scope what gets a label
 * @param classes number of classes, at least 2; of a chain the number of logits
 * @param hidden units of a ReLU layer before the output; 0 for none
 * @param seesInput whether the head also reads the network's input at the step
 * @param weight factor of this head's loss in the objective
 * @param classWeights w for each class; all 1 with a chain
 * @param chain which labels may follow each other, or null where steps are labelled one by one
 */
public record Head(
    String name,
    Scope scope,
    int classes,
    int hidden,
    boolean seesInput,
    double weight,
    List<Double> classWeights,
    LinearChain chain) {
  /** What gets a label. */
  public enum Scope {
    /** Every step. */
    STEP,
    /** The sequence, from the mean of the trunk's output over its steps. */
    SEQUENCE_MEAN,
    /** The sequence, from each direction's output at the end of its own pass. */
    SEQUENCE_LAST;

    /** Returns whether the sequence as a whole gets the label. */
    public boolean isSequence() {
      return this != STEP;
    }
  }

  /** Checks all values. */
  public Head {
    classWeights = List.copyOf(classWeights);
    if (name == null || name.isEmpty() || name.contains("/")) {
      throw new IllegalArgumentException("head name: expected no '/', found '" + name + "'");
    }
    if (scope == null) {
      throw new IllegalArgumentException(name + ": expected a scope, found null");
    }
    if (classes < 2 || hidden < 0) {
      throw new IllegalArgumentException(
          name
              + ": expected at least 2 classes and hidden at least 0, found "
              + classes
              + " and "
              + hidden);
    }
    if (seesInput && scope.isSequence()) {
      throw new IllegalArgumentException(name + ": only a head on every step can see the input");
    }
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(name + ": weight must be at least 0, found " + weight);
    }
    if (classWeights.size() != classes
        || classWeights.stream().anyMatch(w -> !(w >= 0) || Double.isInfinite(w))) {
      throw new IllegalArgumentException(
          name + ": expected " + classes + " class weights of at least 0, found " + classWeights);
    }
    if (chain != null) {
      checkChain(name, scope, classes, classWeights, chain);
    }
  }

  private static void checkChain(
      String name, Scope scope, int classes, List<Double> weights, LinearChain chain) {
    if (scope != Scope.STEP || weights.stream().anyMatch(w -> w != 1)) {
      throw new IllegalArgumentException(
          name + ": a chain labels steps, and its class weights are all 1");
    }
    if (chain.logits() != classes) {
      throw new IllegalArgumentException(
          name + ": the chain reads " + chain.logits() + " logits, found " + classes + " classes");
    }
  }

  /**
   * Makes a linear head of weight 1 with equal class weights.
   *
   * @param name its name
   * @param scope what gets a label
   * @param classes number of classes
   */
  public static Head of(String name, Scope scope, int classes) {
    return new Head(name, scope, classes, 0, false, 1, Collections.nCopies(classes, 1.0), null);
  }

  /** Returns this head with a ReLU layer before the output. */
  public Head withHidden(int units) {
    return new Head(name, scope, classes, units, seesInput, weight, classWeights, chain);
  }

  /** Returns this head reading the network's input beside the trunk's output. */
  public Head withInput() {
    return new Head(name, scope, classes, hidden, true, weight, classWeights, chain);
  }

  /** Returns this head with another weight in the objective. */
  public Head withWeight(double factor) {
    return new Head(name, scope, classes, hidden, seesInput, factor, classWeights, chain);
  }

  /** Returns this head with class weights. */
  public Head withClassWeights(List<Double> weights) {
    return new Head(name, scope, classes, hidden, seesInput, weight, weights, chain);
  }

  /** Returns this head with the labels of a chain, one logit for each that the chain reads. */
  public Head withChain(LinearChain labels) {
    return new Head(name, scope, classes, hidden, seesInput, weight, classWeights, labels);
  }

  /** Returns the number of labels: classes, or states of the chain. */
  public int labels() {
    return chain == null ? classes : chain.states().size();
  }

  /**
   * Returns the number of features that the head reads.
   *
   * @param trunkOutput features of the trunk's output
   * @param networkInput features of the network's input
   */
  public int inputSize(int trunkOutput, int networkInput) {
    return seesInput ? trunkOutput + networkInput : trunkOutput;
  }

  /**
   * Returns the head's parameters in order.
   *
   * @param inputSize features that it reads
   */
  public List<Entry> parameterEntries(int inputSize) {
    List<Entry> entries = new ArrayList<>();
    int last = inputSize;
    if (hidden > 0) {
      entries.add(Entry.of("head/" + name + "/hidden/w", hidden, inputSize));
      entries.add(Entry.of("head/" + name + "/hidden/b", hidden));
      last = hidden;
    }
    entries.add(Entry.of("head/" + name + "/output/w", classes, last));
    entries.add(Entry.of("head/" + name + "/output/b", classes));
    if (chain != null) {
      entries.add(Entry.of("head/" + name + "/transitions", chain.transitions().size()));
    }
    return entries;
  }
}
