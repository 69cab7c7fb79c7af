package org.isochron.core.recurrence;

import java.util.List;
import java.util.Map;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.recurrence.ParameterLayout.Entry;
import org.isochron.core.recurrence.Wiring.Site;

/**
 * Minimal gated unit: f = σ(Wx x_t + Wh h_{t-1} + b); n = tanh(Wx x_t + Wh (f∘h_{t-1}) + b); h_t =
 * (1 − f)∘h_{t-1} + f∘n.
 *
 * <p>Parameters in gate order f, n: wx [2H,I], wh [2H,H], b [2H]. Zhou et al. 2016, doi
 * 10.1007/s11633-016-1006-2. The MGUCell of Flax is another cell: there h_t = (1 − f)∘n +
 * f∘h_{t-1}, and its f acts on the product Wh h_{t-1} + bn.
 *
 * @param inputSize I
 * @param hiddenSize H
 */
public record MguCell(int inputSize, int hiddenSize) implements WiredCell {
  /** Checks the sizes. */
  public MguCell {
    Sizes.check("MGU", inputSize, hiddenSize);
  }

  @Override
  public String name() {
    return "mgu";
  }

  @Override
  public List<String> stateNames() {
    return List.of("h");
  }

  @Override
  public List<Entry> parameterEntries() {
    return List.of(
        Entry.of("wx", 2 * hiddenSize, inputSize).asInput(2),
        Entry.of("wh", 2 * hiddenSize, hiddenSize).asRecurrent(2),
        Entry.of("b", 2 * hiddenSize));
  }

  @Override
  public Map<Site, Integer> sites() {
    return Map.of(Site.INPUT, 2 * hiddenSize, Site.STATE, 2 * hiddenSize);
  }

  @Override
  public List<Variable> step(
      Map<String, Variable> parameters, Variable x, List<Variable> state, Wiring wiring) {
    Variable h = state.get(0);
    Variable read = wiring.recurrent(h);
    Variable zx = x.matmulTransposed(parameters.get("wx"));
    Variable f = preactivation(parameters, zx, read, 0, wiring).sigmoid();
    Variable n = preactivation(parameters, zx, f.multiply(read), 1, wiring).tanh();
    return List.of(h.add(f.multiply(n.subtract(h))));
  }

  private Variable preactivation(
      Map<String, Variable> parameters, Variable zx, Variable read, int gate, Wiring wiring) {
    int from = gate * hiddenSize;
    int to = from + hiddenSize;
    Variable zh = read.matmulTransposed(parameters.get("wh").slice(0, from, to));
    return wiring
        .normalise(Site.INPUT, from, zx.slice(1, from, to))
        .add(wiring.normalise(Site.STATE, from, zh))
        .add(parameters.get("b").slice(0, from, to));
  }
}
