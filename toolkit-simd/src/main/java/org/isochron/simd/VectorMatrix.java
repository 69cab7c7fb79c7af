package org.isochron.simd;

import org.isochron.core.kernel.PackedMatrix;

/**
 * A right-hand side in panels of two vectors' width, each panel row after row; an odd last vector
 * makes a panel of its own.
 */
final class VectorMatrix extends PackedMatrix {
  private static final int PANEL = 2 * Tiles.W;

  final float[] panels;
  private final int wideColumns;

  VectorMatrix(int rows, int columns) {
    super(rows, columns);
    if (columns % Tiles.W != 0) {
      throw new IllegalArgumentException(
          "columns " + columns + " is no multiple of the " + Tiles.W + " lanes");
    }
    panels = new float[rows * columns];
    wideColumns = columns - columns % PANEL;
  }

  @Override
  public void set(int row, int column, float value) {
    boolean wide = column < wideColumns;
    int first = wide ? column - column % PANEL : wideColumns;
    int width = wide ? PANEL : Tiles.W;
    panels[first * rows() + row * width + column - first] = value;
  }
}
