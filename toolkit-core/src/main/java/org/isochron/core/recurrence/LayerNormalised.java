package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.recurrence.ParameterLayout.Entry;

/**
 * Layer normalisation inside a cell: its gates read LN(Wx x_t; αx) + LN(Wh h_{t-1}; αh) + b, and an
 * LSTM's output LN(c_t; αc) + bc, with LN(z; α) = α∘(z − mean z)/√(var z + 10⁻⁵) over a step's
 * features.
 *
 * <p>Gates that read the same product are normalised together, a candidate that reads another
 * apart. Parameters: those of the cell, then ax and ah, of the size of the products, and of an LSTM
 * ac [H], bc [H]; a second shift beside b would be one too many. Ba et al. 2016, doi
 * 10.48550/arXiv.1607.06450. Of images, all channels and places of a step are normalised together,
 * with a gain for each, as the code of PredRNN does; Wang et al. 2021, doi
 * 10.48550/arXiv.2103.09504. Of a linear cell, B x_t alone: it stays linear in its state.
 *
 * @param cell any cell of this package, or one that has {@link WiredCell#sites}
 */
public record LayerNormalised(WiredCell cell) implements WiredCell, WrappedCell {
  private static final double EPSILON = 1e-5;
  private static final String CELL_SHIFT = "bc";

  /**
   * Checks that the cell has what can be normalised.
   *
   * @throws IllegalArgumentException if it has not, or is normalised already
   */
  public LayerNormalised {
    WrappedCell.refuseSecond(LayerNormalised.class, cell);
    if (cell.sites().isEmpty()) {
      throw new IllegalArgumentException(
          "layer normalisation: expected a cell with products to normalise, found " + cell);
    }
  }

  @Override
  public List<Entry> parameterEntries() {
    List<Entry> entries = new ArrayList<>(cell.parameterEntries());
    Map<Wiring.Site, Integer> sites = new EnumMap<>(cell.sites());
    sites.forEach((site, size) -> entries.add(Entry.of(site.gain(), size)));
    if (sites.containsKey(Wiring.Site.CELL)) {
      entries.add(Entry.of(CELL_SHIFT, sites.get(Wiring.Site.CELL)));
    }
    return entries;
  }

  @Override
  public boolean hasRecurrentWeights() {
    return cell.hasRecurrentWeights();
  }

  @Override
  public List<Variable> step(
      Map<String, Variable> parameters, Variable x, List<Variable> state, Wiring wiring) {
    Wiring.Normaliser normaliser =
        (site, from, rows) -> {
          Variable gain = parameters.get(site.gain()).slice(0, from, from + rows.size(1));
          Variable scaled = standardised(rows).multiply(gain);
          return site == Wiring.Site.CELL ? scaled.add(parameters.get(CELL_SHIFT)) : scaled;
        };
    return cell.step(parameters, x, state, new Wiring(wiring.masks(), wiring.read(), normaliser));
  }

  private static Variable standardised(Variable rows) {
    int count = rows.size(0);
    Variable centred = rows.subtract(rows.mean(1).reshape(count, 1));
    Variable variance = centred.multiply(centred).mean(1).reshape(count, 1);
    return centred.divide(variance.plus(EPSILON).sqrt());
  }

  /** As the cell, with gains 1. */
  @Override
  public void initialise(
      double[] values, int offset, RandomGenerator random, Initialisation initial) {
    cell.initialise(values, offset, random, initial);
    int at = offset + cell.parameterEntries().stream().mapToInt(Entry::size).sum();
    int gains = cell.sites().values().stream().mapToInt(Integer::intValue).sum();
    Arrays.fill(values, at, at + gains, 1.0);
  }
}
