package org.isochron.core.kernel;

/**
 * The right-hand side of a product, [rows, columns], in the layout that its {@link Kernels} reads
 * fastest.
 */
public abstract class PackedMatrix {
  private final int rows;
  private final int columns;

  /**
   * Describes the shape.
   *
   * @param rows the length of the inner sum
   * @param columns the number of outputs, a multiple of the kernels' lanes
   */
  protected PackedMatrix(int rows, int columns) {
    if (rows < 0 || columns < 0) {
      throw new IllegalArgumentException("packed matrix [" + rows + "," + columns + "]");
    }
    this.rows = rows;
    this.columns = columns;
  }

  /** Returns the length of the inner sum. */
  public final int rows() {
    return rows;
  }

  /** Returns the number of outputs. */
  public final int columns() {
    return columns;
  }

  /**
   * Stores one entry.
   *
   * @param row index of the inner sum
   * @param column index of the output
   * @param value the entry
   */
  public abstract void set(int row, int column, float value);

  /**
   * Stores a block of a larger array: entry (row + r, column + c) = source[offset + r·rowStride +
   * c·columnStride].
   *
   * @param target where the block's corner goes: row and column
   * @param shape the block's rows and columns
   * @param source parameters in double
   * @param offset position of the block's corner in the source
   * @param strides the source's row stride and column stride
   */
  public final void store(int[] target, int[] shape, double[] source, int offset, int[] strides) {
    for (int r = 0; r < shape[0]; r++) {
      int at = offset + r * strides[0];
      for (int c = 0; c < shape[1]; c++) {
        set(target[0] + r, target[1] + c, (float) source[at + c * strides[1]]);
      }
    }
  }
}
