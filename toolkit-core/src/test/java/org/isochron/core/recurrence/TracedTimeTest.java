package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.batch;
import static org.isochron.core.recurrence.EngineCases.cotangents;
import static org.isochron.core.recurrence.EngineCases.parameters;
import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.EngineCases.rowsOf;
import static org.isochron.core.recurrence.EngineCases.state;
import static org.isochron.core.recurrence.EngineCases.uniform;
import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Time in traced runs: reversal, forward-mode derivatives, and the adjoint states. */
class TracedTimeTest {
  private static final int[] LENGTHS = {4, 2, 5};

  private final Workers workers = new Workers(1);

  static Stream<Case> cells() {
    return EngineCases.tracedCells(3, 4).stream();
  }

  private static SequenceBatch reversed(SequenceBatch batch) {
    List<Sequence> sequences = new ArrayList<>();
    for (int n = 0; n < batch.size(); n++) {
      Sequence s = batch.get(n);
      sequences.add(new Sequence(s.id(), s.channels(), turned(s.features(), s.channels())));
    }
    return SequenceBatch.of(sequences);
  }

  private static double[] turned(double[] rows, int columns) {
    double[] turned = new double[rows.length];
    for (int at = 0; at < rows.length; at += columns) {
      System.arraycopy(rows, at, turned, rows.length - columns - at, columns);
    }
    return turned;
  }

  /** One sequence's part of one direction of bidirectional outputs [T,N,2O]. */
  private static double[] half(double[] outputs, SequenceBatch batch, int n, int size, int half) {
    double[] rows = rowsOf(outputs, batch.size(), n, batch.get(n).steps(), 2 * size);
    double[] part = new double[rows.length / 2];
    for (int t = 0; t < part.length / size; t++) {
      System.arraycopy(rows, (2 * t + half) * size, part, t * size, size);
    }
    return part;
  }

  @ParameterizedTest
  @MethodSource("cells")
  void aReversedScanIsTheScanOfTheReversedSequence(Case c) {
    Cell cell = (Cell) c.recurrence();
    RandomGenerator random = random(41);
    double[] one = parameters(random, cell);
    double[] two = parameters(random, cell);
    double[] both = Arrays.copyOf(one, 2 * one.length);
    System.arraycopy(two, 0, both, one.length, one.length);
    SequenceBatch batch = batch(random, 3, LENGTHS);
    Trajectory run = Scan.traced(Bidirectional.of(cell), workers).run(both, batch);
    Trajectory forward = Scan.traced(cell, workers).run(one, batch);
    Trajectory backward = Scan.traced(cell, workers).run(two, reversed(batch));
    int size = cell.outputSize();
    for (int n = 0; n < LENGTHS.length; n++) {
      double[] plain = rowsOf(forward.outputs(), LENGTHS.length, n, LENGTHS[n], size);
      double[] turned = rowsOf(backward.outputs(), LENGTHS.length, n, LENGTHS[n], size);
      assertSameBits(plain, half(run.outputs(), batch, n, size, 0), "forward");
      assertSameBits(turned(turned, size), half(run.outputs(), batch, n, size, 1), "backward");
    }
    for (int i = 0; i < cell.stateSizes().size(); i++) {
      assertSameBits(
          backward.finalState().get(0, 0, i), run.finalState().get(0, 1, i), "final state");
    }
  }

  /** A cell's step on a tape of its own. */
  private static final class Step {
    final Tape tape = new Tape();
    final List<Variable> by;
    final List<Variable> next;

    Step(Cell cell, double[] parameters, double[] x, List<double[]> state) {
      ParameterLayout layout = new ParameterLayout(cell.parameterEntries());
      Map<String, Variable> variables = layout.variables(tape, parameters);
      List<Variable> before = new ArrayList<>();
      state.forEach(part -> before.add(tape.variable(part, 1, part.length)));
      by = new ArrayList<>(variables.values());
      by.addAll(before);
      next = cell.step(variables, tape.constant(x, 1, x.length), before, StepMasks.NONE);
    }

    /** Returns (∂s_t/∂s_{t-1}) v + ∂s_t/∂θ_j. */
    List<double[]> tangent(int j, List<double[]> v) {
      List<Variable> tangents = new ArrayList<>();
      int at = 0;
      for (Variable p : by.subList(0, by.size() - v.size())) {
        double[] unit = new double[p.size()];
        if (j >= at && j < at + unit.length) {
          unit[j - at] = 1;
        }
        at += unit.length;
        tangents.add(shaped(unit, p));
      }
      for (int i = 0; i < v.size(); i++) {
        tangents.add(shaped(v.get(i), by.get(by.size() - v.size() + i)));
      }
      return tape.jvp(next, by, tangents).stream().map(Variable::values).toList();
    }

