package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Convolutional cells against PyTorch in float64, from the files of {@code -Disochron.vectors=DIR}.
 */
class ConvVectorsTest {
  private static final double TOLERANCE = 1e-12;

  @TestFactory
  Stream<DynamicTest> cellsHaveTheOutputsAndGradientsOfPyTorch() throws IOException {
    return VectorFiles.given("conv.*\\.json").stream()
        .map(f -> dynamicTest(f.getFileName().toString(), () -> new Vectors(f).compare()));
  }

  /** One file: x and y are [T,N,C,H,W], which flat is [T,N,C·H·W]. */
  private static final class Vectors {
    private final JsonNode file;
    private final Cell cell;
    private final ParameterLayout layout;
    private final boolean lstm;

    Vectors(Path path) throws IOException {
      file = new ObjectMapper().readTree(path.toFile());
      ConvImages images =
          new ConvImages(
              size("in_channels"),
              size("hidden_channels"),
              size("height"),
              size("width"),
              size("kernel"));
      String kind = file.get("cell").asText();
      lstm = kind.equals("convlstm_peephole");
      assertEquals(lstm ? kind : "convrnn_tanh", kind);
      cell = lstm ? new ConvLstmCell(images, true) : new ConvElmanCell(images);
      layout = ParameterLayout.of(cell);
    }

    private int size(String name) {
      return file.get(name).asInt();
    }

    private double[] tensor(String name) {
      return TorchVectors.doubles(file.get(name).get("data"));
    }

    private double[] parameters(String prefix) {
      double[] values = new double[layout.size()];
      String path = "layer0/forward/" + cell.name() + "/";
      layout.set(values, path + "wx", tensor(prefix + "weight_x"));
      layout.set(values, path + "wh", tensor(prefix + "weight_h"));
      layout.set(values, path + "b", tensor(prefix + "bias"));
      if (lstm) {
        double[][] rows = new double[3][];
        for (int i = 0; i < rows.length; i++) {
          rows[i] = tensor(prefix + "peephole_" + "ifo".charAt(i));
        }
        double[] all = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        layout.set(values, path + "wp", all);
      }
      return values;
    }

    private State state(String prefix) {
      State state = State.zeros(cell, size("N"));
      for (int i = 0; i < cell.stateNames().size(); i++) {
        double[] values = tensor(prefix + cell.stateNames().get(i) + "0");
        System.arraycopy(values, 0, state.get(0, 0, i), 0, values.length);
      }
      return state;
    }

    void compare() {
      int[] lengths = new int[size("N")];
      Arrays.fill(lengths, size("T"));
      int[] shape = {size("T"), size("N"), cell.inputSize()};
      SequenceBatch batch = SequenceBatch.ofTimeMajor(tensor("x"), shape, lengths);
      try (Workers workers = new Workers(1)) {
        Trajectory run = Scan.traced(cell, workers).run(parameters(""), batch, state(""));
        assertClose(tensor("y"), run.outputs(), TOLERANCE, "y");
        Trajectory.Adjoint adjoint = run.adjoint(tensor("cotangent_y"), null);
        assertClose(tensor("grad_x"), adjoint.inputs(), TOLERANCE, "grad_x");
        assertClose(layout, parameters("grad_"), adjoint.parameters(), TOLERANCE);
        List<double[]> initial = state("grad_").parts();
        for (int i = 0; i < initial.size(); i++) {
          double[] found = adjoint.initialState().parts().get(i);
          assertClose(initial.get(i), found, TOLERANCE, "grad of s_0: " + i);
        }
      }
    }
  }
}
