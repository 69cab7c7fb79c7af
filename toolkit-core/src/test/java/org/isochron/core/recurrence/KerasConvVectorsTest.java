package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;

/**
 * The output of Keras 3's ConvLSTM2D, whose images are [N,T,H,W,C], the input's border not padded.
 */
class KerasConvVectorsTest {
  private static final double TOLERANCE = 1e-6;

  @Test
  void theCellGivesTheImagesOfKeras() throws IOException {
    int compared = 0;
    for (Path file : VectorFiles.find("keras-rnn-vectors", "cases.json")) {
      for (JsonNode c : new ObjectMapper().readTree(file.toFile()).get("cases")) {
        if (c.path("layer").asText().equals("ConvLSTM2D")) {
          compare(c);
          compared++;
        }
      }
    }
    assertTrue(compared > 0, "no case of ConvLSTM2D");
  }

  private static void compare(JsonNode c) {
    assertEquals("valid", c.get("padding").asText());
    int[] shape = new int[5];
    Arrays.setAll(shape, i -> c.at("/input_arange_shape/" + i).asInt());
    int units = c.get("units").asInt();
    ConvImages images =
        new ConvImages(
            shape[4],
            units,
            shape[2],
            shape[3],
            c.get("kernel_size").asInt(),
            ConvImages.Padding.VALID);
    ConvLstmCell cell = new ConvLstmCell(images, false);
    ParameterLayout layout = ParameterLayout.of(cell);
    double[] parameters = new double[layout.size()];
    Arrays.fill(parameters, 0.02);
    Arrays.fill(parameters, 0, cell.parameterEntries().get(0).size(), 0.01);
    int bias = layout.offset("layer0/forward/conv-lstm/b");
    Arrays.fill(parameters, bias, bias + 4 * units, 0.03);
    Arrays.fill(parameters, bias + units, bias + 2 * units, 1);
    try (Workers workers = new Workers(1)) {
      State last =
          Scan.of(cell, workers)
              .run(parameters, batch(shape, c.get("input_divide_by").asDouble()))
              .finalState();
      double[] expected = OnnxVectorsTest.flat(c.get("expected"));
      assertClose(expected, channelsLast(last.get(0, 0, 0), shape[0], images), TOLERANCE, "h");
    }
  }

  /** Counts through [N,T,H,W,C]. */
  private static SequenceBatch batch(int[] shape, double divisor) {
    int pixels = shape[2] * shape[3];
    int channels = shape[4];
    double[] x = new double[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    for (int n = 0; n < shape[0]; n++) {
      for (int t = 0; t < shape[1]; t++) {
        for (int i = 0; i < pixels * channels; i++) {
          int to = i % channels * pixels + i / channels;
          double value = ((n * shape[1] + t) * pixels * channels + i) / divisor;
          x[(t * shape[0] + n) * pixels * channels + to] = value;
        }
      }
    }
    int[] lengths = new int[shape[0]];
    Arrays.fill(lengths, shape[1]);
    return SequenceBatch.ofTimeMajor(x, new int[] {shape[1], shape[0], pixels * channels}, lengths);
  }

  private static double[] channelsLast(double[] h, int size, ConvImages images) {
    int channels = images.hiddenChannels();
    int pixels = images.hiddenHeight() * images.hiddenWidth();
    double[] turned = new double[h.length];
    for (int n = 0; n < size; n++) {
      for (int i = 0; i < channels * pixels; i++) {
        int to = i % pixels * channels + i / pixels;
        turned[n * channels * pixels + to] = h[n * channels * pixels + i];
      }
    }
    return turned;
  }
}
