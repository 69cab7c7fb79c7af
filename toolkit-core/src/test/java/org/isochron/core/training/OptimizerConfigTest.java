package org.isochron.core.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimizerConfigTest {
  private static final String BEFORE =
      "{\"learningRate\": 0.004, \"weightDecay\": 0.01, \"clipNorm\": 1.0, \"warmUp\": 0.05,"
          + " \"averaging\": 0.995}";

  private static OptimizerConfig read(String json) throws IOException {
    return Json.read(json.getBytes(UTF_8), OptimizerConfig.class, "config.json");
  }

  @Test
  void aFileWithoutMethodMeansAdamWWithACosine() throws IOException {
    OptimizerConfig config = read(BEFORE);
    assertEquals(new OptimizerConfig(0.004, 0.01, 1, 0.05, 0.995), config);
    assertEquals(UpdateRule.Name.ADAMW, config.method().rule().name());
    assertEquals(RateDecline.Name.COSINE, config.method().decline().name());
    assertEquals(1, config.method().accumulation());
  }

  @Test
  void everyChoiceIsReadAsWritten() throws IOException {
    for (UpdateRule.Name rule : UpdateRule.Name.values()) {
      for (RateDecline.Name decline : RateDecline.Name.values()) {
        MethodConfig method =
            MethodConfig.defaults()
                .withRule(UpdateRule.of(rule))
                .withDecline(RateDecline.of(decline))
                .withAccumulation(4)
                .withAverageFrom(0.75);
        OptimizerConfig config = OptimizerConfig.defaults().withAveraging(0).withMethod(method);
        assertEquals(config, read(new String(Json.bytes(config), UTF_8)));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"rule\" | \"rul\" | method.rule: missing",
        "\"ADAMW\" | \"ADAMV\" | ADAMV",
        "\"ADAMW\" | null | rule: expected a name, found null",
        "\"momentum\": 0.9 | \"momentum\": 1.5 | momentum: expected in [0, 1), found 1.5",
        "\"factor\": 0.1 | \"factor\": 2 | factor: expected in (0, 1), found 2.0",
        "\"accumulation\": 1 | \"accumulation\": 0 | accumulation: expected at least 1, found 0",
        "\"accumulation\": 1 | \"accumulate\": 1 | method.accumulation: missing",
        "\"epochs\": 10 | \"epochs\": 10, \"every\": 2 | unknown property 'every'",
        "\"averageFrom\": 1.0 | \"averageFrom\": 0.5 | averaging: expected 0 beside averageFrom",
        "\"averaging\": 0.99, | `` | averaging: missing",
      })
  void aWrongMethodIsRefusedWithItsPlace(String from, String to, String problem) {
    String json = new String(Json.bytes(OptimizerConfig.defaults()), UTF_8);
    assertTrue(json.contains(from), json);
    FormatException e =
        assertThrows(FormatException.class, () -> read(json.replace(from, to)), "read");
    assertTrue(e.getMessage().startsWith("config.json:"), e.getMessage());
    assertTrue(e.getMessage().contains(problem), e.getMessage());
  }

  @Test
  void theAverageFollowsTheConfiguration() {
    OptimizerConfig config = OptimizerConfig.defaults();
    double[] initial = {1, 2};
    assertEquals(1, config.average(initial, 100).state().size());
    assertEquals(0, config.withAveraging(0).average(initial, 100).state().size());
    MethodConfig stochastic = MethodConfig.defaults().withAverageFrom(0.5);
    assertEquals(
        2, config.withAveraging(0).withMethod(stochastic).average(initial, 100).state().size());
  }
}
