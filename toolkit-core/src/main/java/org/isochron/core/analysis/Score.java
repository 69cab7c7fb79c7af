package org.isochron.core.analysis;

import org.isochron.core.autodiff.Variable;
import org.isochron.core.objective.Head;
import org.isochron.core.objective.Loss;

/**
 * The number that is explained: a logit, log-probability or margin of a head, at a step or summed
 * over steps.
 *
 * @param head the head's name
 * @param quantity what is read
 * @param output k, an index of the head's outputs
 * @param other k', of a margin; else equal to k
 * @param steps which steps are summed; of a head for the sequence, all
 */
public record Score(String head, Quantity quantity, int output, int other, Steps steps) {
  /** What is read off a head's outputs z. */
  public enum Quantity {
    /** z_k. */
    LOGIT,
    /** log softmax(z)_k or, of independent outputs, log σ(z_k). */
    LOG_PROBABILITY,
    /** z_k − z_k'. */
    MARGIN
  }

  /**
   * A part of a sequence, from ≤ t &lt; to.
   *
   * @param from first step; −1 the last one of each sequence
   * @param to one past the last step; −1 each sequence's end
   */
  public record Steps(int from, int to) {
    private static final int END = -1;

    /** All steps. */
    public static final Steps ALL = new Steps(0, END);

    /** The last step of each sequence. */
    public static final Steps LAST = new Steps(END, END);

    /** Checks the bounds. */
    public Steps {
      boolean last = from == END && to == END;
      if (!last && (from < 0 || (to != END && to <= from))) {
        throw new IllegalArgumentException(
            "steps: expected from of at least 0 and to above it, found " + from + " to " + to);
      }
    }

    /** Returns the first step in a sequence of a length. */
    int first(int length) {
      return from == END ? length - 1 : from;
    }

    /** Returns one past the last step in a sequence of a length. */
    int end(int length) {
      return to == END ? length : to;
    }
  }

  /** Checks the indices. */
  public Score {
    if (head == null || quantity == null || steps == null || output < 0 || other < 0) {
      throw new IllegalArgumentException(
          "score: expected a head, a quantity, steps and outputs of at least 0, found "
              + head
              + ", "
              + quantity
              + ", "
              + steps
              + ", "
              + output
              + ", "
              + other);
    }
  }

  /**
   * Returns the sum over all steps of a logit.
   *
   * @param head the head's name
   * @param output k
   */
  public static Score logit(String head, int output) {
    return new Score(head, Quantity.LOGIT, output, output, Steps.ALL);
  }

  /**
   * Returns the sum over all steps of a log-probability.
   *
   * @param head the head's name
   * @param output k
   */
  public static Score logProbability(String head, int output) {
    return new Score(head, Quantity.LOG_PROBABILITY, output, output, Steps.ALL);
  }

  /**
   * Returns the sum over all steps of a difference of logits.
   *
   * @param head the head's name
   * @param output k
   * @param other k'
   */
  public static Score margin(String head, int output, int other) {
    return new Score(head, Quantity.MARGIN, output, other, Steps.ALL);
  }

  /** Returns this at one step. */
  public Score at(int step) {
    return over(new Steps(step, step + 1));
  }

  /** Returns this at the last step of each sequence. */
  public Score atLast() {
    return over(Steps.LAST);
  }

  /** Returns this summed over some steps. */
  public Score over(Steps part) {
    return new Score(head, quantity, output, other, part);
  }

  /** Checks that a head has what is asked for. */
  void check(Head of) {
    if (Math.max(output, other) >= of.outputs()) {
      throw new IllegalArgumentException(
          head + ": expected outputs below " + of.outputs() + ", found " + Math.max(output, other));
    }
    if (of.scope().isSequence() && !steps.equals(Steps.ALL)) {
      throw new IllegalArgumentException(
          head + ": one score for the sequence, expected all steps, found " + steps);
    }
    Loss.Kind kind = of.loss().kind();
    boolean normalised =
        (of.loss().takesClasses() && !of.loss().isPooled())
            || kind == Loss.Kind.BINARY
            || kind == Loss.Kind.CTC;
    if (quantity == Quantity.LOG_PROBABILITY && !normalised) {
      throw new IllegalArgumentException(
          head + ": expected a head of classes or of yes and no, found one trained by " + kind);
    }
  }

  /** Checks that a sequence has the steps. */
  void check(String sequence, int length) {
    if (steps.first(length) >= length || steps.end(length) > length) {
      throw new IllegalArgumentException(
          sequence + ": expected steps within " + length + ", found " + steps);
    }
  }

  /** Returns the score of each row of outputs [rows,C], as [rows,1]. */
  Variable of(Variable z, Loss loss) {
    Variable own = z.slice(1, output, output + 1);
    return switch (quantity) {
      case LOGIT -> own;
      case MARGIN -> own.subtract(z.slice(1, other, other + 1));
      case LOG_PROBABILITY ->
          loss.kind() == Loss.Kind.BINARY
              ? own.negate().softplus().negate()
              : z.logSoftmax().slice(1, output, output + 1);
    };
  }
}
