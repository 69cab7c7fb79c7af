package org.isochron.core.objective;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.VectorFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CtcInferenceTest {
  /**
   * Every file of {@code -Disochron.vectors=DIR} that holds a CTC case, from PyTorch in float64.
   */
  @Test
  void lossAndGradientAreThoseOfPyTorch() throws IOException {
    for (Path file : VectorFiles.given("ctc.*\\.json")) {
      compare(new ObjectMapper().readTree(file.toFile()));
    }
  }

  private static void compare(JsonNode v) {
    int size = v.get("N").asInt();
    int classes = v.get("C").asInt();
    double[] logits = doubles(v.get("logits").get("data"));
    double[] expected = doubles(v.get("grad_logits").get("data"));
    double[] losses = doubles(v.get("loss").get("data"));
    CtcInference inference = new CtcInference(classes);
    for (int n = 0; n < size; n++) {
      int steps = v.get("input_lengths").get(n).asInt();
      double[] own = new double[steps * classes];
      double[] cotangent = new double[steps * classes];
      for (int t = 0; t < steps; t++) {
        System.arraycopy(logits, (t * size + n) * classes, own, t * classes, classes);
      }
      JsonNode target = v.get("targets").get(n);
      int[] transcript =
          IntStream.range(0, target.size()).map(i -> target.get(i).asInt()).toArray();
      assertEquals(losses[n], inference.apply(own, steps, transcript, 1, cotangent), 1e-12);
      for (int t = 0; t < steps; t++) {
        for (int k = 0; k < classes; k++) {
          assertEquals(
              expected[(t * size + n) * classes + k], cotangent[t * classes + k], 1e-12, "t " + t);
        }
      }
    }
  }

  private static double[] doubles(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
  }

  @Test
  void theBestTranscriptHasNeitherRepeatsNorBlanks() {
    int[] path = {0, 2, 2, 0, 2, 1, 1, 0};
    double[] logits = new double[path.length * 3];
    for (int t = 0; t < path.length; t++) {
      logits[t * 3 + path[t]] = 1;
    }
    int[] found = new CtcInference(3).bestTranscript(logits, path.length);
    assertArrayEquals(new int[] {2, 2, 1}, found);
    assertEquals(4, CtcInference.shortest(found));
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void logitsOfAnotherSizeAndNaNAreRefused() {
    CtcInference inference = new CtcInference(3);
    refused(
        "logits: expected at least 2 steps of 3 classes, 6 values, found 5",
        () -> inference.bestTranscript(new double[5], 2));
    refused(
        "logits: expected 2 steps of 3 classes, 6 values, found 9",
        () -> inference.bestTranscript(new double[9], 2));
    refused(
        "logits: expected at least 2 steps of 3 classes, 6 values, found 5",
        () -> inference.apply(new double[5], 2, new int[] {1}, 1, new double[6]));
    refused(
        "steps: expected at least 1, found -1", () -> inference.bestTranscript(new double[0], -1));
    refused(
        "logits: step 1, class 2, from 0: expected a number, found NaN",
        () -> inference.bestTranscript(new double[] {0, 0, 0, 0, 0, Double.NaN}, 2));
  }

  @Test
  void anEmptyTranscriptIsAllBlanksAndLongOnesStayFinite() {
    double[] logits = EngineCases.uniform(EngineCases.random(4), 4000 * 3, 30);
    double[] cotangent = new double[logits.length];
    CtcInference inference = new CtcInference(3);
    double blank = 0;
    for (int t = 0; t < 5; t++) {
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        sum += StrictMath.exp(logits[t * 3 + k]);
      }
      blank -= logits[t * 3] - StrictMath.log(sum);
    }
    assertEquals(blank, inference.apply(logits, 5, new int[0], 1, cotangent), 1e-12 * blank);
    int[] transcript = IntStream.range(0, 1500).map(i -> 1 + i % 2).toArray();
    double loss = inference.apply(logits, 4000, transcript, 1, cotangent);
    assertTrue(Double.isFinite(loss) && loss > 0, "loss " + loss);
  }
}
