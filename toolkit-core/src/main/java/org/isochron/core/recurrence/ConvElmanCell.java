package org.isochron.core.recurrence;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.recurrence.ParameterLayout.Entry;
import org.isochron.core.recurrence.Wiring.Site;

/**
 * Convolutional Elman cell: h_t = tanh(Wx⋆x_t + Wh⋆h_{t-1} + b), ⋆ the cross-correlation of images.
 *
 * <p>Parameters wx [O,I,K,K], wh [O,O,K,K], b [O]. After Shi et al. 2015, doi
 * 10.48550/arXiv.1506.04214.
 *
 * @param images sizes and layout
 */
public record ConvElmanCell(ConvImages images) implements ConvCell {
  @Override
  public String name() {
    return "conv-elman";
  }

  @Override
  public List<String> stateNames() {
    return List.of("h");
  }

  @Override
  public List<Entry> parameterEntries() {
    return images.entries(1);
  }

  @Override
  public Map<Site, Integer> sites() {
    return Map.of(Site.INPUT, hiddenSize(), Site.STATE, hiddenSize());
  }

  @Override
  public List<Variable> step(
      Map<String, Variable> parameters, Variable x, List<Variable> state, Wiring wiring) {
    Variable z = images.preactivation(x, state.get(0), parameters, wiring);
    return List.of(images.flat(z.tanh()));
  }

  /** Fills the kernels uniform in ±1/√(O·K²), whatever the initialisation of matrices. */
  @Override
  public void initialise(
      double[] values, int offset, RandomGenerator random, Initialisation initial) {
    images.initialise(values, offset, 1, random);
  }
}
