package org.isochron.core.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.Layer;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Unrolled;
import org.isochron.core.sequence.Sequence;

/**
 * A score as a function of the activations at a site: the layers above it and the head, run again.
 * Any number of threads may use it.
 */
final class ScoreAbove {
  private final RecurrentNetwork network;
  private final double[] parameters;
  private final Site site;
  private final Score score;
  private final Head head;
  private final SubNetwork above;
  private final int features;

  /** The scores of M points [M], and their gradients, each [T,F]. */
  record Result(double[] scores, List<double[]> gradients) {}

  ScoreAbove(RecurrentNetwork network, double[] parameters, Site site, Score score) {
    this.network = network;
    this.parameters = parameters;
    this.site = site;
    this.score = score;
    head = network.head(score.head());
    score.check(head);
    site.check(network.trunk());
    above = SubNetwork.of(network.trunk(), parameters, site.layer() + 1);
    features = site.features(network.trunk());
  }

  /** Returns F. */
  int features() {
    return features;
  }

  /**
   * Returns the scores of points.
   *
   * @param sequence whose input it is
   * @param points activations, each [T,F] over the steps that are there
   */
  double[] scores(Sequence sequence, List<double[]> points) {
    return run(sequence, points, false).scores();
  }

  /**
   * Returns the scores of points and their gradients.
   *
   * @param sequence whose input it is
   * @param points activations, each [T,F] over the steps that are there
   */
  Result gradients(Sequence sequence, List<double[]> points) {
    return run(sequence, points, true);
  }

  /** Runs the upper part; a head that sees the input sees the points at the site of the input. */
  private Result run(Sequence sequence, List<double[]> points, boolean gradients) {
    Tape tape = new Tape();
    int count = points.size();
    int steps = points.get(0).length / features;
    List<Variable> at = new ArrayList<>();
    for (int t = 0; t < steps; t++) {
      double[] rows = rows(points, t, features);
      at.add(
          gradients ? tape.variable(rows, count, features) : tape.constant(rows, count, features));
    }
    Variable outputs = Variable.concat(0, above.layers().isEmpty() ? at : rerun(tape, at));
    Variable seen = site.equals(Site.INPUT) ? Variable.concat(0, at) : seen(tape, sequence, count);
    Map<String, Variable> byPath = SubNetwork.constants(network.layout(), tape, parameters);
    ScoredRows rows = ScoredRows.of(score, head, sequence);
    Variable z = new TracedHead(network, head, byPath).logits(outputs, seen, count, rows);
    Variable values = score.of(z, head.loss());
    double[] sums = new double[count];
    double[] each = values.values();
    double[] weights = new double[each.length];
    for (int i = 0; i < each.length; i++) {
      weights[i] = rows.weights()[i / count];
      sums[i % count] += weights[i] * each[i];
    }
    Variable cotangent = tape.constant(weights, values.size(0), values.size(1));
    return new Result(sums, gradients ? pull(values, cotangent, at) : List.of());
  }

  private List<Variable> rerun(Tape tape, List<Variable> at) {
    List<Variable> initial = new ArrayList<>();
    for (Layer layer : above.layers()) {
      for (Cell cell : layer.cells()) {
        cell.stateSizes().forEach(size -> initial.add(tape.zeros(at.get(0).size(0), size)));
      }
    }
    Map<String, Variable> byPath =
        SubNetwork.constants(ParameterLayout.of(above.stack()), tape, above.parameters());
    return Unrolled.of(above.stack(), byPath, at, initial).outputs();
  }

  private Variable seen(Tape tape, Sequence sequence, int count) {
    double[] input = sequence.withoutGaps().features();
    int channels = network.trunk().inputSize();
    int steps = input.length / channels;
    double[] rows = new double[input.length * count];
    for (int row = 0; row < steps * count; row++) {
      System.arraycopy(input, row / count * channels, rows, row * channels, channels);
    }
    return tape.constant(rows, steps * count, channels);
  }

  private List<double[]> pull(Variable values, Variable cotangent, List<Variable> at) {
    List<double[]> steps = values.tape().vjpValues(List.of(values), List.of(cotangent), at);
    List<double[]> gradients = new ArrayList<>();
    for (int m = 0; m < at.get(0).size(0); m++) {
      double[] own = new double[steps.size() * features];
      for (int t = 0; t < steps.size(); t++) {
        System.arraycopy(steps.get(t), m * features, own, t * features, features);
      }
      gradients.add(own);
    }
    return gradients;
  }

  private static double[] rows(List<double[]> points, int t, int features) {
    double[] rows = new double[points.size() * features];
    for (int m = 0; m < points.size(); m++) {
      System.arraycopy(points.get(m), t * features, rows, m * features, features);
    }
    return rows;
  }
}
