package org.isochron.core.kernel;

import java.util.Arrays;

/**
 * A gradient [rows, columns] that is summed in float over a stretch of time and in double over the
 * stretches.
 */
final class GradientPart {
  /** Rows of terms that one float sum spans, about, before it is added up in double. */
  static final int STRETCH_ROWS = 1024;

  final int rows;
  final int columns;
  final float[] stretch;
  final double[] sum;

  GradientPart(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    stretch = new float[rows * columns];
    sum = new double[rows * columns];
  }

  void clear() {
    Arrays.fill(stretch, 0f);
    Arrays.fill(sum, 0);
  }

  void closeStretch() {
    for (int i = 0; i < stretch.length; i++) {
      sum[i] += stretch[i];
    }
    Arrays.fill(stretch, 0f);
  }
}
