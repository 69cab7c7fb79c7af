package org.isochron.core.autodiff;

import java.util.Arrays;
import java.util.List;

/**
 * A tensor on a {@link Tape}, row-major, and the operations on it; a scalar has no axes.
 *
 * <p>Two tensors meet elementwise after expansion: axes are matched from the last, and an axis of
 * size 1, or none, meets any size: a row [H] meets every row of [N,H]. Shapes that do not meet are
 * named by an {@link IllegalArgumentException}.
 */
public final class Variable {
  private static final Tape.Input[] NONE = {};

  final long id;
  final int[] dims;
  final double[] data;
  final Tape.Input[] inputs;
  final boolean active;
  private final Tape tape;

  Variable(Tape tape, double[] data, int[] dims, boolean active) {
    this.tape = tape;
    this.id = tape.nextId();
    this.data = data;
    this.dims = dims;
    this.inputs = NONE;
    this.active = active;
  }

  Variable(Tape tape, double[] data, int[] dims, Tape.Input... inputs) {
    this.tape = tape;
    this.id = tape.nextId();
    this.data = data;
    this.dims = dims;
    this.inputs = inputs;
    this.active = true;
  }

  /** Returns the tape that this is on. */
  public Tape tape() {
    return tape;
  }

  /** Returns the sizes, none for a scalar. */
  public List<Integer> shape() {
    return Arrays.stream(dims).boxed().toList();
  }

  /**
   * Returns the size of one axis.
   *
   * @param axis from 0
   * @throws IllegalArgumentException if there is no such axis
   */
  public int size(int axis) {
    return dims[Shape.axis("size", axis, dims)];
  }

  /** Returns the number of values. */
  public int size() {
    return data.length;
  }

  /** Returns a copy of the values, row-major. */
  public double[] values() {
    return data.clone();
  }

  /**
   * Returns the value of a tensor of one value.
   *
   * @throws IllegalArgumentException if it has another number
   */
  public double value() {
    if (data.length != 1) {
      throw new IllegalArgumentException("value: expected one value, found shape " + this);
    }
    return data[0];
  }

  /** Returns the same values as a constant, through which nothing is differentiated. */
  public Variable detach() {
    return new Variable(tape, data, dims, false);
  }

  /**
   * Returns the same values as another variable: derivatives by it leave out other uses of this.
   */
  public Variable identity() {
    return Layouts.identity(this);
  }

  /** Returns the shape, as in {@code [2,3]}. */
  @Override
  public String toString() {
    return Shape.text(dims);
  }

  /** Returns x + y. */
  public Variable add(Variable y) {
    return Elementwise.add(this, y);
  }

  /** Returns x − y. */
  public Variable subtract(Variable y) {
    return Elementwise.subtract(this, y);
  }

  /** Returns x∘y, elementwise. */
  public Variable multiply(Variable y) {
    return Elementwise.multiply(this, y);
  }

  /** Returns x/y, elementwise. */
  public Variable divide(Variable y) {
    return Elementwise.divide(this, y);
  }

  /** Returns x + c. */
  public Variable plus(double c) {
    return add(tape.constant(c));
  }

  /** Returns c x. */
  public Variable times(double c) {
    return Elementwise.times(this, c);
  }

  /** Returns −x. */
  public Variable negate() {
    return times(-1);
  }

  /** Returns tanh x. */
  public Variable tanh() {
    return Elementwise.tanh(this);
  }

  /** Returns σ(x) = 1 / (1 + e^−x). */
  public Variable sigmoid() {
    return Elementwise.sigmoid(this);
  }

  /** Returns e^x. */
  public Variable exp() {
    return Elementwise.exp(this);
  }

  /** Returns the natural logarithm. */
  public Variable log() {
    return Elementwise.log(this);
  }

  /** Returns sin x. */
  public Variable sin() {
    return Elementwise.sin(this);
  }

  /** Returns cos x. */
  public Variable cos() {
    return Elementwise.cos(this);
  }

  /** Returns max(x, 0), whose derivative at 0 is 0. */
  public Variable relu() {
    return Elementwise.relu(this);
  }

  /** Returns √x. */
  public Variable sqrt() {
    return Elementwise.sqrt(this);
  }

