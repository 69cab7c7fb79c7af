package org.isochron.core.recurrence;

import java.util.List;
import java.util.Optional;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.autodiff.Variable;

/**
 * Masks that are a function of seed, layer, direction, sequence, time, component and unit: neither
 * threads, blocks, batch mates nor a run in segments of time change them.
 *
 * @param seed the training step's seed
 * @param firstStep the time of the run's first step, 0 unless it is a later segment
 * @param sequences the index in the batch of each row
 */
public record SeededMasks(long seed, int firstStep, List<Integer> sequences) implements MaskSource {
  /** Copies the indices. */
  public SeededMasks {
    sequences = List.copyOf(sequences);
    if (firstStep < 0) {
      throw new IllegalArgumentException("first step: expected 0 or more, found " + firstStep);
    }
  }

  @Override
  public StepMasks at(Tape tape, int layer, int direction, int... times) {
    if (times.length > sequences.size()) {
      throw new IllegalArgumentException(
          "masks of " + sequences.size() + " sequences, run has " + times.length);
    }
    return (span, component, size, rate) -> {
      double[] kept = new double[times.length * size];
      for (int n = 0; n < times.length; n++) {
        int time = span == StepMasks.Span.STEP ? firstStep + times[n] : -1;
        int[] place = {layer, direction, component, sequences.get(n), time};
        for (int i = 0; i < size; i++) {
          kept[n * size + i] = Dropout.uniform(seed, i, place) < rate ? 0 : 1;
        }
      }
      Variable mask = tape.constant(kept, times.length, size);
      return Optional.of(mask);
    };
  }
}
