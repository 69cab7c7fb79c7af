package org.isochron.core.kernel;

/**
 * What one {@link SequenceKernel} keeps for one {@link LaneBlock}: inputs, outputs, saved
 * activations, states, cotangents and gradient sums. Arrays grow on demand and are then reused.
 *
 * <p>Widths are hidden sizes padded to the kernels' lanes. Rows are those of the block.
 */
public final class Window {
  /** Rows shared with every other window of the block. */
  public final LaneBlock block;

  /** Input [rows, inputSize]. */
  public float[] x = new float[0];

  /** Whether the input may be mostly zero, so that a sparse form is worth looking for. */
  public boolean mayBeSparse;

  /** The input's entries, if it is sparse. */
  final SparseRows sparse = new SparseRows();

  /** Whether {@link #sparse} stands for {@link #x}. */
  boolean isSparse;

  /** Output h of each step [rows, width]. */
  public float[] y = new float[0];

  /** Cotangent of the output [rows, width]. */
  public float[] dy = new float[0];

  /** Cotangent of the input [rows, padded inputSize], filled if {@link #wantsInputCotangent}. */
  public float[] dx = new float[0];

  /** Whether the backward sweep fills {@link #dx}. */
  public boolean wantsInputCotangent;

  /** Initial states [component][count, width]; component 0 is h. */
  public final float[][] initial;

  /** Final states, each at its own sequence's last step. */
  public final float[][] last;

  /** Before the backward sweep the final states' cotangents, after it the initial states'. */
  public final float[][] dState;

  /** Whether the backward sweep fills {@link #adjoints}. */
  public boolean wantsAdjoints;

  /** Adjoints of the state after each step, [component][rows, width], if wanted. */
  public final float[][] adjoints;

  float[] gates = new float[0];
  float[] saved = new float[0];
  float[] dz = new float[0];
  float[] scratch = new float[0];

  /** Where the backward sweep stands. */
  final SequenceKernel.Step step = new SequenceKernel.Step();

  /** Gradient in the kernel's own layout, one array per {@link GradientPart}. */
  final GradientPart[] parts;

  Window(LaneBlock block, int components, GradientPart... parts) {
    this.block = block;
    this.initial = new float[components][0];
    this.last = new float[components][0];
    this.dState = new float[components][0];
    this.adjoints = new float[components][0];
    this.parts = parts;
  }

  /**
   * Returns the array if it is long enough, else a new one.
   *
   * @param array what there is
   * @param length what is needed
   * @throws IllegalArgumentException if that is too long for one array
   */
  public static float[] grown(float[] array, long length) {
    if (length > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          "a window of " + length + " floats is too long for one array; use a shorter window");
    }
    return array.length >= length ? array : new float[(int) length];
  }
}
