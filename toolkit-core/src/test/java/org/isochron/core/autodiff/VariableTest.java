package org.isochron.core.autodiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Values of the operations, by hand, and their refusals. */
class VariableTest {
  private final Tape tape = new Tape();
  private final Variable m = tape.variable(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);

  private Variable row(double... values) {
    return tape.constant(values, values.length);
  }

  private static void values(Variable found, double... expected) {
    assertArrayEquals(expected, found.values(), 1e-15);
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void aRowMeetsEveryRowAndAColumnEveryColumn() {
    values(m.add(row(10, 20, 30)), 11, 22, 33, 14, 25, 36);
    values(m.multiply(tape.constant(new double[] {2, 3}, 2, 1)), 2, 4, 6, 12, 15, 18);
    values(tape.constant(7).subtract(m), 6, 5, 4, 3, 2, 1);
    values(row(6, 6, 6).divide(m), 6, 3, 2, 1.5, 1.2, 1);
    assertEquals(List.of(2, 3), row(1, 2, 3).multiply(m).shape());
  }

  @Test
  void productsOfMatricesAreThoseByHand() {
    Variable b = tape.constant(new double[] {1, 0, 2, 1, 0, 3}, 3, 2);
    values(m.matmul(b), 5, 11, 14, 23);
    values(m.matmulTransposed(b.transpose()), 5, 11, 14, 23);
    values(m.transpose().matmul(true, b, false), 5, 11, 14, 23);
    values(m.transpose().matmul(true, b.transpose(), true), 5, 11, 14, 23);
  }

  @Test
  void sumsAndMeansAreThoseByHand() {
    values(m.sum(), 21);
    values(m.sum(0), 5, 7, 9);
    values(m.sum(1), 6, 15);
    values(m.mean(), 3.5);
    values(m.mean(0), 2.5, 3.5, 4.5);
    assertEquals(List.of(), m.sum().shape());
    assertEquals(List.of(2), m.sum(1).shape());
  }

  @Test
  void partsAreMovedToWhereTheyBelong() {
    values(m.slice(1, 1, 3), 2, 3, 5, 6);
    values(m.slice(0, 1, 2), 4, 5, 6);
    values(Variable.concat(1, List.of(m, m.slice(1, 0, 1))), 1, 2, 3, 1, 4, 5, 6, 4);
    values(Variable.concat(0, List.of(m.slice(0, 1, 2), m)), 4, 5, 6, 1, 2, 3, 4, 5, 6);
    values(m.gather(1, 1, 0), 4, 5, 6, 4, 5, 6, 1, 2, 3);
    values(m.transpose(), 1, 4, 2, 5, 3, 6);
    values(m.reshape(3, 2).sum(1), 3, 7, 11);
  }

  @Test
  void largeArgumentsNeitherOverflowNorVanish() {
    Variable large = row(1000, 1000, -1000);
    values(large.logSumExp(), 1000 + StrictMath.log(2));
    values(large.softmax(), 0.5, 0.5, 0);
    values(large.logSoftmax(), -StrictMath.log(2), -StrictMath.log(2), -2000 - StrictMath.log(2));
    values(large.softplus(), 1000, 1000, 0);
    values(large.sigmoid(), 1, 1, 0);
    assertEquals(StrictMath.exp(-40), row(-40).sigmoid().value(), 1e-32);
    double none = Double.NEGATIVE_INFINITY;
    values(row(none, none).logSumExp(), none);
  }

  @Test
  void whatIsNotChosenMayBeInfinite() {
    Variable x = tape.variable(new double[] {0, 2}, 2);
    Variable y = x.log().where(new boolean[] {false, true}, tape.zeros(2));
    values(y, 0, StrictMath.log(2));
    // 0 · ∞ is a NaN in the pullback of log, as in every library: choose before the logarithm.
    Variable safe = x.where(new boolean[] {false, true}, row(1, 1)).log();
    values(tape.gradient(safe.sum(), x).get(0), 0, 0.5);
  }

  @Test
  void aReluPassesNaNOnAndIsFlatAtZero() {
    Variable x = tape.variable(new double[] {-1, 0, 2, Double.NaN}, 4);
    values(x.relu(), 0, 0, 2, Double.NaN);
    values(tape.gradient(x.slice(0, 0, 3).relu().sum(), x).get(0), 0, 0, 1, 0);
  }

  @Test
  void correlationKeepsTheImageAndDoesNotFlipTheKernel() {
    Variable image = tape.constant(new double[] {1, 2, 3, 4, 5, 6}, 1, 1, 2, 3);
    Variable right = tape.constant(new double[] {0, 0, 10}, 1, 1, 1, 3);
    Variable down = tape.constant(new double[] {0, 0, 1}, 1, 1, 3, 1);
    values(image.correlate(right), 20, 30, 0, 50, 60, 0);
    values(image.correlate(down), 4, 5, 6, 0, 0, 0);
  }

  @Test
  void shapesThatDoNotMeetAreNamed() {
    Variable v = row(1, 2);
    refused("add: shapes [2,3] and [2] do not broadcast", () -> m.add(v));
    refused("expand: shapes [2,3] and [3] do not meet", () -> m.expand(3));
    refused("matmul: shapes [2,3] and [2,3] do not meet", () -> m.matmul(m));
    refused(
        "matmul: shapes [2,3] and [3,2] do not meet, second transposed",
        () -> m.matmulTransposed(m.transpose()));
    refused("matmul: expected a matrix, found shape [2]", () -> v.matmul(m));
    refused("reshape: shapes [2,3] and [4] have different numbers of values", () -> m.reshape(4));
    refused("slice: part 1 to 4 of axis 1 of shape [2,3]", () -> m.slice(1, 1, 4));
    refused("sum: axis 2 of a tensor of shape [2,3]", () -> m.sum(2));
    refused(
        "concat: shapes [2,3] and [3,2] differ outside axis 0",
        () -> Variable.concat(0, List.of(m, m.transpose())));
    refused("gather: row 2 of shape [2,3]", () -> m.gather(0, 2));
    refused(
        "correlate: shapes [2,3] and [2] do not meet as [N,C,H,W] and [O,C,p,q], p and q odd",
        () -> m.correlate(v));
    refused("value: expected one value, found shape [2,3]", m::value);
    refused("where: shapes [2,3] and [2] differ", () -> m.where(new boolean[6], v));
    refused("where: shape [2,3] needs 6 conditions, found 5", () -> m.where(new boolean[5], m));
  }
}
