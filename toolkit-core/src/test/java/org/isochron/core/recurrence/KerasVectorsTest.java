package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Outputs that Keras 3's own tests expect: carried and initial states, masks, reversed and
 * bidirectional runs, both GRU resets. Kernels are constant: 0.01, recurrent 0.02, biases 0.03.
 */
class KerasVectorsTest {
  private static final double FUSED_TOLERANCE = 1e-5;

  /** Of the double path: Keras' numbers are floats, printed with seven or eight digits. */
  private static final double TRACED_TOLERANCE = 1e-6;

  private static final Set<String> LAYERS = Set.of("LSTM", "GRU", "SimpleRNN");

  private static final Set<String> UNDERSTOOD =
      Set.of(
          "name",
          "layer",
          "units",
          "input_arange_shape",
          "input_divide_by",
          "expected",
          "source",
          "unit_forget_bias",
          "reset_after",
          "calls",
          "initial_state",
          "go_backwards",
          "mask",
          "return_sequences",
          "zero_output_for_mask",
          "bidirectional");

  @TestFactory
  Stream<DynamicTest> outputsAreThoseOfKeras() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : VectorFiles.find("keras-rnn-vectors", "cases.json")) {
      for (JsonNode c : new ObjectMapper().readTree(file.toFile()).get("cases")) {
        // ConvLSTM2D has a test of its own.
        if (LAYERS.contains(c.path("layer").asText())) {
          String name = c.get("name").asText();
          tests.add(
              dynamicTest(
                  name,
                  () -> {
                    skipUnsupported(name, c);
                    new KerasCase(c, false).compare();
                  }));
        }
        if (c.has("mask")) {
          String name = c.get("name").asText() + ", the engine's mask";
          tests.add(dynamicTest(name, () -> new KerasCase(c, true).compare()));
        }
      }
    }
    return tests.stream();
  }

  private static void skipUnsupported(String name, JsonNode c) {
    c.fieldNames()
        .forEachRemaining(
            field -> {
              if (!UNDERSTOOD.contains(field)) {
                VectorFiles.skip(name, "has " + field);
              }
            });
  }

  /** One case: batch first [N,T,C] as Keras has it. */
  private static final class KerasCase {
    private final JsonNode file;
    private final int size;
    private final int steps;
    private final int channels;
    private final int units;
    private final boolean both;
    private final boolean backwards;
    private final boolean masked;
    private final int[][] kept;

    /** With the engine's mask it sees every step; else those that are masked are left out. */
    KerasCase(JsonNode file, boolean masked) {
      this.file = file;
      this.masked = masked;
      size = file.at("/input_arange_shape/0").asInt();
      steps = file.at("/input_arange_shape/1").asInt();
      channels = file.at("/input_arange_shape/2").asInt();
      units = file.get("units").asInt();
      both = file.path("bidirectional").isTextual();
      backwards = file.path("go_backwards").asBoolean();
      kept = new int[size][];
      for (int n = 0; n < size; n++) {
        int row = n;
        kept[n] = IntStream.range(0, steps).filter(t -> masked || present(row, t)).toArray();
      }
    }

    private boolean present(int n, int t) {
      JsonNode mask = file.path("mask").path(n);
      return mask.isMissingNode() || mask.get(t).asDouble() != 0;
    }

    private Cell cell() {
      return switch (file.get("layer").asText()) {
        case "LSTM" -> new LstmCell(channels, units);
        case "GRU" ->
            new GruCell(
                channels,
                units,
                file.path("reset_after").asBoolean(true)
                    ? GruCell.Reset.AFTER
                    : GruCell.Reset.BEFORE);
        default -> new ElmanCell(channels, units);
      };
    }

    private double[] parameters(ParameterLayout layout) {
      double[] parameters = new double[layout.size()];
      for (ParameterLayout.Entry entry : layout.entries()) {
        double[] values = new double[entry.size()];
        String name = entry.name().substring(entry.name().lastIndexOf('/') + 1);
        Arrays.fill(values, name.equals("wx") ? 0.01 : name.equals("wh") ? 0.02 : 0.03);
        if (name.equals("b") && cell() instanceof LstmCell) {
          boolean unit = file.path("unit_forget_bias").asBoolean(true);
          Arrays.fill(values, units, 2 * units, unit ? 1 : 0.03);
        }
        if (name.equals("b") && cell() instanceof GruCell gru) {
          boolean after = gru.reset() == GruCell.Reset.AFTER;
          Arrays.fill(values, 0, 2 * units, after ? 0.06 : 0.03);
        }
        layout.set(parameters, entry.name(), values);
      }
      return parameters;
    }

    private SequenceBatch batch() {
      double divisor = file.path("input_divide_by").asDouble(1);
      int[] lengths = new int[size];
      double[] x = new double[steps * size * channels];
      for (int n = 0; n < size; n++) {
        lengths[n] = kept[n].length;
        for (int k = 0; k < lengths[n]; k++) {
          int from = backwards ? kept[n][lengths[n] - 1 - k] : kept[n][k];
          for (int c = 0; c < channels; c++) {
            x[(k * size + n) * channels + c] = ((n * steps + from) * channels + c) / divisor;
          }
        }
      }
      SequenceBatch batch =
          SequenceBatch.ofTimeMajor(x, new int[] {steps, size, channels}, lengths);
      for (int n = 0; n < size && masked; n++) {
        boolean[] present = new boolean[steps];
        for (int t = 0; t < steps; t++) {
          present[t] = present(n, backwards ? steps - 1 - t : t);
        }
        batch.get(n).mask(present);
      }
      return batch;
    }

    private State initial(Recurrence recurrence) {
      State state = State.zeros(recurrence, size);
      JsonNode given = file.path("initial_state");
      int components = cell().stateNames().size();
      for (int i = 0; i < given.size(); i++) {
        double[] values = OnnxVectorsTest.flat(given.get(i));
        System.arraycopy(values, 0, state.get(0, i / components, i % components), 0, values.length);
      }
      return state;
    }

    void compare() {
      Recurrence recurrence = both ? Bidirectional.of(cell()) : cell();
      try (Workers workers = new Workers(1)) {
        compare(Scan.of(recurrence, workers), FUSED_TOLERANCE);
        compare(Scan.traced(recurrence, workers), TRACED_TOLERANCE);
      }
    }

    private void compare(Scan scan, double tolerance) {
      double[] parameters = parameters(scan.layout());
      Trajectory run = scan.run(parameters, batch(), initial(scan.recurrence()));
      for (int call = 1; call < file.path("calls").asInt(1); call++) {
        run = scan.run(parameters, batch(), run.finalState());
      }
      double[] found =
          file.path("return_sequences").asBoolean()
              ? sequences(run.outputs(), scan.recurrence().outputSize())
              : last(run.finalState());
      double[] expected = OnnxVectorsTest.flat(file.get("expected"));
      String name = file.get("name").asText() + ", " + run.path();
      assertClose(expected, merged(found), tolerance, name);
    }

    private double[] last(State state) {
      int directions = both ? 2 : 1;
      double[] rows = new double[size * directions * units];
      for (int n = 0; n < size; n++) {
        for (int d = 0; d < directions; d++) {
          System.arraycopy(
              state.get(0, d, 0), n * units, rows, (n * directions + d) * units, units);
        }
      }
      return rows;
    }

    /** Returns [N,T,O]; masked steps repeat the output before them, or are zero. */
    private double[] sequences(double[] y, int width) {
      double[] rows = new double[size * steps * width];
      boolean zero = file.path("zero_output_for_mask").asBoolean();
      for (int n = 0; n < size; n++) {
        int k = 0;
        for (int t = 0; t < steps; t++) {
          boolean real = present(n, backwards ? steps - 1 - t : t);
          k += masked || real ? 1 : 0;
          if (k > 0 && (real || !zero)) {
            System.arraycopy(y, ((k - 1) * size + n) * width, rows, (n * steps + t) * width, width);
          }
        }
      }
      return rows;
    }

    /** Merges the halves of each row as a bidirectional layer does. */
    private double[] merged(double[] rows) {
      String mode = file.path("bidirectional").asText("concat");
      if (mode.equals("concat")) {
        return rows;
      }
      double[] merged = new double[rows.length / 2];
      for (int i = 0; i < merged.length; i++) {
        double f = rows[i / units * 2 * units + i % units];
        double b = rows[i / units * 2 * units + units + i % units];
        merged[i] =
            switch (mode) {
              case "sum" -> f + b;
              case "mul" -> f * b;
              case "ave" -> (f + b) / 2;
              default -> throw new IllegalArgumentException("merge mode " + mode);
            };
      }
      return merged;
    }
  }
}
