package org.isochron.core.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.isochron.core.recurrence.VectorFiles;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Trajectories of torch.optim (PyTorch 2.7.1, float64) on the quadratic ½θᵀAθ − bᵀθ, in {@code
 * optimizers.json} of {@code -Disochron.vectors=DIR}.
 */
class OptimizerVectorsTest {
  private static final double TOLERANCE = 1e-12;
  private static final Set<String> PROBLEM = Set.of("what", "A", "b", "theta0");

  /** A rule with its learning rate and weight decay, as the file names it. */
  private record Case(UpdateRule rule, double rate, double weightDecay) {
    static Case of(UpdateRule.Name name, double rate) {
      return new Case(UpdateRule.of(name), rate, 0);
    }

    Case decayed(double decay) {
      return new Case(rule, rate, decay);
    }

    GradientTransform transform() {
      return GradientTransform.chain(
          rule.transform(weightDecay), GradientTransform.descend(Schedule.constant(rate)));
    }
  }

  private static final Map<String, Case> CASES =
      Map.of(
          "sgd lr=0.05",
          Case.of(UpdateRule.Name.SGD, 0.05),
          "sgd lr=0.05 momentum=0.9",
          Case.of(UpdateRule.Name.MOMENTUM, 0.05),
          "sgd lr=0.05 momentum=0.9 nesterov",
          Case.of(UpdateRule.Name.NESTEROV, 0.05),
          "sgd lr=0.05 weight_decay=0.1",
          Case.of(UpdateRule.Name.SGD, 0.05).decayed(0.1),
          "adam lr=0.05 betas=0.9,0.999 eps=1e-8",
          Case.of(UpdateRule.Name.ADAM, 0.05),
          "adam lr=0.05 amsgrad",
          Case.of(UpdateRule.Name.AMSGRAD, 0.05),
          "adamw lr=0.05 weight_decay=0.1",
          Case.of(UpdateRule.Name.ADAMW, 0.05).decayed(0.1),
          "rmsprop lr=0.02 alpha=0.99 eps=1e-8",
          Case.of(UpdateRule.Name.RMSPROP, 0.02),
          "rmsprop lr=0.02 alpha=0.9 centered momentum=0.9",
          new Case(new UpdateRule(UpdateRule.Name.RMSPROP_CENTERED, 0.9, 0.9, 1e-8), 0.02, 0),
          "adagrad lr=0.1 eps=1e-10",
          Case.of(UpdateRule.Name.ADAGRAD, 0.1));

  @TestFactory
  Stream<DynamicTest> trajectoriesAreThoseOfPyTorch() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : VectorFiles.given("optimizers\\.json")) {
      JsonNode v = new ObjectMapper().readTree(file.toFile());
      int before = tests.size();
      for (Map.Entry<String, JsonNode> entry : v.properties()) {
        String name = entry.getKey();
        if (!PROBLEM.contains(name)) {
          tests.add(dynamicTest(name, () -> compare(v, name, entry.getValue())));
        }
      }
      assertEquals(CASES.size(), tests.size() - before, "trajectories in " + file);
    }
    return tests.stream();
  }

  private static void compare(JsonNode v, String name, JsonNode expected) {
    assertTrue(CASES.containsKey(name), "no case for " + name);
    double[] theta = doubles(v.get("theta0"));
    GradientTransform.Running optimizer = CASES.get(name).transform().start(theta.length);
    double[] rows = doubles(expected);
    for (int step = 0; step < rows.length / theta.length; step++) {
      double[] update = gradient(v, theta);
      optimizer.apply(update, theta);
      for (int i = 0; i < theta.length; i++) {
        theta[i] += update[i];
        double row = rows[step * theta.length + i];
        double close = TOLERANCE * Math.abs(row);
        assertEquals(row, theta[i], close, name + ": step " + (step + 1) + " [" + i + "]");
      }
    }
  }

  private static double[] gradient(JsonNode v, double[] theta) {
    double[] a = doubles(v.get("A"));
    double[] g = doubles(v.get("b"));
    for (int i = 0; i < g.length; i++) {
      double sum = 0;
      for (int j = 0; j < g.length; j++) {
        sum += a[i * g.length + j] * theta[j];
      }
      g[i] = sum - g[i];
    }
    return g;
  }

  private static double[] doubles(JsonNode tensor) {
    double[] values = new double[tensor.get("data").size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.get("data").get(i).asDouble();
    }
    return values;
  }
}
