package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.isochron.core.autodiff.Variable;

/**
 * Zoneout: s_t = m∘s_{t-1} + (1 − m)∘f(s_{t-1}, x_t), in training with m ~ Bernoulli(p) for each
 * step and unit, else with the expectation m = p.
 *
 * <p>The components are zoned out apart from each other: an LSTM's output reads the cell state
 * before that is. Krueger et al. 2017, doi 10.48550/arXiv.1606.01305.
 *
 * @param cell the cell
 * @param rateH p of the first component
 * @param rateC p of the others
 */
public record Zoneout(Cell cell, double rateH, double rateC) implements WrappedCell {
  /** Checks the rates. */
  public Zoneout {
    WrappedCell.checkRate("zoneout of h", rateH);
    WrappedCell.checkRate("zoneout of c", rateC);
    WrappedCell.refuseSecond(Zoneout.class, cell);
  }

  @Override
  public List<Variable> step(
      Map<String, Variable> parameters, Variable x, List<Variable> state, StepMasks masks) {
    List<Variable> next = cell.step(parameters, x, state, masks);
    List<Variable> mixed = new ArrayList<>();
    for (int i = 0; i < next.size(); i++) {
      double rate = i == 0 ? rateH : rateC;
      Variable kept =
          masks
              .kept(StepMasks.Span.STEP, i, next.get(i).size(1), rate)
              .orElseGet(() -> x.tape().constant(1 - rate));
      Variable old = kept.negate().plus(1).multiply(state.get(i));
      mixed.add(kept.multiply(next.get(i)).add(old));
    }
    return mixed;
  }
}
