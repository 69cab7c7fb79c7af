package org.isochron.core.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;

/**
 * (to − from) ∘ ∫₀¹ ∂F/∂a (from + α (to − from)) dα of one sequence, by intervals of α.
 *
 * <p>F at both ends of an interval says what its values should sum to, so its error is known; the
 * one with the largest is halved until their sum is small enough. So intervals close in on kinks.
 */
final class PathIntegral {
  /** Rows, points times steps, that one tape holds at most, unless a sequence is longer. */
  private static final int ROWS = 8192;

  /** Points that one tape holds at most, so that several threads have some. */
  private static final int POINTS = 4;

  private final ScoreAbove above;
  private final Sequence sequence;
  private final double[] from;
  private final double[] to;
  private final Quadrature quadrature;
  private final Quadrature.Rule rule;
  private final int chunk;
  private final Workers workers;

  /** A part of the path, F at its ends, the integral [T,F] and its error. */
  private record Interval(
      double begin, double end, double atBegin, double atEnd, double[] values, double error) {}

  /** The integral and the nodes it took. */
  record Result(double[] values, double atFrom, double atTo, int nodes) {}

  /**
   * Prepares the integral.
   *
   * @param sequence whose input it is
   * @param from [T,F] over the steps that are there
   * @param to [T,F]
   * @param workers who shares the points, or null where this is a task of theirs
   */
  PathIntegral(
      ScoreAbove above,
      Sequence sequence,
      double[] from,
      double[] to,
      Quadrature quadrature,
      Workers workers) {
    this.workers = workers;
    this.above = above;
    this.sequence = sequence;
    this.from = from;
    this.to = to;
    this.quadrature = quadrature;
    rule = Quadrature.Rule.gaussLegendre(quadrature.nodes());
    chunk = Math.max(1, Math.min(POINTS, ROWS * above.features() / to.length));
  }

  Result compute() {
    double[] ends = above.scores(sequence, List.of(from, to));
    double bound = quadrature.tolerance() * Math.max(1, Math.abs(ends[1] - ends[0]));
    List<Interval> intervals = new ArrayList<>();
    intervals.add(interval(0, 1, ends[0], ends[1]));
    int nodes = quadrature.nodes();
    while (nodes + 2 * quadrature.nodes() <= quadrature.maxNodes()
        && intervals.stream().mapToDouble(Interval::error).sum() > bound) {
      Interval worst =
          intervals.stream().max(Comparator.comparingDouble(Interval::error)).orElseThrow();
      double middle = (worst.begin + worst.end) / 2;
      double atMiddle = above.scores(sequence, List.of(point(middle)))[0];
      int at = intervals.indexOf(worst);
      intervals.set(at, interval(worst.begin, middle, worst.atBegin, atMiddle));
      intervals.add(at + 1, interval(middle, worst.end, atMiddle, worst.atEnd));
      nodes += 2 * quadrature.nodes();
    }
    double[] values = new double[to.length];
    for (Interval interval : intervals) {
      Arrays.setAll(values, i -> values[i] + interval.values[i]);
    }
    return new Result(values, ends[0], ends[1], nodes);
  }

  private double[] point(double alpha) {
    double[] point = new double[to.length];
    Arrays.setAll(point, i -> from[i] + alpha * (to[i] - from[i]));
    return point;
  }

  private Interval interval(double begin, double end, double atBegin, double atEnd) {
    double[] values = new double[to.length];
    int count = rule.nodes().length;
    double[][] gradients = new double[count][];
    forEach(
        (count + chunk - 1) / chunk,
        c -> {
          int first = c * chunk;
          List<double[]> points = new ArrayList<>();
          for (int k = first; k < Math.min(count, first + chunk); k++) {
            points.add(point(begin + (end - begin) * rule.nodes()[k]));
          }
          List<double[]> found = above.gradients(sequence, points).gradients();
          for (int k = 0; k < found.size(); k++) {
            gradients[first + k] = found.get(k);
          }
        });
    for (int k = 0; k < count; k++) {
      double weight = rule.weights()[k];
      double[] gradient = gradients[k];
      Arrays.setAll(values, i -> values[i] + weight * gradient[i]);
    }
    Arrays.setAll(values, i -> values[i] * (end - begin) * (to[i] - from[i]));
    double error = Math.abs(Arrays.stream(values).sum() - (atEnd - atBegin));
    return new Interval(begin, end, atBegin, atEnd, values, error);
  }

  private void forEach(int count, IntConsumer task) {
    if (workers != null) {
      workers.run(count, task);
      return;
    }
    for (int i = 0; i < count; i++) {
      task.accept(i);
    }
  }
}
