package org.isochron.core.training;

import java.util.List;

/** A mean of the parameters along a run, which is validated and kept in their place. */
public interface ParameterAverage {
  /**
   * Hears of a step.
   *
   * @param parameters after it
   * @param step from 0
   */
  void stepped(double[] parameters, long step);

  /**
   * Hears of an epoch's end.
   *
   * @param parameters at the end
   * @param steps done in the whole run
   */
  void epochEnded(double[] parameters, long steps);

  /**
   * Returns what to validate: the mean, not a copy, or the parameters where there is none yet.
   *
   * @param parameters the parameters of now
   */
  double[] values(double[] parameters);

  /** Returns the state's arrays, not copies, for checkpoints; empty if there is none. */
  List<double[]> state();

  /** Returns no average: the parameters themselves. */
  static ParameterAverage none() {
    return new ParameterAverage() {
      @Override
      public void stepped(double[] parameters, long step) {}

      @Override
      public void epochEnded(double[] parameters, long steps) {}

      @Override
      public double[] values(double[] parameters) {
        return parameters;
      }

      @Override
      public List<double[]> state() {
        return List.of();
      }
    };
  }

  /**
   * Returns the exponential moving average: mean ← d·mean + (1−d)·θ after step t from 0, with d =
   * min(decay, (1+t)/(10+t)), so that a young mean forgets where it began.
   *
   * @param initial the parameters before the first step, not changed
   * @param decay in (0, 1)
   */
  static ParameterAverage exponential(double[] initial, double decay) {
    OptimizerConfig.require(decay > 0 && decay < 1, "averaging", "in (0, 1)", decay);
    double[] mean = initial.clone();
    return new ParameterAverage() {
      @Override
      public void stepped(double[] parameters, long step) {
        double d = Math.min(decay, (1.0 + step) / (10.0 + step));
        for (int i = 0; i < mean.length; i++) {
          mean[i] = d * mean[i] + (1 - d) * parameters[i];
        }
      }

      @Override
      public void epochEnded(double[] parameters, long steps) {}

      @Override
      public double[] values(double[] parameters) {
        return mean;
      }

      @Override
      public List<double[]> state() {
        return List.of(mean);
      }
    };
  }

  /**
   * Returns the mean of stochastic weight averaging: of the parameters at the end of each epoch
   * that ends after a step, mean ← mean + (θ − mean)/n. Izmailov et al. 2018, arXiv 1803.05407.
   *
   * @param size number of parameters
   * @param from steps after which averaging begins, at least 0
   */
  static ParameterAverage stochastic(int size, long from) {
    OptimizerConfig.require(from >= 0, "averageFrom", "at least 0", from);
    double[] mean = new double[size];
    double[] count = {0};
    return new ParameterAverage() {
      @Override
      public void stepped(double[] parameters, long step) {}

      @Override
      public void epochEnded(double[] parameters, long steps) {
        if (steps <= from) {
          return;
        }
        count[0]++;
        for (int i = 0; i < mean.length; i++) {
          mean[i] += (parameters[i] - mean[i]) / count[0];
        }
      }

      @Override
      public double[] values(double[] parameters) {
        return count[0] == 0 ? parameters : mean;
      }

      @Override
      public List<double[]> state() {
        return List.of(mean, count);
      }
    };
  }
}
