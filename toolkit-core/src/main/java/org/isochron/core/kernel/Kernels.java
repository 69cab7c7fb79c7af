package org.isochron.core.kernel;

/**
 * The float operations that carry a recurrent network, on plain arrays.
 *
 * <p>{@link ScalarKernels} is the specification. Every implementation gives the same bits: each
 * output of a product is one accumulator that takes its terms in ascending order of the inner index
 * with a fused multiply-add, and elementwise functions are those of {@link Elementary}. A product's
 * result that is zero is +0: terms that are skipped or padded, which a −0 would tell apart where
 * products underflow, leave no trace.
 *
 * <p>Columns are padded to a multiple of {@link #lanes()}, so that no operation has a tail. The
 * padding holds zeros.
 */
public interface Kernels {
  /** Returns the name that reports show, for example {@code simd-512} or {@code scalar}. */
  String name();

  /** Returns the number that row widths are padded to a multiple of. */
  int lanes();

  /**
   * Returns a size rounded up to a multiple of {@link #lanes()}.
   *
   * @param size at least 0
   */
  default int padded(int size) {
    return (size + lanes() - 1) / lanes() * lanes();
  }

  /**
   * Returns how far rows of gates lie apart: some blocks of the width, and a little more where rows
   * a multiple of 1 KiB apart would share the same sets of a cache.
   *
   * @param blocks how many blocks a row has
   * @param width padded hidden width
   */
  static int gateStride(int blocks, int width) {
    int size = blocks * width;
    return size > 0 && size % 256 == 0 ? size + 16 : size;
  }

  /**
   * Makes an all-zero matrix for the right-hand side of {@link #multiply}.
   *
   * @param rows the length of the inner sum
   * @param columns the number of outputs, a multiple of {@link #lanes()}
   */
  PackedMatrix matrix(int rows, int columns);

  /**
   * c = start + a·b, with start one row for all (a bias), or c itself.
   *
   * @param rows the number of rows of a and c
   * @param a the left-hand side [rows, b.rows] at aOffset with row stride aStride
   * @param b the right-hand side
   * @param c the result [rows, b.columns] at cOffset with row stride cStride
   * @param start a row of b.columns values added to each row, or null to add to what c holds
   */
  void multiply(
      int rows,
      float[] a,
      int aOffset,
      int aStride,
      PackedMatrix b,
      float[] c,
      int cOffset,
      int cStride,
      float[] start);

  /**
   * c += Σ_r a_r ⊗ b_r, over rows r = rows-1 … 0: the gradient of a weight matrix. Descending order
   * lets a window be split anywhere in time without changing a bit.
   *
   * @param rows the number of terms
   * @param m the number of entries used of each row of a
   * @param n the number of entries used of each row of b, a multiple of the lanes
   * @param c the result [m, n], row stride n
   */
  void outer(
      int rows,
      int m,
      float[] a,
      int aOffset,
      int aStride,
      int n,
      float[] b,
      int bOffset,
      int bStride,
      float[] c);

  /**
   * {@link #multiply} with a left-hand side of which only the entries that are not zero take part.
   *
   * @param rows the number of rows of a and c
   * @param a holds the left-hand side
   * @param aRow its first row
   * @param start a row of b.columns values added to each row, or null to add to what c holds
   */
  void multiplySparse(
      int rows,
      SparseRows a,
      int aRow,
      PackedMatrix b,
      float[] c,
      int cOffset,
      int cStride,
      float[] start);

  /**
   * {@link #outer} with a first factor of which only the entries that are not zero take part.
   *
   * @param rows the number of terms
   * @param a holds the first factor
   * @param aRow its first row
   * @param c the result [a.columnCount, n], row stride n
   */
  void outerSparse(
      int rows, SparseRows a, int aRow, int n, float[] b, int bOffset, int bStride, float[] c);

  /**
   * Replaces count doubles by their exponentials, {@link Elementary#exp(double)}.
   *
   * @param x values in [-700, 700] from offset on
   */
  void exponentials(int count, double[] x, int offset);

  /**
   * One step of a chain for some messages side by side, in double: y[s,i] = scale[s]·Σ_e
   * factors[e]·x[from[e],i] over the entries e of s, start[s] ≤ e &lt; start[s+1], ascending.
   *
   * @param states the number of s
   * @param width the number of messages i, a multiple of 8
   * @param x messages [states, width]
   * @param y the result [states, width]
   */
  void chainStep(
      int states,
      int width,
      int[] start,
      int[] from,
      double[] factors,
      double[] scale,
      double[] x,
      double[] y);

  /** c[j] += Σ_r b[r,j] over r = rows-1 … 0: the gradient of a bias. */
  void sumRows(int rows, int n, float[] b, int bOffset, int bStride, float[] c);

