package org.isochron.core.model;

import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.isochron.core.io.FormatException;
import org.isochron.core.model.Safetensors.Dtype;
import org.isochron.core.model.Safetensors.Tensor;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.ElmanCell;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.LayerNormalised;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Reversed;
import org.isochron.core.recurrence.Scan;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.recurrence.State;
import org.isochron.core.recurrence.VectorFiles;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchWeightsTest {
  /** Relative to a tensor's largest entry: float kernels against PyTorch in float64. */
  private static final double TOLERANCE = 1e-5;

  @TempDir Path folder;

  private static double[] doubles(JsonNode tensor) {
    return StreamSupport.stream(tensor.get("data").spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  /** Writes the weights of a reference file as PyTorch's state dictionary of a module "rnn". */
  private Safetensors weights(JsonNode vectors) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : vectors.properties()) {
      if (field.getKey().matches("(weight|bias)_[ih][hr]_l\\d(_reverse)?")) {
        List<Integer> shape = new ArrayList<>();
        field.getValue().get("shape").forEach(size -> shape.add(size.asInt()));
        tensors.put(
            "rnn." + field.getKey(), new Tensor(Dtype.F64, shape, doubles(field.getValue())));
      }
    }
    tensors.put("linear.weight", new Tensor(Dtype.F32, List.of(1), new double[1]));
    Path file = folder.resolve("torch.safetensors");
    Safetensors.of(Map.of(), tensors).write(file);
    return Safetensors.read(file);
  }

  private static Recurrence trunk(JsonNode vectors) {
    List<Recurrence> layers = new ArrayList<>();
    int input = vectors.get("input_size").asInt();
    int hidden = vectors.get("hidden_size").asInt();
    for (int l = 0; l < vectors.get("layers").asInt(); l++) {
      Cell cell =
          switch (vectors.get("cell").asText()) {
            case "rnn_tanh" -> new ElmanCell(input, hidden);
            case "rnn_relu" -> new ElmanCell(input, hidden, ElmanCell.Activation.RELU);
            case "lstm" -> new LstmCell(input, hidden, false, vectors.path("proj_size").asInt());
            default -> new GruCell(input, hidden);
          };
      layers.add(vectors.get("bidirectional").asBoolean() ? Bidirectional.of(cell) : cell);
      input = layers.get(l).outputSize();
    }
    return Stacked.of(layers.toArray(new Recurrence[0]));
  }

  private static State initial(JsonNode vectors, Recurrence trunk, int size) {
    State state = State.zeros(trunk, size);
    int index = 0;
    for (int l = 0; l < trunk.layers().size(); l++) {
      List<Cell> cells = trunk.layers().get(l).cells();
      for (int d = 0; d < cells.size(); d++) {
        for (int i = 0; i < cells.get(d).stateNames().size(); i++) {
          double[] part = state.get(l, d, i);
          double[] all = doubles(vectors.get(i == 0 ? "h0" : "c0"));
          System.arraycopy(all, index * part.length, part, 0, part.length);
        }
        index++;
      }
    }
    return state;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rnn_relu_l2_bi",
        "rnn_tanh_l1",
        "lstm_l2_bi_varlen",
        "lstm_l2_bi_proj",
        "gru_l2_bi"
      })
  void importedWeightsGiveTheOutputsOfPyTorch(String name) throws IOException {
    Path file = VectorFiles.given(name + "\\.json").get(0);
    JsonNode vectors = new ObjectMapper().readTree(file.toFile());
    Recurrence trunk = trunk(vectors);
    int size = vectors.get("N").asInt();
    int[] shape = {vectors.get("T").asInt(), size, trunk.inputSize()};
    int[] lengths =
        IntStream.range(0, size).map(n -> vectors.get("lengths").get(n).asInt()).toArray();
    SequenceBatch batch = SequenceBatch.ofTimeMajor(doubles(vectors.get("x")), shape, lengths);
    double[] parameters = TorchWeights.parameters(weights(vectors), "rnn.", trunk);
    try (Workers workers = new Workers(1)) {
      double[] y =
          Scan.of(trunk, workers).run(parameters, batch, initial(vectors, trunk, size)).outputs();
      assertClose(doubles(vectors.get("y")), y, TOLERANCE, "y");
    }
  }

  @Test
  void aLayerOverReversedTimeAloneIsRefused() throws IOException {
    Path file = folder.resolve("torch.safetensors");
    Safetensors.of(Map.of(), gru()).write(file);
    Safetensors weights = Safetensors.read(file);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> TorchWeights.parameters(weights, "", new Reversed(new GruCell(1, 1))))
            .getMessage();
    assertEquals("layer0: PyTorch has no layer over reversed time alone", message);
  }

  private static Map<String, Tensor> gru() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("weight_ih_l0", new Tensor(Dtype.F64, List.of(3, 1), new double[] {1, 2, 3}));
    tensors.put("weight_hh_l0", new Tensor(Dtype.F64, List.of(3, 1), new double[] {4, 5, 6}));
    tensors.put("bias_ih_l0", new Tensor(Dtype.F64, List.of(3), new double[] {10, 20, 30}));
    tensors.put("bias_hh_l0", new Tensor(Dtype.F64, List.of(3), new double[] {7, 8, 9}));
    return tensors;
  }

  @Test
  void biasesAreSummedButForTheCandidateOfAGru() throws FormatException {
    Safetensors file = Safetensors.of(Map.of(), gru());
    assertArrayEquals(
        new double[] {1, 2, 3, 4, 5, 6, 17, 28, 30, 9},
        TorchWeights.parameters(file, "", new GruCell(1, 1)));
    assertArrayEquals(
        new double[] {10, 20, 30}, file.tensors().get("bias_ih_l0").values(), "not changed");
    assertArrayEquals(
        new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 17, 28, 39},
        TorchWeights.parameters(elman(), "e.", new ElmanCell(1, 3)));
  }

  private static Safetensors elman() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    double[] square = {4, 5, 6, 7, 8, 9, 10, 11, 12};
    tensors.put("e.weight_hh_l0", new Tensor(Dtype.F64, List.of(3, 3), square));
    gru().forEach((name, tensor) -> tensors.putIfAbsent("e." + name, tensor));
    return Safetensors.of(Map.of(), tensors);
  }

  private static void refused(Map<String, Tensor> tensors, Recurrence trunk, String message) {
    Safetensors file = Safetensors.of(Map.of(), tensors);
    FormatException e =
        assertThrows(FormatException.class, () -> TorchWeights.parameters(file, "", trunk));
    assertEquals(message, e.getMessage());
  }

  @Test
  void whatDoesNotFitIsRefusedByName() {
    refused(
        gru(), new GruCell(2, 1), "safetensors: weight_ih_l0: file has [3,1], network needs [3,2]");
    refused(
        gru(),
        Bidirectional.of(new GruCell(1, 1)),
        "safetensors: weight_ih_l0_reverse: missing, network needs [3,1]");
    Map<String, Tensor> projected = gru();
    projected.put("weight_hr_l0", new Tensor(Dtype.F64, List.of(1), new double[1]));
    refused(
        projected,
        new GruCell(1, 1),
        "safetensors: weight_hr_l0: file has [1], network has no such parameter");
  }

  @Test
  void aGruThatResetsBeforeTheProductIsNotOneOfPyTorch() {
    GruCell before = new GruCell(1, 1, GruCell.Reset.BEFORE);
    Safetensors file = Safetensors.of(Map.of(), gru());
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> TorchWeights.parameters(file, "", before));
    assertTrue(e.getMessage().startsWith("layer0/forward/gru: PyTorch's GRU"), e.getMessage());
  }

  @Test
  void aCellThatPyTorchHasNotIsRefused() {
    Safetensors file = Safetensors.of(Map.of(), gru());
    LayerNormalised normalised = new LayerNormalised(new GruCell(1, 1));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> TorchWeights.parameters(file, "", normalised));
    assertEquals(
        "layer0/forward/gru: expected an Elman, LSTM or GRU cell without options, found "
            + normalised,
        e.getMessage());
  }

  @Test
  void peepholesAreRefused() {
    Cell cell = new LstmCell(1, 2).withPeepholes();
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> TorchWeights.parameters(Safetensors.of(Map.of(), Map.of()), "", cell))
            .getMessage();
    assertEquals("layer0/forward/lstm: PyTorch's LSTM has no peepholes", message);
  }
}
