package org.isochron.core.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.Layer;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.State;
import org.isochron.core.sequence.SequenceBatch;

/**
 * The norms ‖λ_t‖ of adjoint states over time, for each layer, direction and component: where a
 * gradient vanishes or explodes.
 *
 * <p>Bengio et al. 1994, doi 10.1109/72.279181; Pascanu et al. 2013, doi 10.48550/arXiv.1211.5063.
 *
 * @param series one for each component, from the input on
 */
public record GradientProfile(List<Series> series) {
  /** Copies the list. */
  public GradientProfile {
    series = List.copyOf(series);
  }

  /**
   * Measures adjoint states.
   *
   * @param recurrence whose
   * @param batch that was run
   * @param adjoints λ_t for t = 1 to T, as {@code Trajectory.adjointStates} returns them
   * @throws IllegalArgumentException if there is not one for each step of the batch
   */
  public static GradientProfile of(
      Recurrence recurrence, SequenceBatch batch, List<State> adjoints) {
    if (adjoints.size() != batch.steps() || adjoints.get(0).size() != batch.size()) {
      throw new IllegalArgumentException(
          "adjoint states: expected "
              + batch.steps()
              + " of "
              + batch.size()
              + " sequences, found "
              + adjoints.size()
              + (adjoints.isEmpty() ? "" : " of " + adjoints.get(0).size()));
    }
    List<boolean[]> present = new ArrayList<>();
    for (int n = 0; n < batch.size(); n++) {
      present.add(batch.get(n).presentOrAll());
    }
    List<Series> series = new ArrayList<>();
    for (int l = 0; l < recurrence.layers().size(); l++) {
      Layer layer = recurrence.layers().get(l);
      for (int i = 0; i < layer.cells().size(); i++) {
        Cell cell = layer.cells().get(i);
        int d = layer.directions().get(i);
        for (int c = 0; c < cell.stateNames().size(); c++) {
          String name = cell.stateNames().get(c);
          series.add(new Series(l, d, name, norms(batch, adjoints, l, d, c), present));
        }
      }
    }
    return new GradientProfile(series);
  }

  private static List<double[]> norms(
      SequenceBatch batch, List<State> adjoints, int layer, int direction, int component) {
    List<double[]> norms = new ArrayList<>();
    for (int n = 0; n < batch.size(); n++) {
      double[] own = new double[batch.get(n).steps()];
      for (int t = 0; t < own.length; t++) {
        double[] lambda = adjoints.get(t).get(layer, direction, component);
        int size = lambda.length / batch.size();
        double sum = 0;
        for (int j = n * size; j < (n + 1) * size; j++) {
          sum += lambda[j] * lambda[j];
        }
        own[t] = Math.sqrt(sum);
      }
      norms.add(own);
    }
    return norms;
  }

  /**
   * Returns the norms of one component.
   *
   * @param layer from 0 at the input
   * @param direction 0 forward, 1 backward
   * @param component its name, such as h or c
   * @throws IllegalArgumentException if there is none
   */
  public Series get(int layer, int direction, String component) {
    for (Series one : series) {
      if (one.layer == layer && one.direction == direction && one.component.equals(component)) {
        return one;
      }
    }
    throw new IllegalArgumentException(
        "no component "
            + component
            + " of layer "
            + layer
            + ", direction "
            + direction
            + "; there are "
            + series);
  }

  /**
   * The norms of one component.
   *
   * @param layer from 0 at the input
   * @param direction 0 forward, 1 backward
   * @param component its name
   * @param norms ‖λ_t‖ [T] of each sequence, by the time of the input
   * @param present which steps of each are there; in a gap the norm is that of the state it keeps
   */
  public record Series(
      int layer, int direction, String component, List<double[]> norms, List<boolean[]> present) {
    /** Copies the lists. */
    public Series {
      norms = List.copyOf(norms);
      present = List.copyOf(present);
    }

    /** Returns the norm over the batch, (Σ_n ‖λ_t‖²)^½ [T], T the longest length. */
    public double[] batchNorms() {
      int steps = norms.stream().mapToInt(own -> own.length).max().orElseThrow();
      double[] all = new double[steps];
      for (double[] own : norms) {
        for (int t = 0; t < own.length; t++) {
          all[t] += own[t] * own[t];
        }
      }
      for (int t = 0; t < steps; t++) {
        all[t] = Math.sqrt(all[t]);
      }
      return all;
    }

    /** Returns the rate over all steps of sequence n. */
    public Rate rate(int n) {
      return rate(n, 0, norms.get(n).length);
    }

    /**
     * Returns the rate over a part of a sequence, by least squares of log₁₀‖λ_t‖ over the steps
     * that are there where it is not 0. Its meaning is plain where no loss is given within the
     * part.
     *
     * @param n the sequence
     * @param from first step
     * @param to one past the last step
     * @throws IllegalArgumentException if the sequence has no such part
     */
    public Rate rate(int n, int from, int to) {
      double[] own = norms.get(n);
      if (from < 0 || to > own.length || from >= to) {
        throw new IllegalArgumentException(
            "steps: expected a part of 0 to " + own.length + ", found " + from + " to " + to);
      }
      int[] steps = IntStream.range(from, to).filter(t -> present.get(n)[t]).toArray();
      int[] nonzero = IntStream.range(0, steps.length).filter(k -> own[steps[k]] > 0).toArray();
      double meanStep = 0;
      double meanLog = 0;
      for (int k : nonzero) {
        meanStep += k;
        meanLog += StrictMath.log10(own[steps[k]]);
      }
      meanStep /= nonzero.length;
      meanLog /= nonzero.length;
      double covariance = 0;
      double variance = 0;
      for (int k : nonzero) {
        covariance += (k - meanStep) * (StrictMath.log10(own[steps[k]]) - meanLog);
        variance += (k - meanStep) * (k - meanStep);
      }
      double forward = covariance / variance;
      int zeros = steps.length - nonzero.length;
      return new Rate(direction == 0 ? -forward : forward, nonzero.length, zeros);
    }

    @Override
    public String toString() {
      return component + " of layer " + layer + " " + Layer.DIRECTIONS.get(direction);
    }
  }

  /**
   * How fast a gradient changes on its way.
   *
   * @param log10PerStep slope of log₁₀‖λ‖ for each step that the adjoint goes, gaps not counted:
   *     below 0 it vanishes, above 0 it explodes; NaN of fewer than two steps
   * @param steps steps where the norm is not 0
   * @param zeros steps where it is exactly 0
   */
  public record Rate(double log10PerStep, int steps, int zeros) {}
}