  /**
   * One LSTM step after its products: c' = f∘c + i∘g, h = o∘tanh(c').
   *
   * @param rows the number of sequences
   * @param width padded hidden width
   * @param gates in: pre-activations of i, f, g, o, [rows, 4·width] with {@link #gateStride}; out:
   *     their activations
   * @param cPrevious cell state before, [rows, width]
   * @param c cell state after, [rows, width]
   * @param h output, [rows, width]
   */
  void lstmForward(
      int rows,
      int width,
      float[] gates,
      int gatesOffset,
      float[] cPrevious,
      int cPreviousOffset,
      float[] c,
      int cOffset,
      float[] h,
      int hOffset);

  /**
   * The adjoint of {@link #lstmForward}.
   *
   * @param gates activations of i, f, g, o
   * @param dy cotangent of the output of this step, [rows, width]
   * @param dh adjoint of h from the step after, [rows, width]
   * @param dc in: adjoint of c'; out: adjoint of c
   * @param dz out: adjoint of the pre-activations, [rows, 4·width]
   */
  void lstmBackward(
      int rows,
      int width,
      float[] gates,
      int gatesOffset,
      float[] cPrevious,
      int cPreviousOffset,
      float[] c,
      int cOffset,
      float[] dy,
      int dyOffset,
      float[] dh,
      float[] dc,
      float[] dz,
      int dzOffset);

  /** h = tanh(z), or max(z, 0) for ReLU, entry by entry over count entries. */
  void activate(boolean relu, int count, float[] z, int zOffset, float[] h, int hOffset);

  /** dz = (dy + dh)∘f'(z) written through the output h: 1 − h² for tanh, [h &gt; 0] for ReLU. */
  void activateBackward(
      boolean relu,
      int count,
      float[] h,
      int hOffset,
      float[] dy,
      int dyOffset,
      float[] dh,
      float[] dz,
      int dzOffset);

  /**
   * One GRU step, reset after the product: n = tanh(x_n + r∘q), h' = n + z∘(h − n).
   *
   * @param gates in: x_n, then pre-activations of r and z, then q = W h + b, [rows, 4·width]; out:
   *     n, r, z, q
   */
  void gruForward(
      int rows,
      int width,
      float[] gates,
      int gatesOffset,
      float[] hPrevious,
      int hPreviousOffset,
      float[] h,
      int hOffset);

  /**
   * The adjoint of {@link #gruForward}.
   *
   * @param dh in: adjoint of h' from the step after; out: its direct part z∘dh'
   * @param dz out: adjoint of x_n, of r's and z's pre-activations, and of q
   */
  void gruBackward(
      int rows,
      int width,
      float[] gates,
      int gatesOffset,
      float[] hPrevious,
      int hPreviousOffset,
      float[] dy,
      int dyOffset,
      float[] dh,
      float[] dz,
      int dzOffset);

  /**
   * First half of a GRU step with reset before the product: r, z activated, rh = r∘h.
   *
   * @param gates in: x_n, pre-activations of r and z, [rows, 3·width]; out: x_n, r, z
   */
  void gruResetForward(
      int rows,
      int width,
      float[] gates,
      int gatesOffset,
      float[] hPrevious,
      int hPreviousOffset,
      float[] rh,
      int rhOffset);

  /** Second half: n = tanh of the first block of gates, h' = n + z∘(h − n). */
  void gruUpdateForward(
      int rows,
      int width,
      float[] gates,
      int gatesOffset,
      float[] hPrevious,
      int hPreviousOffset,
      float[] h,
      int hOffset);

  /**
   * The adjoint of {@link #gruUpdateForward}.
   *
   * @param dh in: adjoint of h' from the step after; out: its direct part z∘dh'
   * @param dz out: adjoint of n's and z's pre-activations (blocks 0 and 2 of 3)
   */
  void gruUpdateBackward(
      int rows,
      int width,
      float[] gates,
      int gatesOffset,
      float[] hPrevious,
      int hPreviousOffset,
      float[] dy,
      int dyOffset,
      float[] dh,
      float[] dz,
      int dzOffset);

  /**
   * The adjoint of {@link #gruResetForward}.
   *
   * @param drh adjoint of rh, [rows, width]
   * @param dh in and out: takes r∘drh
   * @param dz out: adjoint of r's pre-activation (block 1 of 3)
   */
  void gruResetBackward(
      int rows,
      int width,
      float[] gates,
      int gatesOffset,
      float[] hPrevious,
      int hPreviousOffset,
      float[] drh,
      float[] dh,
      float[] dz,
      int dzOffset);
}
