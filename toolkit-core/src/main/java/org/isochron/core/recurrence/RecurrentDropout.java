package org.isochron.core.recurrence;

import java.util.List;
import java.util.Map;
import org.isochron.core.autodiff.Variable;

/**
 * Variational dropout of the recurrence: in training, the recurrent weights read m∘h_{t-1}/(1 − p),
 * m ~ Bernoulli(1 − p) [H], one m for all steps of a sequence; what else a cell does with h_{t-1},
 * such as a GRU's carry, sees all of it.
 *
 * <p>Gal and Ghahramani 2016, doi 10.48550/arXiv.1512.05287.
 *
 * @param cell the cell
 * @param rate p
 */
public record RecurrentDropout(WiredCell cell, double rate) implements WiredCell, WrappedCell {
  /**
   * Checks rate and cell.
   *
   * @throws IllegalArgumentException if the rate is outside [0, 1), or the cell has recurrent
   *     dropout already or no weights that read h
   */
  public RecurrentDropout {
    WrappedCell.checkRate("recurrent dropout", rate);
    WrappedCell.refuseSecond(RecurrentDropout.class, cell);
    if (!cell.hasRecurrentWeights()) {
      throw new IllegalArgumentException(
          "recurrent dropout: expected a cell whose weights read h, found " + cell);
    }
  }

  @Override
  public Map<Wiring.Site, Integer> sites() {
    return cell.sites();
  }

  @Override
  public List<Variable> step(
      Map<String, Variable> parameters, Variable x, List<Variable> state, Wiring wiring) {
    StepMasks masks = wiring.masks();
    int size = outputSize();
    var kept = masks.kept(StepMasks.Span.SEQUENCE, 0, size, rate).map(m -> m.times(1 / (1 - rate)));
    Wiring dropped =
        new Wiring(
            masks,
            h -> kept.map(wiring.recurrent(h)::multiply).orElseGet(() -> wiring.recurrent(h)),
            wiring.normaliser());
    return cell.step(parameters, x, state, dropped);
  }
}
