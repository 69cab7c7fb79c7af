package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.recurrence.ParameterLayout.Entry;
import org.isochron.core.recurrence.Wiring.Site;

/**
 * Convolutional LSTM cell: [i,f,o] = σ(·), g = tanh(·) of Wx⋆x_t + Wh⋆h_{t-1} + b; c_t = f∘c_{t-1}
 * + i∘g; h_t = o∘tanh(c_t), ⋆ the cross-correlation of images.
 *
 * <p>Parameters in gate order i, f, g, o: wx [4·O,I,K,K], wh [4·O,O,K,K], b [4·O]. With peepholes i
 * and f also see wp∘c_{t-1}, o sees wp∘c_t, elementwise: wp [3,O,H',W'], in order i, f, o. Shi et
 * al. 2015, doi 10.48550/arXiv.1506.04214.
 *
 * @param images sizes and layout
 * @param peepholes whether the gates see the cell state
 */
public record ConvLstmCell(ConvImages images, boolean peepholes) implements ConvCell {
  @Override
  public String name() {
    return "conv-lstm";
  }

  @Override
  public List<String> stateNames() {
    return List.of("h", "c");
  }

  @Override
  public List<Entry> parameterEntries() {
    List<Entry> entries = new ArrayList<>(images.entries(4));
    if (peepholes) {
      int o = images.hiddenChannels();
      entries.add(Entry.of("wp", 3, o, images.hiddenHeight(), images.hiddenWidth()));
    }
    return entries;
  }

  @Override
  public Map<Site, Integer> sites() {
    int all = 4 * hiddenSize();
    return Map.of(Site.INPUT, all, Site.STATE, all, Site.CELL, hiddenSize());
  }

  @Override
  public List<Variable> step(
      Map<String, Variable> parameters, Variable x, List<Variable> state, Wiring wiring) {
    Variable c = images.images(state.get(1));
    Variable z = images.preactivation(x, state.get(0), parameters, wiring);
    Variable i = peep(gate(z, 0), parameters, 0, c).sigmoid();
    Variable f = peep(gate(z, 1), parameters, 1, c).sigmoid();
    Variable next = f.multiply(c).add(i.multiply(gate(z, 2).tanh()));
    Variable o = peep(gate(z, 3), parameters, 2, next).sigmoid();
    Variable seen = images.normalised(wiring, Site.CELL, next);
    return List.of(images.flat(o.multiply(seen.tanh())), images.flat(next));
  }

  private Variable gate(Variable z, int gate) {
    int o = images.hiddenChannels();
    return z.slice(1, gate * o, (gate + 1) * o);
  }

  private Variable peep(Variable z, Map<String, Variable> parameters, int gate, Variable c) {
    return peepholes ? z.add(c.multiply(parameters.get("wp").slice(0, gate, gate + 1))) : z;
  }

  /**
   * Fills the kernels uniform in ±1/√(O·K²), whatever the initialisation of matrices, and the
   * forget gate's bias; peepholes begin at 0.
   */
  @Override
  public void initialise(
      double[] values, int offset, RandomGenerator random, Initialisation initial) {
    images.initialise(values, offset, 4, random);
    int o = images.hiddenChannels();
    List<Entry> entries = parameterEntries();
    int forget = offset + entries.get(0).size() + entries.get(1).size() + o;
    Arrays.fill(values, forget, forget + o, initial.forgetBias());
  }
}
