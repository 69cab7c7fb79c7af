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
}
