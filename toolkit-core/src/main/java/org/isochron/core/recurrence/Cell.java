package org.isochron.core.recurrence;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.SequenceKernel;

/**
 * A recurrent cell: s_t = f(s_{t-1}, x_t; θ), with h_t, the first component of s_t, its output.
 *
 * <p>The step is written on the tape; that is what the cell means. A fused kernel, where there is
 * one, computes the same in float.
 */
public interface Cell extends Recurrence {
  /** Returns the field's short name: elman, lstm, gru. */
  String name();

  /** Returns the number of hidden units. */
  int hiddenSize();

  /** Returns the state's components in order, h first. */
  List<String> stateNames();

  /** Returns the number of features of each component of the state. */
  default List<Integer> stateSizes() {
    return Collections.nCopies(stateNames().size(), hiddenSize());
  }

  /**
   * Returns this cell's parameters in order, with shapes, and with the roles that {@link
   * #initialise} goes by.
   */
  List<ParameterLayout.Entry> parameterEntries();

  /**
   * Returns s_t of N sequences.
   *
   * @param parameters θ by name, each of its entry's shape; asking for one that {@link
   *     #parameterEntries} has not is refused
   * @param x x_t [N,I]
   * @param state the components of s_{t-1}, each [N, its size]
   * @param masks random masks, of which there are none outside of training
   */
  List<Variable> step(
      Map<String, Variable> parameters, Variable x, List<Variable> state, StepMasks masks);

  /**
   * Makes the fused kernel of this cell; a cell that has none runs traced.
   *
   * @param kernels where it runs
   */
  default Optional<SequenceKernel> sequenceKernel(Kernels kernels) {
    return Optional.empty();
  }

  /**
   * Fills this cell's parameters with initial values: input and recurrent weights, which the roles
   * of the entries name, gate by gate as the initialisation says, other matrices uniform in ±1/√H,
   * in the order of the entries, and zero biases, unless the cell knows better.
   *
   * @param values a flat vector, zero where this cell's parameters are
   * @param offset where this cell's parameters begin
   * @param random the source
   * @param initial what matrices begin with
   */
  default void initialise(
      double[] values, int offset, RandomGenerator random, Initialisation initial) {
    double bound = 1 / Math.sqrt(hiddenSize());
    int at = offset;
    for (ParameterLayout.Entry entry : parameterEntries()) {
      int end = at + entry.size();
      if (entry.role() != ParameterLayout.Role.OTHER) {
        boolean input = entry.role() == ParameterLayout.Role.INPUT;
        Initialisation.Matrix matrix = input ? initial.input() : initial.recurrent();
        int rows = entry.shape().get(0) / entry.gates();
        int columns = entry.shape().get(1);
        for (int block = at; block < end; block += rows * columns) {
          matrix.fill(values, block, rows, columns, random);
        }
      } else if (entry.shape().size() == 2) {
        Initialisation.uniform(values, at, entry.size(), bound, random);
      }
      at = end;
    }
  }

  @Override
  default int outputSize() {
    return stateSizes().get(0);
  }

  @Override
  default List<Layer> layers() {
    return List.of(new Layer(List.of(this)));
  }
}
