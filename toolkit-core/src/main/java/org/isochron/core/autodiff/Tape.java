package org.isochron.core.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Define-by-run reverse mode in double: records what is done to its {@link Variable}s, and gives
 * derivatives that are variables of the same tape, so that they can be differentiated again.
 *
 * <p>Elementary functions are those of {@link StrictMath} and sums have a fixed order: the same
 * bits on every JDK. A tape serves one thread. Variables that are no longer referred to are
 * forgotten.
 *
 * <p>Griewank and Walther 2008, doi 10.1137/1.9780898717761.
 */
public final class Tape {
  private long created;
  private boolean recording = true;

  /** Makes an empty tape. */
  public Tape() {}

  /**
   * Makes a variable to differentiate by.
   *
   * @param values row-major, copied
   * @param shape sizes, none for a scalar
   * @throws IllegalArgumentException if the shape has another number of values
   */
  public Variable variable(double[] values, int... shape) {
    return new Variable(this, checked(values, shape), shape.clone(), true);
  }

  /**
   * Makes a constant.
   *
   * @param values row-major, copied
   * @param shape sizes, none for a scalar
   * @throws IllegalArgumentException if the shape has another number of values
   */
  public Variable constant(double[] values, int... shape) {
    return new Variable(this, checked(values, shape), shape.clone(), false);
  }

  /** Makes a scalar constant. */
  public Variable constant(double value) {
    return constant(new double[] {value});
  }

  /** Makes a constant of zeros. */
  public Variable zeros(int... shape) {
    return new Variable(this, new double[Shape.size(shape)], shape.clone(), false);
  }

  private static double[] checked(double[] values, int... shape) {
    if (values.length != Shape.size(shape)) {
      throw new IllegalArgumentException(
          "shape "
              + Shape.text(shape)
              + " needs "
              + Shape.size(shape)
              + " values, found "
              + values.length);
    }
    return values.clone();
  }

  /** One input of an operation and what the output's cotangent, and the output, give to it. */
  record Input(Variable variable, Pullback pullback) {}

  /** The vjp of one operation with respect to one input, made of operations. */
  @FunctionalInterface
  interface Pullback {
    Variable apply(Variable cotangent, Variable output);
  }

  /** Records an operation; the data are not copied. */
  Variable record(String operation, double[] data, int[] dims, Input... inputs) {
    boolean active = false;
    for (Input input : inputs) {
      if (input.variable.tape() != this) {
        throw new IllegalArgumentException(operation + ": the variables are of two tapes");
      }
      active |= input.variable.active;
    }
    if (!active || !recording) {
      return new Variable(this, data, dims, false);
    }
    return new Variable(this, data, dims, inputs);
  }

  long nextId() {
    return created++;
  }

  /**
   * Returns ∂y/∂x for each x, as variables that can be differentiated again.
   *
   * @param scalar y, a tensor of one value
   * @param variables the x
   * @throws IllegalArgumentException if y has not one value
   */
  public List<Variable> gradient(Variable scalar, Variable... variables) {
    if (scalar.size() != 1) {
      throw new IllegalArgumentException(
          "gradient: expected one value, found shape " + Shape.text(scalar.dims));
    }
    Variable one = constant(new double[] {1}, scalar.dims);
    return vjp(List.of(scalar), List.of(one), Arrays.asList(variables));
  }

  /**
   * Returns the vector-Jacobian products Σ_k (∂y_k/∂x)ᵀ u_k for each x, as variables that can be
   * differentiated again.
   *
   * @param outputs the y
   * @param cotangents the u, each of its output's shape
   * @param inputs the x
   * @throws IllegalArgumentException if a shape differs
   */
  public List<Variable> vjp(
      List<Variable> outputs, List<Variable> cotangents, List<Variable> inputs) {
    if (outputs.size() != cotangents.size()) {
      throw new IllegalArgumentException(
          "vjp: " + outputs.size() + " outputs, but " + cotangents.size() + " cotangents");
    }
    Map<Variable, Variable> sums = new HashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      if (!Arrays.equals(outputs.get(i).dims, cotangents.get(i).dims)) {
        throw Shape.mismatch(
            "vjp", outputs.get(i).dims, cotangents.get(i).dims, "of output and cotangent differ");
      }
      sums.merge(outputs.get(i), cotangents.get(i), Variable::add);
    }
    Set<Variable> wanted = new HashSet<>(inputs);
    Set<Variable> dependent = new HashSet<>();
    List<Variable> order = dependents(outputs, wanted, dependent);
    for (int i = order.size() - 1; i >= 0; i--) {
      Variable node = order.get(i);
      Variable cotangent = wanted.contains(node) ? sums.get(node) : sums.remove(node);
      for (Input input : node.inputs) {
        if (cotangent != null && dependent.contains(input.variable)) {
          sums.merge(input.variable, input.pullback.apply(cotangent, node), Variable::add);
        }
      }
    }
    return inputs.stream().map(x -> sums.containsKey(x) ? sums.get(x) : zeros(x.dims)).toList();
  }

  /** Finds what the outputs are made of and depends on wanted variables, in order of making. */
  private static List<Variable> dependents(
      List<Variable> outputs, Set<Variable> wanted, Set<Variable> dependent) {
    Set<Variable> seen = new HashSet<>(outputs);
    List<Variable> order = new ArrayList<>(seen);
    for (int i = 0; i < order.size(); i++) {
      for (Input input : order.get(i).inputs) {
        if (seen.add(input.variable)) {
          order.add(input.variable);
        }
      }
    }
    order.sort(Comparator.comparingLong(variable -> variable.id));
    for (Variable node : order) {
      boolean depends = wanted.contains(node);
      for (Input input : node.inputs) {
        depends |= dependent.contains(input.variable);
      }
      if (depends) {
        dependent.add(node);
      }
    }
    return order.stream().filter(dependent::contains).toList();
  }

  /**
   * Returns the values of {@link #vjp}, which cannot be differentiated again; cheaper, as nothing
   * is recorded.
   *
   * @param outputs the y
   * @param cotangents the u, each of its output's shape
   * @param inputs the x
   * @throws IllegalArgumentException if a shape differs
   */
  public List<double[]> vjpValues(
      List<Variable> outputs, List<Variable> cotangents, List<Variable> inputs) {
    boolean before = recording;
    recording = false;
    try {
      return vjp(outputs, cotangents, inputs).stream().map(Variable::values).toList();
    } finally {
      recording = before;
    }
  }

  /**
   * Returns the Jacobian-vector products Σ_k (∂y/∂x_k) v_k for each y: forward mode, as the
   * derivative of the vjp, linear in u, by u.
   *
   * @param outputs the y
   * @param inputs the x
   * @param tangents the v, each of its input's shape
   * @throws IllegalArgumentException if a shape differs
   */
  public List<Variable> jvp(
      List<Variable> outputs, List<Variable> inputs, List<Variable> tangents) {
    List<Variable> u = new ArrayList<>();
    for (Variable y : outputs) {
      u.add(variable(new double[y.size()], y.dims));
    }
    return vjp(vjp(outputs, u, inputs), tangents, u);
  }
}
