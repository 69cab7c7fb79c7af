package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.autodiff.Variable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The traced path against all files of {@link TorchVectors}, to the precision of a double. */
class TracedVectorsTest {
  private static final double TOLERANCE = 1e-12;
  private static final double HESSIAN_TOLERANCE = 1e-10;

  @TestFactory
  Stream<DynamicTest> tracedGradientsAreThoseOfPyTorch() throws IOException {
    return TorchVectors.files().stream()
        .map(f -> dynamicTest(f.getFileName().toString(), () -> check(f)));
  }

  private static void check(Path file) throws IOException {
    TorchVectors vectors = TorchVectors.read(file);
    try (Workers workers = new Workers(2)) {
      vectors.compare(Scan.traced(vectors.recurrence(), workers), TOLERANCE);
    }
  }

  @TestFactory
  Stream<DynamicTest> hessianVectorProductsAreThoseOfPyTorch() throws IOException {
    List<Path> files = new ArrayList<>(TorchVectors.files());
    files.removeIf(f -> !f.getFileName().toString().contains("_hvp"));
    Assumptions.assumeFalse(files.isEmpty(), "skipped: no file of Hessian-vector products");
    return files.stream().map(f -> dynamicTest(f.getFileName().toString(), () -> checkHessian(f)));
  }

  private static void checkHessian(Path file) throws IOException {
    TorchVectors v = TorchVectors.read(file);
    assertTrue(v.hasHessian(), file + " has no hvp_x");
    Tape tape = new Tape();
    Recurrence recurrence = v.recurrence();
    ParameterLayout layout = ParameterLayout.of(recurrence);
    Map<String, Variable> parameters = layout.variables(tape, v.parameters(layout, ""));
    List<Variable> inputs = steps(tape, v, "x", v.size("input_size"));
    List<Variable> initial = states(tape, v, recurrence, "h0", "c0");
    Unrolled run = Unrolled.of(recurrence, parameters, inputs, initial);
    Variable loss =
        pairing(run.outputs(), steps(tape, v, "cotangent_y", recurrence.outputSize()))
            .add(
                pairing(
                    run.finalState(), states(tape, v, recurrence, "cotangent_hn", "cotangent_cn")));
    List<Variable> by = all(parameters, inputs, initial);
    List<Variable> direction =
        all(
            layout.variables(tape, v.parameters(layout, "hvp_v_")),
            steps(tape, v, "hvp_v_x", v.size("input_size")),
            states(tape, v, recurrence, "hvp_v_h0", "hvp_v_c0"));
    List<Variable> expected =
        all(
            layout.variables(tape, v.parameters(layout, "hvp_")),
            steps(tape, v, "hvp_x", v.size("input_size")),
            states(tape, v, recurrence, "hvp_h0", "hvp_c0"));
    Variable[] variables = by.toArray(new Variable[0]);
    Variable slope = pairing(tape.gradient(loss, variables), direction);
    List<Variable> product = tape.gradient(slope, variables);
    for (int i = 0; i < by.size(); i++) {
      double[] found = product.get(i).values();
      assertClose(expected.get(i).values(), found, HESSIAN_TOLERANCE, "product " + i);
    }
  }

  private static List<Variable> all(
      Map<String, Variable> parameters, List<Variable> inputs, List<Variable> initial) {
    List<Variable> all = new ArrayList<>(parameters.values());
    all.addAll(inputs);
    all.addAll(initial);
    return all;
  }

  private static List<Variable> steps(Tape tape, TorchVectors v, String name, int columns) {
    int rows = v.size("N");
    Variable whole = tape.constant(v.tensor(name), v.size("T") * rows, columns);
    List<Variable> steps = new ArrayList<>();
    for (int t = 0; t < v.size("T"); t++) {
      steps.add(tape.variable(whole.slice(0, t * rows, (t + 1) * rows).values(), rows, columns));
    }
    return steps;
  }

  private static List<Variable> states(
      Tape tape, TorchVectors v, Recurrence recurrence, String h, String c) {
    int rows = v.size("N");
    return v.states(recurrence, h, c).parts().stream()
        .map(part -> tape.variable(part, rows, part.length / rows))
        .toList();
  }

  private static Variable pairing(List<Variable> a, List<Variable> b) {
    Variable sum = a.get(0).tape().constant(0);
    for (int i = 0; i < a.size(); i++) {
      sum = sum.add(a.get(i).multiply(b.get(i)).sum());
    }
    return sum;
  }
}
