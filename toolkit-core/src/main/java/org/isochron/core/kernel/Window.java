package org.isochron.core.kernel;

import java.util.Arrays;

/**
 * What one {@link SequenceKernel} keeps for one {@link LaneBlock}: inputs, outputs, states,
 * cotangents. Arrays grow on demand and are then reused.
 *
 * <p>Widths are sizes padded to the kernels' lanes. Rows are those of the part of time that the
 * block is laid out for; lanes are all sequences of the block.
 */
public class Window {
  /** Rows shared with the other windows of a pass over the block. */
  public final LaneBlock block;

  /** Input [rows, inputSize]. */
  public float[] x = new float[0];

  /** Whether the input may be mostly zero, so that a sparse form is worth looking for. */
  public boolean mayBeSparse;

  /** The input's entries, if it is sparse. */
  public final SparseRows sparse = new SparseRows();

  /** Whether {@link #sparse} was filled in place of {@link #x}. */
  public boolean isGivenSparse;

  /** Output h of each step [before + rows, width]; the rows of the step before come first. */
  public float[] y = new float[0];

  /** Cotangent of the output [rows, width]. */
  public float[] dy = new float[0];

  /** Cotangent of the input [rows, padded inputSize], filled if {@link #wantsInputCotangent}. */
  public float[] dx = new float[0];

  /** Whether the backward sweep fills {@link #dx}. */
  public boolean wantsInputCotangent;

  /** State [component][lanes, width], before the part, then after it; component 0 is h. */
  public final float[][] state;

  /** Cotangent of the state, after the part, then before it. */
  public final float[][] dState;

  /** Whether the backward sweep fills {@link #adjoints}. */
  public boolean wantsAdjoints;

  /** Adjoints of the state after each step, [component][rows, width], if wanted. */
  public final float[][] adjoints;

  /** What each step leaves of the cotangent that it hands to the step before, or null for all. */
  public Links links;

  /**
   * Makes an empty window.
   *
   * @param block its rows
   * @param components how many the state has
   */
  public Window(LaneBlock block, int components) {
    this.block = block;
    this.state = new float[components][0];
    this.dState = new float[components][0];
    this.adjoints = new float[components][0];
  }

  /** Factors on the cotangent of the state where it passes from a step to the one before. */
  public interface Links {
    /**
     * Returns the factor.
     *
     * @param lane whose
     * @param step the step that hands the cotangent on, from 0 at the sequence's beginning
     */
    double factor(int lane, int step);
  }

  /** Returns where the output of a row begins in {@link #y}. */
  public final int yAt(int row, int width) {
    return (block.before() + row) * width;
  }

  /** Multiplies the state's cotangent by the links that lead from a step of the part. */
  public final void scaleLinks(int step, int component, int width) {
    if (links == null) {
      return;
    }
    int count = block.active(step);
    for (int n = 0; n < count; n++) {
      float factor = (float) links.factor(n, block.firstStep() + step);
      for (int j = n * width; factor != 1f && j < (n + 1) * width; j++) {
        dState[component][j] *= factor;
      }
    }
  }

  /**
   * Exchanges the memory of the rows with another window of the kernel; neither is under way, and
   * what the rows hold is lost.
   *
   * @param other the other one
   */
  public void exchangeRows(Window other) {
    float[] of = x;
    x = other.x;
    other.x = of;
    of = y;
    y = other.y;
    other.y = of;
    of = dy;
    dy = other.dy;
    other.dy = of;
    of = dx;
    dx = other.dx;
    other.dx = of;
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
          "a window of "
              + length
              + " floats is too long for one array; use a memory policy with shorter parts");
    }
    return array.length >= length ? array : new float[(int) length];
  }

  /** Returns the array with zeros up to a length if it is long enough, else a new one. */
  static float[] zeroed(float[] array, long length) {
    float[] result = grown(array, length);
    Arrays.fill(result, 0, (int) length, 0f);
    return result;
  }
}
