package org.isochron.core.objective;

import org.isochron.core.sequence.Sequence;

/** CTC of a head's outputs; see {@link CtcInference}. */
final class CtcLoss implements SequenceLoss {
  private final Head head;
  private final CtcInference inference;
  private final OutputCopy copy = new OutputCopy();
  private final ClassLoss softmax;

  CtcLoss(Head head) {
    this.head = head;
    inference = new CtcInference(head.outputs());
    softmax = new ClassLoss(head);
  }

  private int[] transcript(Sequence sequence) {
    int[] transcript = sequence.transcript(head.name());
    if (transcript == null) {
      throw new IllegalArgumentException(
          sequence.id() + ": head " + head.name() + " needs a transcript, found none");
    }
    for (int label : transcript) {
      if (label < 1 || label >= head.outputs()) {
        throw wrong(
            sequence, ": expected classes 1 to " + (head.outputs() - 1) + ", found ", label);
      }
    }
    int shortest = CtcInference.shortest(transcript);
    if (shortest > sequence.steps()) {
      String needs = " needs at least " + shortest + " steps, found ";
      throw wrong(sequence, needs, sequence.steps());
    }
    return transcript;
  }

  private IllegalArgumentException wrong(Sequence sequence, String expected, int found) {
    return new IllegalArgumentException(
        sequence.id() + ": transcript of " + head.name() + expected + found);
  }

  @Override
  public double weight(Sequence sequence) {
    transcript(sequence);
    return 1;
  }

  @Override
  public double apply(OutputRows rows, Sequence sequence, double factor) {
    double[] logits = copy.take(rows, head.outputs());
    double loss =
        inference.apply(logits, rows.count(), transcript(sequence), factor, copy.cotangent());
    copy.give(rows, head.outputs());
    return loss;
  }

  @Override
  public void predict(OutputRows rows, float[] predictions) {
    softmax.predict(rows, predictions);
  }
}
