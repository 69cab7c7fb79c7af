package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.batch;
import static org.isochron.core.recurrence.EngineCases.cotangents;
import static org.isochron.core.recurrence.EngineCases.parameters;
import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.EngineCases.uniform;
import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a cell or wrapper promises beside the laws of {@link TracedLawsTest} and {@link
 * TracedTimeTest}: parameters, initial values, second derivatives.
 */
class CellContractTest {
  static Stream<Case> cells() {
    return EngineCases.tracedCells(3, 4).stream();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void namesAreDistinctAndSizesAreThoseOfTheState(Case c) {
    Cell cell = (Cell) c.recurrence();
    List<String> names = cell.parameterEntries().stream().map(ParameterLayout.Entry::name).toList();
    assertEquals(names.size(), names.stream().distinct().count(), names.toString());
    assertTrue(names.stream().noneMatch(name -> name.contains("/")), names.toString());
    assertEquals(cell.stateNames().size(), cell.stateNames().stream().distinct().count());
    assertEquals(cell.stateNames().size(), cell.stateSizes().size());
    assertEquals(cell.stateSizes().get(0), cell.outputSize());
  }

  @ParameterizedTest
  @MethodSource("cells")
  void initialValuesAreFiniteAndAFunctionOfTheSeed(Case c) {
    Cell cell = (Cell) c.recurrence();
    int size = ParameterLayout.of(cell).size();
    for (Initialisation.Matrix matrix : Initialisation.Matrix.values()) {
      Initialisation initial = Initialisation.DEFAULT.withInput(matrix).withRecurrent(matrix);
      double[] one = new double[size + 2];
      double[] two = new double[size];
      cell.initialise(one, 1, random(51), initial);
      cell.initialise(two, 0, random(51), initial);
      assertSameBits(two, Arrays.copyOfRange(one, 1, size + 1), matrix + ", at another offset");
      assertEquals(0, one[0], "before the cell's own");
      assertEquals(0, one[size + 1], "after the cell's own");
      assertTrue(Arrays.stream(two).allMatch(Double::isFinite), Arrays.toString(two));
      assertTrue(Arrays.stream(two).anyMatch(v -> v != 0), "all zero");
    }
  }

  /** Hv by reverse over reverse mode against (∇L(θ + εv) − ∇L(θ − εv)) / 2ε. */
  @ParameterizedTest
  @MethodSource("org.isochron.core.recurrence.EngineCases#smallTraced")
  void hessianVectorProductsAreDifferencesOfGradients(Case c) {
    Recurrence r = c.recurrence();
    RandomGenerator random = random(52);
    double[] p = parameters(random, r);
    double[] v = uniform(random, p.length, 1);
    SequenceBatch batch = batch(random, 3, 3);
    double[] dy = cotangents(random, r, batch);
    double step = 1e-6;
    double[] above = gradient(r, moved(p, v, step), batch, dy);
    double[] below = gradient(r, moved(p, v, -step), batch, dy);
    double[] difference = new double[p.length];
    Arrays.setAll(difference, i -> (above[i] - below[i]) / (2 * step));
    assertClose(difference, product(r, p, v, batch, dy), 1e-6, "Hessian-vector product");
  }

  private static double[] moved(double[] p, double[] v, double step) {
    double[] moved = new double[p.length];
    Arrays.setAll(moved, i -> p[i] + step * v[i]);
    return moved;
  }

  private static double[] gradient(Recurrence r, double[] p, SequenceBatch batch, double[] dy) {
    try (Workers workers = new Workers(1)) {
      return Scan.traced(r, workers).run(p, batch).adjoint(dy, null).parameters();
    }
  }

  private static double[] product(
      Recurrence r, double[] p, double[] v, SequenceBatch batch, double[] dy) {
    Tape tape = new Tape();
    ParameterLayout layout = ParameterLayout.of(r);
    Map<String, Variable> parameters = layout.variables(tape, p);
    List<Variable> inputs = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      double[] features = batch.get(0).features();
      inputs.add(tape.constant(Arrays.copyOfRange(features, 3 * t, 3 * t + 3), 1, 3));
    }
    List<Variable> initial = new ArrayList<>();
    State.zeros(r, 1).parts().forEach(part -> initial.add(tape.constant(part, 1, part.length)));
    Unrolled run = Unrolled.of(r, parameters, inputs, initial);
    Variable loss = tape.constant(0);
    int size = r.outputSize();
    for (int t = 0; t < 3; t++) {
      double[] u = Arrays.copyOfRange(dy, t * size, (t + 1) * size);
      loss = loss.add(run.outputs().get(t).multiply(tape.constant(u, 1, size)).sum());
    }
    Variable[] by = parameters.values().toArray(new Variable[0]);
    List<Variable> direction = List.copyOf(layout.variables(tape, v).values());
    List<Variable> gradient = tape.gradient(loss, by);
    Variable slope = tape.constant(0);
    for (int i = 0; i < by.length; i++) {
      slope = slope.add(gradient.get(i).multiply(direction.get(i)).sum());
    }
    return tape.gradient(slope, by).stream()
        .flatMapToDouble(g -> Arrays.stream(g.values()))
        .toArray();
  }
}