  /** Returns x^p. */
  public Variable power(double p) {
    return Elementwise.power(this, p);
  }

  /** Returns log(1 + e^x), without overflow. */
  public Variable softplus() {
    return Elementwise.softplus(this);
  }

  /**
   * Returns x where a constant condition holds, else y; what is not chosen may be infinite.
   *
   * @param condition row-major, one for each value of x
   * @param y of the same shape
   * @throws IllegalArgumentException if sizes differ
   */
  public Variable where(boolean[] condition, Variable y) {
    return Elementwise.where(condition, this, y);
  }

  /**
   * Returns op(x) op(y), the matrix product of [n,k] and [k,m], op being nothing or the transpose.
   *
   * @param transposed whether x is transposed
   * @param y the other matrix
   * @param yTransposed whether y is transposed
   * @throws IllegalArgumentException if the shapes do not meet
   */
  public Variable matmul(boolean transposed, Variable y, boolean yTransposed) {
    return Products.matmul(this, transposed, y, yTransposed);
  }

  /** Returns x y, the matrix product of [n,k] and [k,m]. */
  public Variable matmul(Variable y) {
    return matmul(false, y, false);
  }

  /** Returns x yᵀ, of [n,k] and [m,k]: rows x through weights y [out,in]. */
  public Variable matmulTransposed(Variable y) {
    return matmul(false, y, true);
  }

  /** Returns the transpose of a matrix. */
  public Variable transpose() {
    return Products.transpose(this);
  }

  /**
   * Returns the two-dimensional cross-correlation with zero padding, so that the image keeps its
   * size: y[n,o,i,j] = Σ x[n,c,i+a−⌊p/2⌋,j+b−⌊q/2⌋] w[o,c,a,b].
   *
   * @param weights w [O,C,p,q], p and q odd
   * @return y [N,O,H,W] of this x [N,C,H,W]
   * @throws IllegalArgumentException if the shapes do not meet
   */
  public Variable correlate(Variable weights) {
    return Correlation.same(this, weights);
  }

  /** Returns the sum of all values, a scalar. */
  public Variable sum() {
    return Reductions.sumTo(this);
  }

  /** Returns the sum over one axis, which goes. */
  public Variable sum(int axis) {
    return Reductions.sum(this, axis);
  }

  /** Returns the mean of all values, a scalar. */
  public Variable mean() {
    return sum().times(1.0 / size());
  }

  /** Returns the mean over one axis, which goes. */
  public Variable mean(int axis) {
    return sum(axis).times(1.0 / size(axis));
  }

  /**
   * Returns this expanded to a shape.
   *
   * @throws IllegalArgumentException if it does not expand to it
   */
  public Variable expand(int... shape) {
    return Reductions.expand(this, shape);
  }

  /** Returns log Σ e^x over the last axis, which goes; without overflow. */
  public Variable logSumExp() {
    return Reductions.logSumExp(this);
  }

  /** Returns e^x / Σ e^x over the last axis. */
  public Variable softmax() {
    return logSoftmax().exp();
  }

  /** Returns x − log Σ e^x over the last axis. */
  public Variable logSoftmax() {
    return Reductions.logSoftmax(this);
  }

  /**
   * Returns the same values in another shape.
   *
   * @throws IllegalArgumentException if it has another number of values
   */
  public Variable reshape(int... shape) {
    return Layouts.reshape(this, shape);
  }

  /**
   * Returns the part from ≤ index &lt; to of an axis.
   *
   * @throws IllegalArgumentException if the axis has no such part
   */
  public Variable slice(int axis, int from, int to) {
    return Layouts.slice(this, axis, from, to);
  }

  /**
   * Returns tensors joined along an axis.
   *
   * @param axis from 0
   * @param parts at least one; sizes of other axes agree
   * @throws IllegalArgumentException if they do not
   */
  public static Variable concat(int axis, List<Variable> parts) {
    return Layouts.concat(axis, parts);
  }

  /**
   * Returns rows of a matrix [n,m] in any order, any number of times.
   *
   * @param rows indices from 0
   * @throws IllegalArgumentException if there is no such row
   */
  public Variable gather(int... rows) {
    return Layouts.gather(this, rows);
  }
}
