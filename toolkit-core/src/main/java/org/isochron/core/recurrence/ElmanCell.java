package org.isochron.core.recurrence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.kernel.ElmanKernel;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.SequenceKernel;
import org.isochron.core.recurrence.ParameterLayout.Entry;
import org.isochron.core.recurrence.Wiring.Site;

/**
 * Elman cell: h_t = f(Wx x_t + Wh h_{t-1} + b).
 *
 * <p>Parameters wx [H,I], wh [H,H], b [H]. Elman 1990, doi 10.1207/s15516709cog1402_1.
 *
 * @param inputSize I
 * @param hiddenSize H
 * @param activation f
 */
public record ElmanCell(int inputSize, int hiddenSize, Activation activation) implements WiredCell {
  /** The nonlinearity of an Elman cell. */
  public enum Activation {
    /** Hyperbolic tangent. */
    TANH,
    /** max(z, 0). */
    RELU
  }

  /** Checks the sizes. */
  public ElmanCell {
    Sizes.check("Elman", inputSize, hiddenSize);
  }

  /**
   * Makes a tanh cell.
   *
   * @param inputSize I
   * @param hiddenSize H
   */
  public ElmanCell(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, Activation.TANH);
  }

  @Override
  public String name() {
    return "elman";
  }

  @Override
  public List<String> stateNames() {
    return List.of("h");
  }

  @Override
  public List<Entry> parameterEntries() {
    return List.of(
        Entry.of("wx", hiddenSize, inputSize).asInput(1),
        Entry.of("wh", hiddenSize, hiddenSize).asRecurrent(1),
        Entry.of("b", hiddenSize));
  }

  @Override
  public Map<Site, Integer> sites() {
    return Map.of(Site.INPUT, hiddenSize, Site.STATE, hiddenSize);
  }

  @Override
  public List<Variable> step(
      Map<String, Variable> parameters, Variable x, List<Variable> state, Wiring wiring) {
    Variable zx = x.matmulTransposed(parameters.get("wx"));
    Variable zh = wiring.recurrent(state.get(0)).matmulTransposed(parameters.get("wh"));
    Variable z =
        wiring
            .normalise(Site.INPUT, 0, zx)
            .add(wiring.normalise(Site.STATE, 0, zh))
            .add(parameters.get("b"));
    return List.of(activation == Activation.RELU ? z.relu() : z.tanh());
  }

  @Override
  public Optional<SequenceKernel> sequenceKernel(Kernels kernels) {
    return Optional.of(
        new ElmanKernel(kernels, inputSize, hiddenSize, activation == Activation.RELU));
  }
}
