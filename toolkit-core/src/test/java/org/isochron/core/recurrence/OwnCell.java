package org.isochron.core.recurrence;

import java.util.List;
import java.util.Map;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.recurrence.ParameterLayout.Entry;

/**
 * A cell as a caller may write one, with names, state and formula of its own: h_t = σ(a)∘h_{t-1} +
 * tanh(U x_t + V h_{t-1} + m_{t-1}), m_t = m_{t-1}/2 + mean h_t.
 */
record OwnCell(int inputSize, int hiddenSize) implements Cell {
  @Override
  public String name() {
    return "own";
  }

  @Override
  public List<String> stateNames() {
    return List.of("h", "m");
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(hiddenSize, 1);
  }

  @Override
  public List<Entry> parameterEntries() {
    return List.of(
        Entry.of("a", hiddenSize),
        Entry.of("v", hiddenSize, hiddenSize).asRecurrent(1),
        Entry.of("u", hiddenSize, inputSize).asInput(1));
  }

  @Override
  public List<Variable> step(
      Map<String, Variable> parameters, Variable x, List<Variable> state, StepMasks masks) {
    Variable h = state.get(0);
    Variable m = state.get(1);
    Variable z =
        x.matmulTransposed(parameters.get("u")).add(h.matmulTransposed(parameters.get("v"))).add(m);
    Variable next = h.multiply(parameters.get("a").sigmoid()).add(z.tanh());
    return List.of(next, m.times(0.5).add(next.mean(1).reshape(x.size(0), 1)));
  }
}
