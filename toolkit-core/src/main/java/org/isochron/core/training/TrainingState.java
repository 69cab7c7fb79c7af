package org.isochron.core.training;

import java.util.ArrayList;
import java.util.List;

/** Where a run stands between two epochs: all that the epochs to come depend on. */
final class TrainingState {
  final double[] parameters;
  final GradientTransform.Running optimizer;
  final ParameterAverage average;
  final long totalSteps;
  final List<EpochRecord> history = new ArrayList<>();
  double[] best;
  int bestEpoch;
  double bestScore = Double.POSITIVE_INFINITY;
  long step;

  TrainingState(double[] initial, OptimizerConfig config, long perEpoch, int epochs) {
    parameters = initial.clone();
    best = initial.clone();
    totalSteps = perEpoch * epochs;
    optimizer = config.transform(perEpoch, epochs).start(initial.length);
    average = config.average(initial, totalSteps);
  }

  /** Moves the parameters by an update. */
  void move(double[] update) {
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] += update[i];
    }
    average.stepped(parameters, step);
    step++;
  }

  /** Keeps the candidate if no epoch before had a better score; returns whether it does. */
  boolean keepBest(double[] candidate, double score) {
    if (!(score < bestScore || history.isEmpty())) {
      return false;
    }
    best = candidate.clone();
    bestScore = score;
    bestEpoch = history.size() + 1;
    return true;
  }

  /** Returns all arrays of fixed size, not copies, in the order of a checkpoint. */
  List<double[]> arrays() {
    List<double[]> arrays = new ArrayList<>();
    arrays.add(parameters);
    arrays.add(best);
    arrays.addAll(average.state());
    arrays.addAll(optimizer.state());
    return arrays;
  }
}
