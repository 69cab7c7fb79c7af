package org.isochron.core.autodiff;

import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.EngineCases.uniform;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.isochron.core.autodiff.Operations.Operation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the derivatives of every operation. */
class DerivativeLawsTest {
  private static final String ALL = "org.isochron.core.autodiff.Operations#all";
  private static final double TOLERANCE = 1e-8;

  private static void assertSmall(GradientCheck check) {
    assertTrue(check.relativeError() < TOLERANCE, check.toString());
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void theGradientIsTheCentralDifference(Operation op) {
    assertSmall(GradientCheck.of(op.pairing(), op.arguments(random(1))));
  }

  /** ⟨∇f, v⟩, v fixed and seeded: its gradient is a Hessian-vector product. */
  private static Function<List<Variable>, Variable> slope(Function<List<Variable>, Variable> f) {
    return x -> {
      Variable y = f.apply(x);
      Tape tape = y.tape();
      List<Variable> gradient = tape.gradient(y, x.toArray(new Variable[0]));
      Variable sum = tape.constant(0);
      for (Variable g : gradient) {
        Variable v = tape.constant(uniform(random(4), g.size(), 1), g.dims);
        sum = sum.add(g.multiply(v).sum());
      }
      return sum;
    };
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void theHessianIsTheCentralDifferenceOfTheGradient(Operation op) {
    assertSmall(GradientCheck.of(slope(op.pairing()), op.arguments(random(2))));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void theThirdDerivativeIsTheCentralDifferenceOfTheSecond(Operation op) {
    assertSmall(GradientCheck.of(slope(slope(op.pairing())), op.arguments(random(5))));
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void jvpAndVjpAreAdjoint(Operation op) {
    List<Variable> x = op.arguments(random(6));
    Tape tape = x.get(0).tape();
    Variable y = op.function().apply(x);
    Variable u = tape.constant(uniform(random(7), y.size(), 1), y.dims);
    List<Variable> v = new ArrayList<>();
    x.forEach(p -> v.add(tape.constant(uniform(random(8 + v.size()), p.size(), 1), p.dims)));
    Variable jv = tape.jvp(List.of(y), x, v).get(0);
    List<double[]> values = tape.vjpValues(List.of(y), List.of(u), x);
    List<Variable> ju = tape.vjp(List.of(y), List.of(u), x);
    double right = 0;
    for (int i = 0; i < x.size(); i++) {
      assertEquals(x.get(i).shape(), ju.get(i).shape());
      assertTrue(java.util.Arrays.equals(values.get(i), ju.get(i).values()), "values of " + op);
      right += ju.get(i).multiply(v.get(i)).sum().value();
    }
    double left = jv.multiply(u).sum().value();
    assertEquals(left, right, 1e-13 * Math.max(1, Math.abs(left)));
  }

  /** Not by the vjp's own code: by a difference of the outputs along v. */
  @ParameterizedTest
  @MethodSource(ALL)
  void theJvpIsTheDifferenceAlongTheTangent(Operation op) {
    List<Variable> x = op.arguments(random(9));
    Tape tape = x.get(0).tape();
    List<Variable> v = new ArrayList<>();
    x.forEach(p -> v.add(tape.constant(uniform(random(10 + v.size()), p.size(), 1), p.dims)));
    double[] jv = tape.jvp(List.of(op.function().apply(x)), x, v).get(0).values();
    double[] above = op.function().apply(moved(x, v, 1e-5)).values();
    double[] below = op.function().apply(moved(x, v, -1e-5)).values();
    for (int i = 0; i < jv.length; i++) {
      assertEquals((above[i] - below[i]) / 2e-5, jv[i], 1e-7, op + "[" + i + "]");
    }
  }

  private static List<Variable> moved(List<Variable> x, List<Variable> v, double step) {
    List<Variable> moved = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      moved.add(x.get(i).add(v.get(i).times(step)));
    }
    return moved;
  }
}
