package org.isochron.core.objective;

/** A sequence's outputs in double, row after row, and their cotangents, for losses over time. */
final class OutputCopy {
  private double[] outputs = new double[0];
  private double[] cotangent = new double[0];

  /** Returns a copy of the outputs [T,C]. */
  double[] take(OutputRows rows, int classes) {
    int count = rows.count() * classes;
    if (outputs.length < count) {
      outputs = new double[count];
      cotangent = new double[count];
    }
    for (int t = 0; t < rows.count(); t++) {
      for (int k = 0; k < classes; k++) {
        outputs[t * classes + k] = rows.outputs()[rows.start(t) + k];
      }
    }
    return outputs;
  }

  /** Returns where the cotangent [T,C] goes. */
  double[] cotangent() {
    return cotangent;
  }

  /** Writes the cotangent to the rows. */
  void give(OutputRows rows, int classes) {
    for (int t = 0; t < rows.count(); t++) {
      for (int k = 0; k < classes; k++) {
        rows.cotangents()[rows.start(t) + k] = (float) cotangent[t * classes + k];
      }
    }
  }
}
