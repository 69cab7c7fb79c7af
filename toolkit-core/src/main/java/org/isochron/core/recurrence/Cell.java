package org.isochron.core.recurrence;

import java.util.List;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.SequenceKernel;

/** A recurrent cell: s_t = f(s_{t-1}, x_t; θ), with h_t, the first component of s_t, its output. */
public interface Cell extends Recurrence {
  /** Returns the field's short name: elman, lstm, gru. */
  String name();

  /** Returns the number of features of h. */
  int hiddenSize();

  /** Returns the state's components in order, h first. */
  List<String> stateNames();

  /** Returns this cell's parameters in order, with shapes. */
  List<ParameterLayout.Entry> parameterEntries();

  /**
   * Makes the fused kernel of this cell.
   *
   * @param kernels where it runs
   */
  SequenceKernel sequenceKernel(Kernels kernels);

  @Override
  default int outputSize() {
    return hiddenSize();
  }

  @Override
  default List<Layer> layers() {
    return List.of(new Layer(List.of(this)));
  }
}
