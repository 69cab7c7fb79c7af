package org.isochron.core.recurrence;

import org.isochron.core.kernel.Kernels;
import org.isochron.core.sequence.SequenceBatch;

/** What the fused kernels can run. */
final class FusedPath {
  private FusedPath() {}

  /** Returns whether every cell has a kernel, and no layer more than its cells. */
  static boolean runs(Recurrence recurrence, Kernels kernels) {
    return recurrence.layers().stream()
        .allMatch(
            layer ->
                !layer.residual()
                    && layer.cells().stream()
                        .allMatch(cell -> cell.sequenceKernel(kernels).isPresent()));
  }

  /** Refuses residual connections. */
  static void check(Recurrence recurrence) {
    for (int l = 0; l < recurrence.layers().size(); l++) {
      if (recurrence.layers().get(l).residual()) {
        throw new IllegalArgumentException(
            "layer "
                + l
                + " has a residual connection, which the fused path has not: a Scan runs it traced,"
                + " a network of it does not train yet");
      }
    }
  }

  /** Refuses gaps. */
  static void check(SequenceBatch batch) {
    for (int n = 0; n < batch.size(); n++) {
      if (batch.get(n).present() != null) {
        throw new IllegalArgumentException(
            batch.get(n).id()
                + " has a mask of steps, which the fused path has not: a Scan runs it traced");
      }
    }
  }
}
