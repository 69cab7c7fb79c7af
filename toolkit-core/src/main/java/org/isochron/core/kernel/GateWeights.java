package org.isochron.core.kernel;

/**
 * One weight matrix of a cell, [units, inner] for each gate, packed for both directions of time.
 *
 * <p>Forward its gates stand side by side as columns, [inner, gates·width]; backward one under the
 * other as rows, [gates·width, inner]. The gate order of the kernel may differ from that of the
 * parameters.
 */
final class GateWeights {
  private final int[] order;
  private final int units;
  private final int inner;
  private final int width;
  final PackedMatrix forward;
  final PackedMatrix backward;

  /**
   * Makes room for the weights.
   *
   * @param kernels where they are used
   * @param order for each gate of the kernel its index in the parameters
   * @param shape units, inner, the padded width of the units, the padded width of the inner index
   */
  GateWeights(Kernels kernels, int[] order, int[] shape) {
    this.order = order;
    this.units = shape[0];
    this.inner = shape[1];
    this.width = shape[2];
    forward = kernels.matrix(inner, order.length * width);
    backward = kernels.matrix(order.length * width, shape[3]);
  }

  void pack(double[] parameters, int offset) {
    for (int gate = 0; gate < order.length; gate++) {
      int from = offset + order[gate] * units * inner;
      for (int j = 0; j < units; j++) {
        for (int i = 0; i < inner; i++) {
          float value = (float) parameters[from + j * inner + i];
          forward.set(i, gate * width + j, value);
          backward.set(gate * width + j, i, value);
        }
      }
    }
  }

  GradientPart gradient() {
    return new GradientPart(inner, order.length * width);
  }

  void addGradient(GradientPart part, double[] gradient, int offset) {
    for (int gate = 0; gate < order.length; gate++) {
      int to = offset + order[gate] * units * inner;
      for (int j = 0; j < units; j++) {
        for (int i = 0; i < inner; i++) {
          gradient[to + j * inner + i] += part.sum[i * part.columns + gate * width + j];
        }
      }
    }
  }

  /** Packs a bias [gates·units] into [gates·width]. */
  void packBias(double[] parameters, int offset, float[] bias) {
    for (int gate = 0; gate < order.length; gate++) {
      for (int j = 0; j < units; j++) {
        bias[gate * width + j] = (float) parameters[offset + order[gate] * units + j];
      }
    }
  }

  void addBiasGradient(GradientPart part, double[] gradient, int offset) {
    for (int gate = 0; gate < order.length; gate++) {
      for (int j = 0; j < units; j++) {
        gradient[offset + order[gate] * units + j] += part.sum[gate * width + j];
      }
    }
  }
}
