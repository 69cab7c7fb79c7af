package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/**
 * Programs on the tape against PyTorch in float64: the meta-gradient of a learned optimizer
 * (Andrychowicz et al. 2016, arXiv 1606.04474), from the files of {@code -Disochron.vectors=DIR}.
 */
class TapeVectorsTest {
  private static final double TOLERANCE = 1e-12;

  private interface Program {
    void check(Vectors vectors);
  }

  /** A file's tensors as variables of one tape. */
  private record Vectors(Tape tape, JsonNode file) {
    int[] shape(String name) {
      JsonNode sizes = file.get(name).get("shape");
      int[] shape = new int[sizes.size()];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = sizes.get(i).asInt();
      }
      return shape;
    }

    Variable get(String name) {
      return tape.variable(TorchVectors.doubles(file.get(name).get("data")), shape(name));
    }

    /** Returns step t of a tensor [T,…]. */
    Variable step(Variable whole, int t) {
      List<Integer> shape = whole.shape();
      int[] rest = shape.subList(1, shape.size()).stream().mapToInt(Integer::intValue).toArray();
      return whole.slice(0, t, t + 1).reshape(rest);
    }

    void compare(String prefix, Variable loss, Map<String, Variable> by) {
      List<String> names = List.copyOf(by.keySet());
      List<Variable> gradients = tape.gradient(loss, by.values().toArray(new Variable[0]));
      for (int i = 0; i < names.size(); i++) {
        String name = prefix + names.get(i);
        assertClose(get(name).values(), gradients.get(i).values(), TOLERANCE, name);
      }
    }

    Map<String, Variable> named(String... names) {
      Map<String, Variable> variables = new java.util.LinkedHashMap<>();
      for (String name : names) {
        variables.put(name, get(name));
      }
      return variables;
    }
  }

  @TestFactory
  Stream<DynamicTest> programsOnTheTapeHaveTheGradientsOfPyTorch() throws IOException {
    Map<String, Program> programs =
        Map.of("learned_optimizer.json", TapeVectorsTest::learnedOptimizer);
    List<Path> files = new ArrayList<>(TorchVectors.files());
    files.removeIf(f -> !programs.containsKey(f.getFileName().toString()));
    Assumptions.assumeFalse(files.isEmpty(), "skipped: no file of a program on the tape");
    return files.stream()
        .map(
            f -> {
              String name = f.getFileName().toString();
              return dynamicTest(name, () -> programs.get(name).check(read(f)));
            });
  }

  private static Vectors read(Path file) throws IOException {
    return new Vectors(new Tape(), new ObjectMapper().readTree(file.toFile()));
  }

  private static void learnedOptimizer(Vectors v) {
    for (boolean exact : new boolean[] {true, false}) {
      Map<String, Variable> p =
          v.named("weight_ih", "weight_hh", "bias_ih", "bias_hh", "wout", "bout");
      Variable loss = metaLoss(v, p, exact);
      assertEquals(v.file.get("meta_loss").asDouble(), loss.value(), 1e-12 * loss.value());
      v.compare(exact ? "grad_" : "grad1_", loss, p);
    }
  }

  private static Variable metaLoss(Vectors v, Map<String, Variable> p, boolean exact) {
    int n = v.file.get("n").asInt();
    int hidden = v.file.get("hidden").asInt();
    LstmCell cell = new LstmCell(1, hidden);
    Map<String, Variable> parameters =
        Map.of(
            "wx", p.get("weight_ih"),
            "wh", p.get("weight_hh"),
            "b", p.get("bias_ih").add(p.get("bias_hh")));
    List<Variable> state = List.of(v.tape.zeros(n, hidden), v.tape.zeros(n, hidden));
    Variable w = v.get("W");
    Variable y = v.get("y").reshape(n, 1);
    Variable theta = v.get("theta0").reshape(n, 1);
    Variable path = v.get("theta");
    Variable sum = v.tape.constant(0);
    for (int t = 0; t < path.size(0); t++) {
      Variable error = w.matmul(theta).subtract(y);
      Variable gradient = v.tape.gradient(error.multiply(error).sum(), theta).get(0);
      state = cell.step(parameters, exact ? gradient : gradient.detach(), state, StepMasks.NONE);
      Variable update = state.get(0).matmulTransposed(p.get("wout")).add(p.get("bout"));
      theta = theta.add(update.times(0.1));
      assertClose(v.step(path, t).values(), theta.values(), TOLERANCE, "theta at " + t);
      Variable next = w.matmul(theta).subtract(y);
      sum = sum.add(next.multiply(next).sum());
    }
    return sum;
  }
}
