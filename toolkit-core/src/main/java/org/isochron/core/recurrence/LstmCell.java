package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.LstmKernel;
import org.isochron.core.kernel.SequenceKernel;
import org.isochron.core.recurrence.ParameterLayout.Entry;
import org.isochron.core.recurrence.Wiring.Site;

/**
 * LSTM cell: [i,f,o] = σ(·), g = tanh(·) of Wx x_t + Wh h_{t-1} + b; c_t = f∘c_{t-1} + i∘g; h_t =
 * o∘tanh(c_t).
 *
 * <p>Parameters in gate order i, f, g, o: wx [4H,I], wh [4H,H], b [4H]. Hochreiter and Schmidhuber
 * 1997, doi 10.1162/neco.1997.9.8.1735; Gers et al. 2000, doi 10.1162/089976600300015015.
 *
 * <p>With peepholes, i and f also see wp_i∘c_{t-1} and wp_f∘c_{t-1}, o sees wp_o∘c_t: wp [3,H].
 * Gers and Schmidhuber 2000, doi 10.1109/IJCNN.2000.861302. With a projection, h_t = Wr
 * (o∘tanh(c_t)): wr [P,H], wh [4H,P]. Sak et al. 2014, doi 10.48550/arXiv.1402.1128. Either runs
 * traced only.
 *
 * @param inputSize I
 * @param hiddenSize H
 * @param peepholes whether the gates see the cell state
 * @param projectionSize P, the size of h; 0 for no projection
 */
public record LstmCell(int inputSize, int hiddenSize, boolean peepholes, int projectionSize)
    implements WiredCell {
  /** Checks the sizes. */
  public LstmCell {
    Sizes.check("LSTM", inputSize, hiddenSize);
    if (projectionSize < 0) {
      throw new IllegalArgumentException(
          "LSTM cell: projection must be at least 1, or 0 for none, found " + projectionSize);
    }
  }

  /**
   * Makes a cell without peepholes and projection.
   *
   * @param inputSize I
   * @param hiddenSize H
   */
  public LstmCell(int inputSize, int hiddenSize) {
    this(inputSize, hiddenSize, false, 0);
  }

  /** Returns this cell with peepholes. */
  public LstmCell withPeepholes() {
    return new LstmCell(inputSize, hiddenSize, true, projectionSize);
  }

  /** Returns this cell with a projection to P features. */
  public LstmCell withProjection(int size) {
    return new LstmCell(inputSize, hiddenSize, peepholes, size);
  }

  /** Returns whether this cell has neither peepholes nor a projection. */
  public boolean isPlain() {
    return !peepholes && projectionSize == 0;
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(projectionSize == 0 ? hiddenSize : projectionSize, hiddenSize);
  }

  @Override
  public String name() {
    return "lstm";
  }

  @Override
  public List<String> stateNames() {
    return List.of("h", "c");
  }

  @Override
  public List<Entry> parameterEntries() {
    List<Entry> entries = new ArrayList<>();
    entries.add(Entry.of("wx", 4 * hiddenSize, inputSize).asInput(4));
    entries.add(Entry.of("wh", 4 * hiddenSize, outputSize()).asRecurrent(4));
    entries.add(Entry.of("b", 4 * hiddenSize));
    if (peepholes) {
      entries.add(Entry.of("wp", 3, hiddenSize));
    }
    if (projectionSize > 0) {
      entries.add(Entry.of("wr", projectionSize, hiddenSize));
    }
    return entries;
  }

  @Override
  public Map<Site, Integer> sites() {
    return Map.of(Site.INPUT, 4 * hiddenSize, Site.STATE, 4 * hiddenSize, Site.CELL, hiddenSize);
  }

  @Override
  public List<Variable> step(
      Map<String, Variable> parameters, Variable x, List<Variable> state, Wiring wiring) {
    Variable c = state.get(1);
    Variable zx = x.matmulTransposed(parameters.get("wx"));
    Variable zh = wiring.recurrent(state.get(0)).matmulTransposed(parameters.get("wh"));
    Variable z =
        wiring
            .normalise(Site.INPUT, 0, zx)
            .add(wiring.normalise(Site.STATE, 0, zh))
            .add(parameters.get("b"));
    Variable i = peep(gate(z, 0), parameters, 0, c).sigmoid();
    Variable f = peep(gate(z, 1), parameters, 1, c).sigmoid();
    Variable next = f.multiply(c).add(i.multiply(gate(z, 2).tanh()));
    Variable o = peep(gate(z, 3), parameters, 2, next).sigmoid();
    Variable h = o.multiply(wiring.normalise(Site.CELL, 0, next).tanh());
    return List.of(projectionSize == 0 ? h : h.matmulTransposed(parameters.get("wr")), next);
  }

  private Variable gate(Variable z, int gate) {
    return z.slice(1, gate * hiddenSize, (gate + 1) * hiddenSize);
  }

  private Variable peep(Variable z, Map<String, Variable> parameters, int row, Variable c) {
    return peepholes ? z.add(c.multiply(parameters.get("wp").slice(0, row, row + 1))) : z;
  }

  @Override
  public Optional<SequenceKernel> sequenceKernel(Kernels kernels) {
    return isPlain()
        ? Optional.of(new LstmKernel(kernels, inputSize, hiddenSize))
        : Optional.empty();
  }

  /** As every cell, with the forget gate's bias of the initialisation. */
  @Override
  public void initialise(
      double[] values, int offset, RandomGenerator random, Initialisation initial) {
    WiredCell.super.initialise(values, offset, random, initial);
    int forget = offset + hiddenSize;
    for (Entry entry : parameterEntries()) {
      if (entry.name().equals("b")) {
        break;
      }
      forget += entry.size();
    }
    Arrays.fill(values, forget, forget + hiddenSize, initial.forgetBias());
  }
}
