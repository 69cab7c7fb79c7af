package org.isochron.core.training;

import java.util.List;

/**
 * Scales the update by a factor that shrinks where validation stalls: after more than {@code
 * patience} epochs in a row without a score below the best, scale ← factor·scale, and the count
 * begins again.
 *
 * <p>PyTorch's ReduceLROnPlateau with threshold and cooldown 0; a score that is no number is not
 * better.
 *
 * @param factor in (0, 1)
 * @param patience epochs without a better score that are borne, at least 0
 */
public record ReduceOnPlateau(double factor, int patience) implements GradientTransform {
  /** Checks the ranges. */
  public ReduceOnPlateau {
    if (!(factor > 0 && factor < 1 && patience >= 0)) {
      throw new IllegalArgumentException(
          "plateau: expected factor in (0, 1) and patience of at least 0, found "
              + factor
              + ", "
              + patience);
    }
  }

  @Override
  public Running start(int size) {
    return new State(this);
  }

  private static final class State implements Running {
    private final ReduceOnPlateau plan;
    private final double[] scale = {1};
    private final double[] best = {Double.POSITIVE_INFINITY};
    private final double[] stalled = {0};

    State(ReduceOnPlateau plan) {
      this.plan = plan;
    }

    @Override
    public void apply(double[] update, double[] parameters) {
      double by = scale[0];
      for (int i = 0; i < update.length; i++) {
        update[i] *= by;
      }
    }

    @Override
    public void validated(double score) {
      if (score < best[0]) {
        best[0] = score;
        stalled[0] = 0;
        return;
      }
      stalled[0]++;
      if (stalled[0] > plan.patience) {
        scale[0] *= plan.factor;
        stalled[0] = 0;
      }
    }

    @Override
    public List<double[]> state() {
      return List.of(scale, best, stalled);
    }
  }
}
