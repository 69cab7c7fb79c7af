package org.isochron.core.analysis;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.ParameterLayout.Entry;
import org.isochron.core.recurrence.StepMasks;

/** A cell of one component, given as a function. */
record FunctionCell(String name, int inputSize, int hiddenSize, List<Entry> entries, Step function)
    implements Cell {
  /** h_t of the parameters, x_t and h_{t-1}. */
  interface Step {
    Variable apply(Map<String, Variable> parameters, Variable x, Variable h);
  }

  /** h_t = Wx x_t + Wh h_{t-1}. */
  static FunctionCell linear(int inputSize, int hiddenSize) {
    return new FunctionCell(
        "linear",
        inputSize,
        hiddenSize,
        List.of(Entry.of("wx", hiddenSize, inputSize), Entry.of("wh", hiddenSize, hiddenSize)),
        (p, x, h) -> x.matmulTransposed(p.get("wx")).add(h.matmulTransposed(p.get("wh"))));
  }

  /** u' = 1 − a u² + v + x, v' = b u; p = [a, b]. Hénon 1976, doi 10.1007/BF01608556. */
  static FunctionCell henon() {
    return new FunctionCell(
        "henon",
        1,
        2,
        List.of(Entry.of("p", 2)),
        (p, x, h) -> {
          Variable u = h.slice(1, 0, 1);
          Variable a = p.get("p").slice(0, 0, 1);
          Variable b = p.get("p").slice(0, 1, 2);
          Variable next = h.slice(1, 1, 2).subtract(u.multiply(u).multiply(a)).add(x).plus(1);
          return Variable.concat(1, List.of(next, u.multiply(b)));
        });
  }

  /**
   * One Runge-Kutta step of Lorenz's equations; p = [σ, ρ, β, step]. Doi of Lorenz 1963 in docs.
   */
  static FunctionCell lorenz() {
    return new FunctionCell(
        "lorenz",
        1,
        3,
        List.of(Entry.of("p", 4)),
        (p, x, h) -> {
          Variable step = p.get("p").slice(0, 3, 4);
          Variable half = step.times(0.5);
          Variable k1 = flow(p, h);
          Variable k2 = flow(p, h.add(k1.multiply(half)));
          Variable k3 = flow(p, h.add(k2.multiply(half)));
          Variable k4 = flow(p, h.add(k3.multiply(step)));
          Variable sum = k1.add(k2.times(2)).add(k3.times(2)).add(k4);
          return h.add(sum.multiply(step).times(1.0 / 6)).add(x);
        });
  }

  private static Variable flow(Map<String, Variable> parameters, Variable h) {
    Variable p = parameters.get("p");
    Variable x = h.slice(1, 0, 1);
    Variable y = h.slice(1, 1, 2);
    Variable z = h.slice(1, 2, 3);
    return Variable.concat(
        1,
        List.of(
            y.subtract(x).multiply(p.slice(0, 0, 1)),
            x.multiply(p.slice(0, 1, 2).subtract(z)).subtract(y),
            x.multiply(y).subtract(z.multiply(p.slice(0, 2, 3)))));
  }

  @Override
  public List<String> stateNames() {
    return List.of("h");
  }

  @Override
  public List<Entry> parameterEntries() {
    return entries;
  }

  @Override
  public List<Variable> step(
      Map<String, Variable> parameters, Variable x, List<Variable> state, StepMasks masks) {
    return List.of(function.apply(parameters, x, state.get(0)));
  }

  /** Returns n rows of values uniform in ±1. */
  static List<double[]> rows(RandomGenerator random, int count, int size) {
    return IntStream.range(0, count).mapToObj(n -> EngineCases.uniform(random, size, 1)).toList();
  }
}
