package org.isochron.core.objective;

import org.isochron.core.sequence.Sequence;

/** A head's loss on one sequence at a time, in double; memory is kept, so it serves one thread. */
public interface SequenceLoss {
  /**
   * Makes the loss of a head.
   *
   * @param head the head
   */
  static SequenceLoss of(Head head) {
    return switch (head.loss().kind()) {
      case CROSS_ENTROPY, FOCAL -> new ClassLoss(head);
      case BINARY, SQUARED, HUBER, POISSON, GAUSSIAN -> new ValueLoss(head);
      case CTC -> new CtcLoss(head);
      case POOLED_CROSS_ENTROPY -> new PooledLoss(head);
      case CHAIN -> new ChainLoss(head);
    };
  }

  /**
   * Returns how much the sequence counts in the mean that a head's loss is: the sum of its labels'
   * class weights, the number of its labelled rows, or, of CTC, 1.
   *
   * @param sequence with targets for the head
   * @throws IllegalArgumentException if targets are missing, of another length, or out of range
   */
  double weight(Sequence sequence);

  /**
   * Returns factor·loss, not divided by the weight, and writes its cotangent.
   *
   * @param rows the sequence's outputs; their cotangents are overwritten
   * @param sequence with targets for the head
   * @param factor scale of the loss
   */
  double apply(OutputRows rows, Sequence sequence, double factor);

  /**
   * Writes what the head predicts: probabilities of classes or states, of yes, the value, the rate,
   * or mean and variance.
   *
   * @param rows the sequence's outputs
   * @param predictions takes them, row after row
   */
  void predict(OutputRows rows, float[] predictions);

  /**
   * Takes the loss's own parameters.
   *
   * @param parameters flat parameters
   * @param offset where the loss's own begin
   */
  default void pack(double[] parameters, int offset) {}

  /** Forgets the gradient of the loss's own parameters. */
  default void clear() {}

  /**
   * Adds the gradient of the loss's own parameters since {@link #clear}.
   *
   * @param gradient flat gradient
   * @param offset where the loss's own entries begin
   */
  default void addGradient(double[] gradient, int offset) {}
}
