package org.isochron.core.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Where a gradient differs most from central differences (f(x+h) − f(x−h)) / 2h, h = 10⁻⁵ max(1,
 * |x|).
 *
 * @param tensor name of the tensor
 * @param index entry, row-major
 * @param gradient what was to be checked
 * @param difference the central difference
 * @param relativeError their distance, relative to the tensor's largest central difference, or to
 *     10⁻⁶ of the function's value where that is larger
 */
public record GradientCheck(
    String tensor, int index, double gradient, double difference, double relativeError) {
  private static final double STEP = 1e-5;
  private static final double FLOOR = 1e-6;

  /**
   * Checks the tape's gradient of a function.
   *
   * @param function from variables to a tensor of one value; called with new tapes
   * @param point where; its values are not changed
   * @return the largest difference over all variables, which are named by their number
   */
  public static GradientCheck of(
      Function<List<Variable>, Variable> function, List<Variable> point) {
    List<double[]> values = new ArrayList<>();
    point.forEach(x -> values.add(x.values()));
    List<Variable> x = variables(point, values);
    Variable y = function.apply(x);
    List<double[]> gradients =
        y.tape().vjpValues(List.of(y), List.of(y.tape().constant(new double[] {1}, y.dims)), x);
    GradientCheck worst = null;
    for (int i = 0; i < values.size(); i++) {
      GradientCheck check =
          of(
              "variable " + i,
              values.get(i),
              gradients.get(i),
              () -> function.apply(variables(point, values)).value());
      if (worst == null || Double.compare(check.relativeError, worst.relativeError) > 0) {
        worst = check;
      }
    }
    return worst;
  }

  private static List<Variable> variables(List<Variable> like, List<double[]> values) {
    Tape tape = new Tape();
    List<Variable> variables = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      variables.add(tape.variable(values.get(i), like.get(i).dims));
    }
    return variables;
  }

  /**
   * Checks any gradient of a function that reads an array.
   *
   * @param tensor name for the report
   * @param at where; changed during the check, then as it was
   * @param gradient what to check
   * @param function reads {@code at}
   * @throws IllegalArgumentException if the lengths differ or are 0
   */
  public static GradientCheck of(
      String tensor, double[] at, double[] gradient, DoubleSupplier function) {
    if (at.length != gradient.length || at.length == 0) {
      throw new IllegalArgumentException(
          tensor + ": expected a gradient of " + at.length + " values, found " + gradient.length);
    }
    double[] difference = new double[at.length];
    double scale = FLOOR * Math.abs(function.getAsDouble());
    for (int i = 0; i < at.length; i++) {
      double centre = at[i];
      double step = STEP * Math.max(1, Math.abs(centre));
      at[i] = centre + step;
      double above = function.getAsDouble();
      at[i] = centre - step;
      double below = function.getAsDouble();
      at[i] = centre;
      difference[i] = (above - below) / (2 * step);
      scale = Math.max(scale, Math.abs(difference[i]));
    }
    int worst = 0;
    double largest = -1;
    for (int i = 0; i < at.length; i++) {
      double distance = Math.abs(gradient[i] - difference[i]);
      if (Double.compare(distance, largest) > 0) {
        largest = distance;
        worst = i;
      }
    }
    double error = largest == 0 ? 0 : largest / scale;
    return new GradientCheck(tensor, worst, gradient[worst], difference[worst], error);
  }

  /** Returns a sentence that says where and how much. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s[%d]: gradient %.9g, central difference %.9g, relative error %.2g",
        tensor,
        index,
        gradient,
        difference,
        relativeError);
  }
}
