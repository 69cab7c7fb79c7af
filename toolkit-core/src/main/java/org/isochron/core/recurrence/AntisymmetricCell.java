package org.isochron.core.recurrence;

import java.util.List;
import java.util.Map;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.recurrence.ParameterLayout.Entry;
import org.isochron.core.recurrence.Wiring.Site;

/**
 * Antisymmetric cell, an Euler step of a stable system: h_t = h_{t-1} + ε tanh(A h_{t-1} + Wx x_t +
 * b), A = Wh − Whᵀ − γI; gated, ε is multiplied by z = σ(A h_{t-1} + Wz x_t + bz).
 *
 * <p>Layer normalisation takes Wx x_t, of both gates together, and A h_{t-1}, which it centres,
 * scales by a number that depends on h, and multiplies by gains: what then acts on h is not
 * antisymmetric any more, and the bound on the eigenvalues of A says nothing of the system.
 *
 * <p>Parameters: wh [H,H]; wx [H,I], b [H], or [2H,I], [2H] with those of z second. Chang et al.
 * 2019, doi 10.48550/arXiv.1902.09689.
 *
 * @param inputSize I
 * @param hiddenSize H
 * @param step ε, above 0
 * @param damping γ, at least 0: the diffusion that makes up for the step's finite size
 * @param gated whether there is a gate
 */
public record AntisymmetricCell(
    int inputSize, int hiddenSize, double step, double damping, boolean gated)
    implements WiredCell {
  /** Checks sizes, step and damping. */
  public AntisymmetricCell {
    Sizes.check("antisymmetric", inputSize, hiddenSize);
    if (!(step > 0 && step < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("antisymmetric cell: step must be above 0, found " + step);
    }
    if (!(damping >= 0 && damping < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "antisymmetric cell: damping must be at least 0, found " + damping);
    }
  }

  @Override
  public String name() {
    return "antisymmetric";
  }

  @Override
  public List<String> stateNames() {
    return List.of("h");
  }

  @Override
  public List<Entry> parameterEntries() {
    int gates = gated ? 2 : 1;
    return List.of(
        Entry.of("wx", gates * hiddenSize, inputSize).asInput(gates),
        Entry.of("wh", hiddenSize, hiddenSize).asRecurrent(1),
        Entry.of("b", gates * hiddenSize));
  }

  @Override
  public Map<Site, Integer> sites() {
    return Map.of(Site.INPUT, gated ? 2 * hiddenSize : hiddenSize, Site.STATE, hiddenSize);
  }

  @Override
  public List<Variable> step(
      Map<String, Variable> parameters, Variable x, List<Variable> state, Wiring wiring) {
    Variable h = state.get(0);
    Variable read = wiring.recurrent(h);
    Variable wh = parameters.get("wh");
    Variable ah = read.matmulTransposed(wh).subtract(read.matmul(wh)).subtract(read.times(damping));
    Variable recurrent = wiring.normalise(Site.STATE, 0, ah);
    Variable zx =
        wiring
            .normalise(Site.INPUT, 0, x.matmulTransposed(parameters.get("wx")))
            .add(parameters.get("b"));
    Variable change = zx.slice(1, 0, hiddenSize).add(recurrent).tanh().times(step);
    if (gated) {
      change = change.multiply(zx.slice(1, hiddenSize, 2 * hiddenSize).add(recurrent).sigmoid());
    }
    return List.of(h.add(change));
  }
}