    private Variable shaped(double[] values, Variable like) {
      int[] shape = like.shape().stream().mapToInt(Integer::intValue).toArray();
      return tape.constant(values, shape);
    }
  }

  /** Williams and Zipser 1989, doi 10.1162/neco.1989.1.2.270: ∂s_t/∂θ carried forward in time. */
  @ParameterizedTest
  @MethodSource("cells")
  void backpropagationIsRealTimeRecurrentLearning(Case c) {
    Cell cell = (Cell) c.recurrence();
    RandomGenerator random = random(42);
    double[] parameters = parameters(random, cell);
    SequenceBatch batch = batch(random, 3, 5);
    State initial = state(random, cell, 1);
    double[] dy = cotangents(random, cell, batch);
    List<double[]> state = initial.parts();
    List<List<double[]>> influence = new ArrayList<>();
    for (int j = 0; j < parameters.length; j++) {
      influence.add(state.stream().map(part -> new double[part.length]).toList());
    }
    double[] gradient = new double[parameters.length];
    for (int t = 0; t < 5; t++) {
      double[] x = Arrays.copyOfRange(batch.get(0).features(), t * 3, (t + 1) * 3);
      Step step = new Step(cell, parameters, x, state);
      for (int j = 0; j < parameters.length; j++) {
        influence.set(j, step.tangent(j, influence.get(j)));
        double[] dh = influence.get(j).get(0);
        for (int i = 0; i < dh.length; i++) {
          gradient[j] += dh[i] * dy[t * dh.length + i];
        }
      }
      state = step.next.stream().map(Variable::values).toList();
    }
    Scan scan = Scan.traced(cell, workers);
    double[] found = scan.run(parameters, batch, initial).adjoint(dy, null).parameters();
    assertClose(scan.layout(), gradient, found, 1e-13);
  }

  @ParameterizedTest
  @MethodSource("org.isochron.core.recurrence.EngineCases#smallTraced")
  void jvpAndVjpOfAWholeRunAreAdjoint(Case c) {
    RandomGenerator random = random(43);
    Recurrence recurrence = c.recurrence();
    Tape tape = new Tape();
    ParameterLayout layout = ParameterLayout.of(recurrence);
    Map<String, Variable> parameters = layout.variables(tape, parameters(random, recurrence));
    List<Variable> inputs = new ArrayList<>();
    for (int rows : new int[] {3, 2, 2, 1}) {
      inputs.add(tape.variable(uniform(random, rows * 3, 1), rows, 3));
    }
    List<Variable> initial =
        state(random, recurrence, 3).parts().stream()
            .map(part -> tape.variable(part, 3, part.length / 3))
            .toList();
    Unrolled run = Unrolled.of(recurrence, parameters, inputs, initial);
    List<Variable> by = new ArrayList<>(parameters.values());
    by.addAll(inputs);
    by.addAll(initial);
    List<Variable> outputs = new ArrayList<>(run.outputs());
    outputs.addAll(run.finalState());
    List<Variable> v = directions(random, by);
    List<Variable> u = directions(random, outputs);
    double left = pairing(tape.jvp(outputs, by, v), u);
    double right = pairing(tape.vjp(outputs, u, by), v);
    assertEquals(left, right, 1e-12 * Math.max(1, Math.abs(left)));
  }

  private static List<Variable> directions(RandomGenerator random, List<Variable> like) {
    List<Variable> directions = new ArrayList<>();
    for (Variable x : like) {
      int[] shape = x.shape().stream().mapToInt(Integer::intValue).toArray();
      directions.add(x.tape().constant(uniform(random, x.size(), 1), shape));
    }
    return directions;
  }

