package org.isochron.core.recurrence;

import org.isochron.core.autodiff.Tape;

/** Where the masks of a run come from. */
@FunctionalInterface
public interface MaskSource {
  /** Outside of training: there are none. */
  MaskSource NONE = (tape, layer, direction, times) -> StepMasks.NONE;

  /**
   * Returns the masks of one step of a cell.
   *
   * @param tape where the masks are constants
   * @param layer from 0 at the input
   * @param direction 0 forward, 1 backward
   * @param times which input each row's step reads, from 0 at the run's first
   */
  StepMasks at(Tape tape, int layer, int direction, int... times);
}
