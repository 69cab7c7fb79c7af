package org.isochron.core.recurrence;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.LstmKernel;
import org.isochron.core.kernel.SequenceKernel;
import org.isochron.core.recurrence.ParameterLayout.Entry;

/**
 * LSTM cell: [i,f,o] = σ(·), g = tanh(·) of Wx x_t + Wh h_{t-1} + b; c_t = f∘c_{t-1} + i∘g; h_t =
 * o∘tanh(c_t).
 *
 * <p>Parameters in gate order i, f, g, o: wx [4H,I], wh [4H,H], b [4H]. Hochreiter and Schmidhuber
 * 1997, doi 10.1162/neco.1997.9.8.1735; Gers et al. 2000, doi 10.1162/089976600300015015.
 *
 * @param inputSize I
 * @param hiddenSize H
 */
public record LstmCell(int inputSize, int hiddenSize) implements Cell {
  /** Checks the sizes. */
  public LstmCell {
    Sizes.check("LSTM", inputSize, hiddenSize);
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
    return List.of(
        Entry.of("wx", 4 * hiddenSize, inputSize),
        Entry.of("wh", 4 * hiddenSize, hiddenSize),
        Entry.of("b", 4 * hiddenSize));
  }

  @Override
  public SequenceKernel sequenceKernel(Kernels kernels) {
    return new LstmKernel(kernels, inputSize, hiddenSize);
  }

  /** As every cell, with the forget gate's bias 1. */
  @Override
  public void initialise(double[] values, int offset, RandomGenerator random) {
    Cell.super.initialise(values, offset, random);
    int forget = offset + 4 * hiddenSize * (inputSize + hiddenSize) + hiddenSize;
    Arrays.fill(values, forget, forget + hiddenSize, 1.0);
  }
}