  private static double pairing(List<Variable> a, List<Variable> b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += a.get(i).multiply(b.get(i)).sum().value();
    }
    return sum;
  }

  /** s_t cuts the run in two, so λ_t is the gradient of what follows by its initial state. */
  @ParameterizedTest
  @MethodSource("cells")
  void adjointStatesAreTheInitialGradientsOfTheRest(Case c) {
    Cell cell = (Cell) c.recurrence();
    RandomGenerator random = random(44);
    double[] parameters = parameters(random, cell);
    SequenceBatch batch = batch(random, 3, 6);
    double[] dy = cotangents(random, cell, batch);
    State dLast = state(random, cell, 1);
    Scan scan = Scan.traced(cell, workers);
    List<State> lambda = scan.run(parameters, batch).adjointStates(dy, dLast);
    assertEquals(6, lambda.size());
    int size = cell.outputSize();
    for (int t = 1; t < 6; t++) {
      double[] x = batch.get(0).features();
      SequenceBatch head = one(Arrays.copyOf(x, t * 3));
      SequenceBatch rest = one(Arrays.copyOfRange(x, t * 3, x.length));
      State cut = scan.run(parameters, head).finalState();
      double[] dyRest = Arrays.copyOfRange(dy, t * size, dy.length);
      State expected = scan.run(parameters, rest, cut).adjoint(dyRest, dLast).initialState();
      for (int i = 0; i < size; i++) {
        expected.get(0, 0, 0)[i] += dy[(t - 1) * size + i];
      }
      for (int i = 0; i < expected.parts().size(); i++) {
        double[] found = lambda.get(t - 1).parts().get(i);
        assertClose(expected.parts().get(i), found, 1e-13, "λ_" + t + ", component " + i);
      }
    }
  }

  private static SequenceBatch one(double... features) {
    return SequenceBatch.of(List.of(new Sequence("part", 3, features)));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void adjointStatesOfALayerAreThoseOfTheLayerAlone(Case c) {
    Cell lower = (Cell) c.recurrence();
    Bidirectional both = Bidirectional.of(lower);
    GruCell upper = new GruCell(both.outputSize(), 2);
    Recurrence stack = Stacked.of(both, upper);
    RandomGenerator random = random(45);
    double[] parameters = parameters(random, stack);
    int below = ParameterLayout.of(both).size();
    double[] parametersBelow = Arrays.copyOf(parameters, below);
    double[] parametersAbove = Arrays.copyOfRange(parameters, below, parameters.length);
    SequenceBatch batch = batch(random, 3, LENGTHS);
    double[] dy = cotangents(random, stack, batch);
    List<State> lambda = Scan.traced(stack, workers).run(parameters, batch).adjointStates(dy, null);

    Trajectory first = Scan.traced(both, workers).run(parametersBelow, batch);
    int[] shape = {5, 3, both.outputSize()};
    SequenceBatch between = SequenceBatch.ofTimeMajor(first.outputs(), shape, LENGTHS);
    Trajectory second = Scan.traced(upper, workers).run(parametersAbove, between);
    List<State> above = second.adjointStates(dy, null);
    List<State> alone = first.adjointStates(second.adjoint(dy, null).inputs(), null);
    for (int t = 0; t < 5; t++) {
      assertClose(above.get(t).get(0, 0, 0), lambda.get(t).get(1, 0, 0), 1e-13, "above, " + t);
      for (int d = 0; d < 2; d++) {
        for (int i = 0; i < lower.stateSizes().size(); i++) {
          double[] expected = alone.get(t).get(0, d, i);
          assertClose(expected, lambda.get(t).get(0, d, i), 1e-13, "below, " + t);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cells")
  void adjointStatesOfAReversedScanAreInTheTimeOfTheInput(Case c) {
    Cell cell = (Cell) c.recurrence();
    RandomGenerator random = random(46);
    double[] one = parameters(random, cell);
    double[] both = Arrays.copyOf(one, 2 * one.length);
    System.arraycopy(one, 0, both, one.length, one.length);
    SequenceBatch batch = batch(random, 3, LENGTHS);
    Bidirectional recurrence = Bidirectional.of(cell);
    double[] dy = cotangents(random, recurrence, batch);
    List<State> lambda = Scan.traced(recurrence, workers).run(both, batch).adjointStates(dy, null);
    for (int n = 0; n < LENGTHS.length; n++) {
      int steps = LENGTHS[n];
      double[] own = turned(half(dy, batch, n, cell.outputSize(), 1), cell.outputSize());
      SequenceBatch single = reversed(SequenceBatch.of(List.of(batch.get(n))));
      List<State> expected = Scan.traced(cell, workers).run(one, single).adjointStates(own, null);
      for (int t = 0; t < 5; t++) {
        for (int i = 0; i < cell.stateSizes().size(); i++) {
          int size = cell.stateSizes().get(i);
          double[] found = lambda.get(t).get(0, 1, i);
          double[] row = Arrays.copyOfRange(found, n * size, (n + 1) * size);
          double[] zero = new double[size];
          double[] want = t < steps ? expected.get(steps - 1 - t).get(0, 0, i) : zero;
          assertSameBits(want, row, "sequence " + n + ", time " + t);
        }
      }
    }
  }
}
