package org.isochron.core.recurrence;

import java.util.List;

/**
 * Under what a recurrence is unrolled, beside its inputs.
 *
 * @param masks the random masks of stochastic cells
 * @param present for each row which of its steps are there, or nothing if all steps of all rows are
 */
public record RunConditions(MaskSource masks, List<boolean[]> present) {
  /** Every step is there, and there are no masks. */
  public static final RunConditions PLAIN = new RunConditions(MaskSource.NONE, List.of());

  /** Copies the list. */
  public RunConditions {
    present = List.copyOf(present);
  }

  /** Returns these conditions with other masks. */
  public RunConditions withMasks(MaskSource source) {
    return new RunConditions(source, present);
  }

  /** Returns these conditions with other gaps. */
  public RunConditions withPresent(List<boolean[]> steps) {
    return new RunConditions(masks, steps);
  }

  /** Checks that gaps fit rows of given lengths. */
  void check(int... lengths) {
    if (present.isEmpty()) {
      return;
    }
    if (present.size() != lengths.length) {
      throw new IllegalArgumentException(
          "gaps of " + present.size() + " sequences, run has " + lengths.length);
    }
    for (int n = 0; n < lengths.length; n++) {
      if (present.get(n).length != lengths[n]) {
        throw new IllegalArgumentException(
            "gaps of row "
                + n
                + ": expected "
                + lengths[n]
                + " steps, found "
                + present.get(n).length);
      }
    }
  }
}
