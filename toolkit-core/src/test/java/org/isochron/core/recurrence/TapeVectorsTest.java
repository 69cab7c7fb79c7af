package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.autodiff.Variable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Programs on the tape against PyTorch in float64: the meta-gradient of a learned optimizer
 * (Andrychowicz et al. 2016, arXiv 1606.04474) and the memory of a neural Turing machine (Graves et
 * al. 2014, arXiv 1410.5401), from the files of {@code -Disochron.vectors=DIR}.
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
      Map<String, Variable> variables = new LinkedHashMap<>();
      for (String name : names) {
        variables.put(name, get(name));
      }
      return variables;
    }
  }

  @TestFactory
  Stream<DynamicTest> programsOnTheTapeHaveTheGradientsOfPyTorch() throws IOException {
    Map<String, Program> programs =
        Map.of(
            "learned_optimizer.json", TapeVectorsTest::learnedOptimizer,
            "ntm_head.json", TapeVectorsTest::turingMachine);
    return VectorFiles.given(String.join("|", programs.keySet())).stream()
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

  private static void turingMachine(Vectors v) {
    Map<String, Variable> p =
        v.named("M0", "w0", "k", "beta_raw", "g_raw", "s_raw", "gamma_raw", "e_raw", "a_raw");
    int rows = v.file.get("rows").asInt();
    int width = v.file.get("width").asInt();
    Variable memory = p.get("M0");
    Variable w = p.get("w0").reshape(rows, 1);
    Variable loss = v.tape.constant(0);
    for (int t = 0; t < v.file.get("T").asInt(); t++) {
      w = weights(v, p, t, memory, w);
      Variable erase = v.step(p.get("e_raw"), t).sigmoid().reshape(1, width);
      Variable write = v.step(p.get("a_raw"), t).tanh().reshape(1, width);
      memory = memory.subtract(memory.multiply(w.matmul(erase))).add(w.matmul(write));
      Variable read = w.transpose().matmul(memory).reshape(width);
      assertClose(v.step(v.get("reads"), t).values(), read.values(), TOLERANCE, "read at " + t);
      assertClose(v.step(v.get("weights"), t).values(), w.values(), TOLERANCE, "weights at " + t);
      loss = loss.add(read.multiply(v.step(v.get("cotangent_reads"), t)).sum());
    }
    assertClose(v.get("M_T").values(), memory.values(), TOLERANCE, "memory");
    loss = loss.add(memory.multiply(v.get("cotangent_M_T")).sum());
    assertEquals(v.file.get("loss").asDouble(), loss.value(), 1e-12);
    v.compare("grad_", loss, p);
  }

  /** Equations 5 to 9: by content, interpolated, shifted, sharpened; [rows,1]. */
  private static Variable weights(
      Vectors v, Map<String, Variable> p, int t, Variable memory, Variable before) {
    int rows = memory.size(0);
    Variable key = v.step(p.get("k"), t).reshape(memory.size(1), 1);
    Variable lengths = memory.multiply(memory).sum(1).reshape(rows, 1);
    Variable cosines = memory.matmul(key).divide(lengths.multiply(key.multiply(key).sum()).sqrt());
    Variable beta = p.get("beta_raw").slice(0, t, t + 1).softplus();
    Variable byContent = cosines.multiply(beta).reshape(1, rows).softmax().reshape(rows, 1);
    Variable gate = p.get("g_raw").slice(0, t, t + 1).sigmoid();
    Variable gated = before.add(byContent.subtract(before).multiply(gate));
    Variable shifts = v.step(p.get("s_raw"), t).softmax();
    Variable shifted = v.tape.zeros(rows, 1);
    for (int j = 0; j < 3; j++) {
      int[] from = new int[rows];
      for (int i = 0; i < rows; i++) {
        from[i] = Math.floorMod(i - (j - 1), rows);
      }
      shifted = shifted.add(gated.gather(from).multiply(shifts.slice(0, j, j + 1)));
    }
    Variable gamma = p.get("gamma_raw").slice(0, t, t + 1).softplus().plus(1);
    Variable sharp = shifted.log().multiply(gamma).exp();
    return sharp.divide(sharp.sum());
  }
}
