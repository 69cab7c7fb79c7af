package org.isochron.simd;

import static org.isochron.simd.Tiles.S;
import static org.isochron.simd.Tiles.W;

import jdk.incubator.vector.FloatVector;

/**
 * Rows of a product's left-hand side, eight by eight: of each eight, {@value #DEPTH} columns of one
 * row after another, then the next columns. A thread keeps the largest it needed, at most 128 rows
 * of as many columns as a layer is wide: 32 kB at 64.
 */
final class PackedRows {
  /** Rows that one tile takes. */
  static final int TILE = 8;

  /** Columns of a row that lie side by side. */
  static final int DEPTH = 16;

  /** Where the first row begins: on a cache line, as a matrix's panels do. */
  static final int FIRST = VectorMatrix.FIRST;

  private static final ThreadLocal<PackedRows> OWN = ThreadLocal.withInitial(PackedRows::new);

  private float[] values = new float[0];

  private PackedRows() {}

  /**
   * Returns rows packed, until the thread's next call: row r, a multiple of eight, and the seven
   * after it begin at {@link #FIRST} + r · groups · {@value #DEPTH}.
   *
   * @param rows a multiple of eight
   * @param groups how many times {@value #DEPTH} columns
   */
  static float[] of(int rows, int groups, float[] a, int aAt, int aStride) {
    PackedRows own = OWN.get();
    int length = FIRST + rows * groups * DEPTH;
    if (own.values.length < length) {
      own.values = new float[length];
    }
    float[] to = own.values;
    int q = FIRST;
    for (int row = 0; row < rows; row += TILE) {
      for (int column = 0; column < groups * DEPTH; column += DEPTH) {
        int p = aAt + row * aStride + column;
        for (int r = 0; r < TILE; r++) {
          for (int i = 0; i < DEPTH; i += W) {
            FloatVector.fromArray(S, a, p + i).intoArray(to, q);
            q += W;
          }
          p += aStride;
        }
      }
    }
    return to;
  }
}
