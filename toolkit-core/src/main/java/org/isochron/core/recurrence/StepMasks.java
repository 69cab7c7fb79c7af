package org.isochron.core.recurrence;

import java.util.Optional;
import org.isochron.core.autodiff.Variable;

/** The random masks of one step, constants that a stochastic cell asks for. */
@FunctionalInterface
public interface StepMasks {
  /** Outside of training: there are none. */
  StepMasks NONE = (span, component, size, rate) -> Optional.empty();

  /** How long a mask stays. */
  enum Span {
    /** One mask for all steps of a sequence. */
    SEQUENCE,
    /** A mask for each step. */
    STEP
  }

  /**
   * Returns what is kept: 1 with probability 1 − rate, else 0, [N,size]; or nothing outside of
   * training.
   *
   * @param span how long the mask stays
   * @param component of the state, from 0
   * @param size number of features
   * @param rate probability of a 0
   */
  Optional<Variable> kept(Span span, int component, int size, double rate);
}
