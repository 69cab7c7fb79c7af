package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.kernel.GruAfterKernel;
import org.isochron.core.kernel.GruBeforeKernel;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.SequenceKernel;
import org.isochron.core.recurrence.ParameterLayout.Entry;
import org.isochron.core.recurrence.Wiring.Site;

/**
 * GRU cell: r, z = σ(Wx x_t + Wh h_{t-1} + b); h_t = (1 − z)∘n + z∘h_{t-1}, with n = tanh(Wx x_t +
 * b + r∘(Wh h_{t-1} + bn)) or n = tanh(Wx x_t + b + Wh (r∘h_{t-1})).
 *
 * <p>Parameters in gate order r, z, n: wx [3H,I], wh [3H,H], b [3H], and bn [H] for reset after.
 * Cho et al. 2014, doi 10.3115/v1/D14-1179.
 *
 * @param inputSize I
 * @param hiddenSize H
 * @param reset where the reset gate acts
 */
public record GruCell(int inputSize, int hiddenSize, Reset reset) implements WiredCell {
  /** Where the reset gate acts. */
  public enum Reset {
    /** On the recurrent product, as cuDNN, PyTorch and ONNX's linear_before_reset. */
    AFTER,
    /** On the state before the product, as published. */
    BEFORE
  }

  /** Checks the sizes. */
  public GruCell {
    Sizes.check("GRU", inputSize, hiddenSize);
  }

  /**
   * Makes a cell with the reset gate after the product.
   *
   * @param inputSize I
   * @param hiddenSize H
   */
  public GruCell(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, Reset.AFTER);
  }

  @Override
  public String name() {
    return "gru";
  }

  @Override
  public List<String> stateNames() {
    return List.of("h");
  }

  @Override
  public List<Entry> parameterEntries() {
    List<Entry> entries = new ArrayList<>();
    entries.add(Entry.of("wx", 3 * hiddenSize, inputSize).asInput(3));
    entries.add(Entry.of("wh", 3 * hiddenSize, hiddenSize).asRecurrent(3));
    entries.add(Entry.of("b", 3 * hiddenSize));
    if (reset == Reset.AFTER) {
      entries.add(Entry.of("bn", hiddenSize));
    }
    return entries;
  }

  @Override
  public Map<Site, Integer> sites() {
    return Map.of(Site.INPUT, 3 * hiddenSize, Site.STATE, 3 * hiddenSize);
  }

  @Override
  public List<Variable> step(
      Map<String, Variable> parameters, Variable x, List<Variable> state, Wiring wiring) {
    int gates = 2 * hiddenSize;
    int all = 3 * hiddenSize;
    Variable h = state.get(0);
    Variable read = wiring.recurrent(h);
    Variable wh = parameters.get("wh");
    Variable b = parameters.get("b");
    Variable zx = x.matmulTransposed(parameters.get("wx"));
    Variable zh = read.matmulTransposed(wh.slice(0, 0, gates));
    Variable rz =
        wiring
            .normalise(Site.INPUT, 0, zx.slice(1, 0, gates))
            .add(b.slice(0, 0, gates))
            .add(wiring.normalise(Site.STATE, 0, zh))
            .sigmoid();
    Variable r = rz.slice(1, 0, hiddenSize);
    Variable z = rz.slice(1, hiddenSize, gates);
    Variable whn = wh.slice(0, gates, all);
    boolean after = reset == Reset.AFTER;
    Variable nh =
        wiring.normalise(
            Site.STATE, gates, (after ? read : r.multiply(read)).matmulTransposed(whn));
    Variable nx = wiring.normalise(Site.INPUT, gates, zx.slice(1, gates, all));
    Variable n =
        nx.add(b.slice(0, gates, all))
            .add(after ? r.multiply(nh.add(parameters.get("bn"))) : nh)
            .tanh();
    return List.of(n.add(z.multiply(h.subtract(n))));
  }

  @Override
  public Optional<SequenceKernel> sequenceKernel(Kernels kernels) {
    return Optional.of(
        reset == Reset.AFTER
            ? new GruAfterKernel(kernels, inputSize, hiddenSize)
            : new GruBeforeKernel(kernels, inputSize, hiddenSize));
  }
}
