package org.isochron.core.autodiff;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.isochron.core.autodiff.Tape.Input;
import org.isochron.core.autodiff.Tape.Pullback;

/** Operations on each value by itself. In the pullbacks, g is the output's cotangent. */
final class Elementwise {
  private Elementwise() {}

  private static Variable unary(String name, Variable x, DoubleUnaryOperator f, Pullback pullback) {
    double[] y = new double[x.data.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = f.applyAsDouble(x.data[i]);
    }
    return x.tape().record(name, y, x.dims, new Input(x, pullback));
  }

  /** The derivatives of an operation on two tensors of one shape by either. */
  private interface Slopes {
    Variable apply(Variable g, Variable a, Variable b, Variable output);
  }

  private static Variable binary(
      String name, Variable x, Variable y, DoubleBinaryOperator f, Slopes byX, Slopes byY) {
    int[] dims = Shape.broadcast(name, x.dims, y.dims);
    Variable a = Reductions.expand(x, dims);
    Variable b = Reductions.expand(y, dims);
    double[] z = new double[a.data.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = f.applyAsDouble(a.data[i], b.data[i]);
    }
    return x.tape()
        .record(
            name,
            z,
            dims,
            new Input(a, (g, out) -> byX.apply(g, a, b, out)),
            new Input(b, (g, out) -> byY.apply(g, a, b, out)));
  }

  static Variable add(Variable x, Variable y) {
    return binary("add", x, y, Double::sum, (g, a, b, z) -> g, (g, a, b, z) -> g);
  }

  static Variable subtract(Variable x, Variable y) {
    return binary("subtract", x, y, (a, b) -> a - b, (g, a, b, z) -> g, (g, a, b, z) -> g.negate());
  }

  static Variable multiply(Variable x, Variable y) {
    return binary(
        "multiply",
        x,
        y,
        (a, b) -> a * b,
        (g, a, b, z) -> g.multiply(b),
        (g, a, b, z) -> g.multiply(a));
  }

  static Variable divide(Variable x, Variable y) {
    return binary(
        "divide",
        x,
        y,
        (a, b) -> a / b,
        (g, a, b, z) -> g.divide(b),
        (g, a, b, z) -> g.multiply(z).divide(b).negate());
  }

  static Variable times(Variable x, double c) {
    return unary("times", x, v -> c * v, (g, y) -> g.times(c));
  }

  static Variable tanh(Variable x) {
    return unary("tanh", x, StrictMath::tanh, (g, y) -> g.multiply(y.multiply(y).negate().plus(1)));
  }

  static Variable sigmoid(Variable x) {
    return unary(
        "sigmoid", x, Elementwise::logistic, (g, y) -> g.multiply(y.multiply(y.negate().plus(1))));
  }

  private static double logistic(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  static Variable exp(Variable x) {
    return unary("exp", x, StrictMath::exp, Variable::multiply);
  }

  static Variable log(Variable x) {
    return unary("log", x, StrictMath::log, (g, y) -> g.divide(x));
  }

  static Variable sin(Variable x) {
    return unary("sin", x, StrictMath::sin, (g, y) -> g.multiply(cos(x)));
  }

  static Variable cos(Variable x) {
    return unary("cos", x, StrictMath::cos, (g, y) -> g.multiply(sin(x)).negate());
  }

  static Variable relu(Variable x) {
    boolean[] positive = new boolean[x.data.length];
    for (int i = 0; i < positive.length; i++) {
      // A NaN is passed on, not hidden.
      positive[i] = !(x.data[i] <= 0);
    }
    return where(positive, x, x.tape().zeros(x.dims));
  }

  static Variable sqrt(Variable x) {
    return unary("sqrt", x, Math::sqrt, (g, y) -> g.divide(y).times(0.5));
  }

  static Variable power(Variable x, double p) {
    if (p == 0) {
      double[] ones = new double[x.data.length];
      Arrays.fill(ones, 1);
      return x.tape().constant(ones, x.dims);
    }
    return unary(
        "power", x, v -> StrictMath.pow(v, p), (g, y) -> g.multiply(power(x, p - 1)).times(p));
  }

  static Variable softplus(Variable x) {
    return unary(
        "softplus",
        x,
        v -> Math.max(v, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(v))),
        (g, y) -> g.multiply(sigmoid(x)));
  }

  static Variable where(boolean[] condition, Variable x, Variable y) {
    if (!Arrays.equals(x.dims, y.dims)) {
      throw Shape.mismatch("where", x.dims, y.dims, "differ");
    }
    if (condition.length != x.data.length) {
      throw new IllegalArgumentException(
          "where: shape " + x + " needs " + x.size() + " conditions, found " + condition.length);
    }
    double[] z = new double[condition.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = condition[i] ? x.data[i] : y.data[i];
    }
    boolean[] kept = condition.clone();
    Variable zero = x.tape().zeros(x.dims);
    return x.tape()
        .record(
            "where",
            z,
            x.dims,
            new Input(x, (g, out) -> where(kept, g, zero)),
            new Input(y, (g, out) -> where(kept, zero, g)));
  }
}
