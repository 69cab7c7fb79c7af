package org.isochron.core.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.isochron.core.recurrence.EngineCases;

/** Every operation of the tape, with shapes of its arguments, for the laws. */
final class Operations {
  private Operations() {}

  /** An operation; its arguments are positive where it needs that. */
  record Operation(
      String name,
      boolean positive,
      Function<List<Variable>, Variable> function,
      List<List<Integer>> shapes) {
    @Override
    public String toString() {
      return name;
    }

    /** Returns seeded arguments in ±1, or in 0.2 to 1. */
    List<Variable> arguments(RandomGenerator random) {
      Tape tape = new Tape();
      List<Variable> arguments = new ArrayList<>();
      for (List<Integer> shape : shapes) {
        int[] dims = Shape.of(shape);
        double[] values = EngineCases.uniform(random, Shape.size(dims), 1);
        for (int i = 0; positive && i < values.length; i++) {
          values[i] = 0.6 + 0.4 * values[i];
        }
        arguments.add(tape.variable(values, dims));
      }
      return arguments;
    }

    /** Returns ⟨u, op⟩ as a function, u fixed and seeded: a scalar that sees every output. */
    Function<List<Variable>, Variable> pairing() {
      return x -> {
        Variable y = function.apply(x);
        double[] u = EngineCases.uniform(EngineCases.random(3), y.size(), 1);
        return y.multiply(y.tape().constant(u, y.dims)).sum();
      };
    }
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // The lists are only read.
  private static Operation real(
      String name, Function<List<Variable>, Variable> function, List<Integer>... shapes) {
    return new Operation(name, false, function, List.of(shapes));
  }

  private static Operation positive(String name, Function<List<Variable>, Variable> function) {
    return new Operation(name, true, function, List.of(List.of(2, 3)));
  }

  static Stream<Operation> all() {
    return Stream.of(elementwise(), broadcast(), products(), sums(), moves()).flatMap(List::stream);
  }

  private static List<Operation> elementwise() {
    List<Integer> m = List.of(2, 3);
    boolean[] condition = {true, false, false, true, true, false};
    return List.of(
        real("negate", x -> x.get(0).negate(), m),
        real("plus", x -> x.get(0).plus(2.5).multiply(x.get(0)), m),
        real("times", x -> x.get(0).times(-1.5), m),
        real("tanh", x -> x.get(0).tanh(), m),
        real("sigmoid", x -> x.get(0).sigmoid(), m),
        real("exp", x -> x.get(0).exp(), m),
        real("sin", x -> x.get(0).times(3).sin(), m),
        real("cos", x -> x.get(0).times(3).cos(), m),
        real("relu", x -> x.get(0).relu(), m),
        real("relu of a square", x -> x.get(0).multiply(x.get(0)).plus(-0.25).relu(), m),
        real("softplus", x -> x.get(0).softplus(), m),
        real("power 0", x -> x.get(0).power(0).multiply(x.get(0)), m),
        real("power 1", x -> x.get(0).power(1), m),
        real("power 3", x -> x.get(0).power(3), m),
        real("identity", x -> x.get(0).identity().tanh(), m),
        real("where", x -> x.get(0).exp().where(condition, x.get(1).tanh()), m, m),
        positive("log", x -> x.get(0).log()),
        positive("sqrt", x -> x.get(0).sqrt()),
        positive("power 1.7", x -> x.get(0).power(1.7)),
        positive("power -0.5", x -> x.get(0).power(-0.5)));
  }

  private static List<Operation> broadcast() {
    List<Integer> m = List.of(2, 3);
    List<Integer> row = List.of(3);
    List<Integer> column = List.of(2, 1);
    List<Integer> scalar = List.of();
    return List.of(
        real("add", x -> x.get(0).add(x.get(1)).tanh(), m, m),
        real("add a row", x -> x.get(0).add(x.get(1)).tanh(), m, row),
        real("subtract a column", x -> x.get(0).subtract(x.get(1)).tanh(), m, column),
        real("subtract from a scalar", x -> x.get(0).subtract(x.get(1)).tanh(), scalar, m),
        real("multiply", x -> x.get(0).multiply(x.get(1)), m, m),
        real("multiply by itself", x -> x.get(0).multiply(x.get(0)), m),
        real("multiply a row", x -> x.get(0).multiply(x.get(1)), row, m),
        real("multiply row and column", x -> x.get(0).multiply(x.get(1)), row, column),
        real("divide", x -> x.get(0).divide(x.get(1).exp()), m, m),
        real("divide by a scalar", x -> x.get(0).divide(x.get(1).plus(3)), m, scalar),
        real("expand", x -> x.get(0).expand(4, 2, 3).tanh(), column));
  }

  private static List<Operation> products() {
    List<Integer> m23 = List.of(2, 3);
    List<Integer> m32 = List.of(3, 2);
    List<Integer> m34 = List.of(3, 4);
    List<Integer> m43 = List.of(4, 3);
    return List.of(
        real("matmul", x -> x.get(0).matmul(x.get(1)), m23, m34),
        real("matmul of itself", x -> x.get(0).matmul(true, x.get(0), false), m23),
        real("matmul, second transposed", x -> x.get(0).matmulTransposed(x.get(1)), m23, m43),
        real("matmul, first transposed", x -> x.get(0).matmul(true, x.get(1), false), m32, m34),
        real("matmul, both transposed", x -> x.get(0).matmul(true, x.get(1), true), m32, m43),
        real("transpose", x -> x.get(0).transpose().tanh(), m23),
        real(
            "correlate",
            x -> x.get(0).correlate(x.get(1)),
            List.of(2, 2, 3, 4),
            List.of(3, 2, 3, 5)),
        real(
            "correlate with the nonlinear",
            x -> x.get(0).tanh().correlate(x.get(1).multiply(x.get(1))).sigmoid(),
            List.of(1, 2, 3, 2),
            List.of(2, 2, 3, 1)));
  }

  private static List<Operation> sums() {
    List<Integer> m = List.of(2, 3);
    List<Integer> cube = List.of(2, 3, 2);
    return List.of(
        real("sum", x -> x.get(0).tanh().sum(), m),
        real("sum over rows", x -> x.get(0).tanh().sum(0), m),
        real("sum over the middle", x -> x.get(0).tanh().sum(1), cube),
        real("sum over the last", x -> x.get(0).tanh().sum(2), cube),
        real("mean", x -> x.get(0).tanh().mean(), m),
        real("mean over columns", x -> x.get(0).tanh().mean(1), m),
        real("logSumExp", x -> x.get(0).times(3).logSumExp(), m),
        real("softmax", x -> x.get(0).times(3).softmax(), cube),
        real("logSoftmax", x -> x.get(0).times(3).logSoftmax(), m));
  }

  private static List<Operation> moves() {
    List<Integer> m = List.of(4, 3);
    List<Integer> cube = List.of(2, 3, 2);
    return List.of(
        real("reshape", x -> x.get(0).reshape(2, 6).tanh(), m),
        real("slice of rows", x -> x.get(0).slice(0, 1, 3).tanh(), m),
        real("slice of columns", x -> x.get(0).slice(1, 1, 3).tanh(), m),
        real("slice of the middle", x -> x.get(0).slice(1, 2, 3).tanh(), cube),
        real("concat of rows", x -> Variable.concat(0, x).tanh(), m, List.of(1, 3), m),
        real("concat of columns", x -> Variable.concat(1, x).tanh(), m, List.of(4, 1), m),
        real(
            "concat with itself",
            x -> Variable.concat(2, List.of(x.get(0), x.get(0).tanh(), x.get(0))),
            cube),
        real("gather", x -> x.get(0).gather(2, 0, 2, 2, 3).tanh(), m));
  }
}
