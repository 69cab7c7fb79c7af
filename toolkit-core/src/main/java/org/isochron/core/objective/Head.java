package org.isochron.core.objective;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.isochron.core.recurrence.ParameterLayout.Entry;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.Target;

/**
 * What is read off the trunk's output, for each step or for each sequence, and the loss it is
 * trained by: L = Σ loss / Σ weight over the labelled rows of a batch, rows without a label left
 * out.
 *
 * @param name distinct among a network's heads; also the key of its targets
 * @param scope what gets a target
 * @param outputs their number: classes, values, logits of a chain, or means and variances
 * @param hidden units of a ReLU layer before the output; 0 for none
 * @param seesInput whether the head also reads the network's input at the step
 * @param weight factor of this head's loss in the objective
 * @param classWeights w for each output; all 1 with a chain or CTC
 * @param loss what it is trained by
 */
public record Head(
    String name,
    Scope scope,
    // The name that model files of all versions have.
    @JsonProperty("classes") int outputs,
    int hidden,
    boolean seesInput,
    double weight,
    List<Double> classWeights,
    Loss loss) {
  /** What gets a target. */
  public enum Scope {
    /** Every step. */
    STEP,
    /** The sequence, from the mean of the trunk's output over its steps. */
    SEQUENCE_MEAN,
    /** The sequence, from each direction's output at the end of its own pass. */
    SEQUENCE_LAST,
    /**
     * The sequence, from three things side by side: each direction's output at its end, the mean
     * over the steps, and the largest value of each feature over the steps.
     */
    SEQUENCE_LAST_MEAN_MAX;

    /** Returns whether the sequence as a whole gets the target. */
    public boolean isSequence() {
      return this != STEP;
    }

    /** Returns how many times the trunk's features are read side by side. */
    public int width() {
      return this == SEQUENCE_LAST_MEAN_MAX ? 3 : 1;
    }
  }

  /** Checks all values. */
  public Head {
    classWeights = List.copyOf(classWeights);
    if (name == null || name.isEmpty() || name.contains("/")) {
      throw new IllegalArgumentException("head name: expected no '/', found '" + name + "'");
    }
    if (scope == null || loss == null) {
      throw new IllegalArgumentException(name + ": expected a scope and a loss, found null");
    }
    int fewest = loss.takesValues() && loss.kind() != Loss.Kind.GAUSSIAN ? 1 : 2;
    if (outputs < fewest || hidden < 0) {
      throw new IllegalArgumentException(
          name
              + ": expected at least "
              + fewest
              + " outputs and hidden at least 0, found "
              + outputs
              + " and "
              + hidden);
    }
    if (seesInput && scope.isSequence()) {
      throw new IllegalArgumentException(name + ": only a head on every step can see the input");
    }
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(name + ": weight must be at least 0, found " + weight);
    }
    if (classWeights.size() != outputs
        || classWeights.stream().anyMatch(w -> !(w >= 0) || Double.isInfinite(w))) {
      throw new IllegalArgumentException(
          name + ": expected " + outputs + " class weights of at least 0, found " + classWeights);
    }
    checkLoss(name, scope, outputs, classWeights, loss);
  }

  private static void checkLoss(
      String name, Scope scope, int outputs, List<Double> weights, Loss loss) {
    if (loss.isPooled() && scope != Scope.STEP) {
      throw new IllegalArgumentException(name + ": " + loss.kind() + " reads every step");
    }
    boolean aligned = loss.kind() == Loss.Kind.CHAIN || loss.kind() == Loss.Kind.CTC;
    if (aligned && (scope != Scope.STEP || weights.stream().anyMatch(w -> w != 1))) {
      throw new IllegalArgumentException(
          name + ": " + loss.kind() + " reads every step, and its class weights are all 1");
    }
    if (loss.chain() != null && loss.chain().logits() != outputs) {
      throw new IllegalArgumentException(
          name
              + ": the chain reads "
              + loss.chain().logits()
              + " logits, found "
              + outputs
              + " outputs");
    }
    if (loss.kind() == Loss.Kind.GAUSSIAN && outputs % 2 != 0) {
      throw new IllegalArgumentException(
          name + ": expected as many variances as means, found " + outputs + " outputs");
    }
  }

  /**
   * Makes a linear head of weight 1 with a softmax cross-entropy and equal class weights.
   *
   * @param name its name
   * @param scope what gets a label
   * @param classes number of classes
   */
  public static Head of(String name, Scope scope, int classes) {
    return of(name, scope, classes, Loss.crossEntropy());
  }

  /**
   * Makes a linear head of weight 1 with equal class weights.
   *
   * @param name its name
   * @param scope what gets a target
   * @param outputs number of outputs
   * @param loss what it is trained by
   */
  public static Head of(String name, Scope scope, int outputs, Loss loss) {
    return new Head(name, scope, outputs, 0, false, 1, Collections.nCopies(outputs, 1.0), loss);
  }

  /** Returns this head with a ReLU layer before the output. */
  public Head withHidden(int units) {
    return new Head(name, scope, outputs, units, seesInput, weight, classWeights, loss);
  }

  /** Returns this head reading the network's input beside the trunk's output. */
  public Head withInput() {
    return new Head(name, scope, outputs, hidden, true, weight, classWeights, loss);
  }

  /** Returns this head with another weight in the objective. */
  public Head withWeight(double factor) {
    return new Head(name, scope, outputs, hidden, seesInput, factor, classWeights, loss);
  }

  /** Returns this head with class weights. */
  public Head withClassWeights(List<Double> weights) {
    return new Head(name, scope, outputs, hidden, seesInput, weight, weights, loss);
  }

  /** Returns the number of columns of its predictions: outputs, or states of the chain. */
  public int labels() {
    return loss.chain() == null ? outputs : loss.chain().states().size();
  }

  /** Returns the number of target values in a row, where targets are numbers. */
  public int values() {
    return loss.kind() == Loss.Kind.GAUSSIAN ? outputs / 2 : outputs;
  }

  /**
   * Returns a sequence's labels for this head.
   *
   * @param sequence a sequence with labels
   * @throws IllegalArgumentException if there are none, or not one for each row
   */
  public int[] labels(Sequence sequence) {
    int[] labels = sequence.labels(name);
    int expected = rows(sequence);
    if (labels == null || labels.length != expected) {
      throw missing(sequence, expected + " labels", labels == null ? "none" : "" + labels.length);
    }
    return labels;
  }

  /** Refuses a label that is neither ignored nor a class or state of this head. */
  void checkLabel(Sequence sequence, int t, int label) {
    int count = loss.chain() == null ? outputs : loss.chain().labels();
    if (label != Sequence.IGNORE && (label < 0 || label >= count)) {
      throw new IllegalArgumentException(
          "%s: label of %s at step %d: expected 0 to %d or %d, found %d"
              .formatted(sequence.id(), name, t, count - 1, Sequence.IGNORE, label));
    }
  }

  /**
   * Returns a sequence's target values for this head.
   *
   * @param sequence a sequence with target values
   * @throws IllegalArgumentException if there are none, or not as many as there are outputs
   */
  public Target target(Sequence sequence) {
    Target target = sequence.target(name);
    int expected = rows(sequence) * values();
    boolean fits =
        target != null && target.rows() == rows(sequence) && target.values().length == expected;
    if (!fits) {
      String found = target == null ? "none" : target.values().length + " in " + target.rows();
      throw missing(sequence, expected + " target values in " + rows(sequence) + " rows", found);
    }
    return target;
  }

  private int rows(Sequence sequence) {
    return answers(sequence.steps());
  }

  /** Returns how many targets and predictions a sequence has: its steps, or 1. */
  public int answers(int steps) {
    return scope.isSequence() || loss.isPooled() ? 1 : steps;
  }

  private IllegalArgumentException missing(Sequence sequence, String expected, String found) {
    return new IllegalArgumentException(
        sequence.id() + ": head " + name + " needs " + expected + ", found " + found);
  }

  /**
   * Returns the number of features that the head reads.
   *
   * @param trunkOutput features of the trunk's output
   * @param networkInput features of the network's input
   */
  public int inputSize(int trunkOutput, int networkInput) {
    int read = scope.width() * trunkOutput;
    return seesInput ? read + networkInput : read;
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
    entries.add(Entry.of("head/" + name + "/output/w", outputs, last));
    entries.add(Entry.of("head/" + name + "/output/b", outputs));
    if (loss.parameterCount() > 0) {
      entries.add(Entry.of("head/" + name + "/transitions", loss.parameterCount()));
    }
    return entries;
  }
}
