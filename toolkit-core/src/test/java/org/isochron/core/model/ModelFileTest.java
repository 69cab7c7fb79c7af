package org.isochron.core.model;

import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.io.Json;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Residual;
import org.isochron.core.recurrence.Reversed;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.recurrence.StepMasks;
import org.isochron.core.recurrence.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFileTest {

  @TempDir Path folder;

  static TrainedModel model(RecurrentNetwork network) {
    double[] parameters = network.initialParameters(3);
    parameters[0] = -0.0;
    parameters[1] = Double.MIN_VALUE;
    parameters[2] = 1 / 3.0;
    Provenance provenance =
        new Provenance("1-test", Long.MIN_VALUE, Json.toTree(Map.of("epochs", 3)), List.of());
    return new TrainedModel(
        "test", network, parameters, Json.toTree(Map.of("größe", 0.1)), provenance);
  }

  /** All but a caller's own cell, which a header cannot describe. */
  static Stream<Case> described() {
    return EngineCases.smallTraced().filter(c -> !c.name().startsWith("own cell"));
  }

  @ParameterizedTest
  @MethodSource("described")
  void whatIsSavedIsLoadedBitForBit(Case c) throws IOException {
    TrainedModel model = model(NetworkCases.allHeads(c.recurrence()).withDropout(0.25));
    Path file = folder.resolve("model.isoc");
    ModelFile.write(file, model);
    TrainedModel loaded = ModelFile.read(file);
    assertSameBits(model.parameters(), loaded.parameters(), "parameters");
    assertEquals(model.network().heads(), loaded.network().heads());
    assertEquals(model.network().dropout(), loaded.network().dropout());
    assertEquals(model.network().trunk().layers(), loaded.network().trunk().layers());
    assertEquals(model.kind(), loaded.kind());
    assertEquals(model.settings(), loaded.settings());
    assertEquals(model.provenance(), loaded.provenance());
    assertArrayEquals(Files.readAllBytes(file), ModelFile.bytes(loaded));
  }

  /** A cell of a caller's own: its state is its input. */
  private record CopyCell(int inputSize, int hiddenSize) implements Cell {
    @Override
    public String name() {
      return "copy";
    }

    @Override
    public List<String> stateNames() {
      return List.of("h");
    }

    @Override
    public List<ParameterLayout.Entry> parameterEntries() {
      return List.of(ParameterLayout.Entry.of("unused", 3));
    }

    @Override
    public List<Variable> step(
        Map<String, Variable> parameters, Variable x, List<Variable> state, StepMasks masks) {
      return List.of(x);
    }
  }

  @Test
  void aCellThatTheHeaderCannotDescribeIsNotWritten() {
    RecurrentNetwork network =
        RecurrentNetwork.of(new CopyCell(2, 2), Head.of("site", Head.Scope.STEP, 3));
    TrainedModel model = model(network);
    Path file = folder.resolve("model.isoc");
    String message =
        assertThrows(IllegalArgumentException.class, () -> ModelFile.write(file, model))
            .getMessage();
    assertEquals(
        "a model file can describe [antisymmetric, conv-elman, conv-lstm, elman, gru, linear, lstm,"
            + " mgu], found CopyCell[inputSize=2, hiddenSize=2]",
        message);
    assertTrue(Files.notExists(file), "nothing is written");
  }

  @Test
  void aLayerOverReversedTimeHasNoForwardCell() {
    Recurrence trunk = Stacked.of(new GruCell(2, 2), new Residual(new Reversed(new GruCell(2, 2))));
    RecurrentNetwork network = RecurrentNetwork.of(trunk, Head.of("site", Head.Scope.STEP, 3));
    JsonNode layers = ModelFile.describe(network).get("layers");
    assertEquals(1, layers.at("/0/cells").size());
    assertEquals(2, layers.at("/1/cells").size());
    assertTrue(layers.at("/1/cells/0").isNull());
    assertEquals(layers.at("/0/cells/0"), layers.at("/1/cells/1"));
  }

  @Test
  void aLoadedModelPredictsTheSameBits() throws IOException {
    TrainedModel model = model(NetworkCases.lstm());
    Path file = folder.resolve("model.isoc");
    ModelFile.write(file, model);
    var batch = NetworkCases.batch(EngineCases.random(4), model.network(), 7, 3, 9);
    Map<String, float[][]> expected = probabilities(model, batch);
    Map<String, float[][]> found = probabilities(ModelFile.read(file), batch);
    assertEquals(expected.keySet(), found.keySet());
    for (String head : expected.keySet()) {
      for (int n = 0; n < batch.size(); n++) {
        assertSameBits(expected.get(head)[n], found.get(head)[n], head + " of " + n);
      }
    }
  }

  private static Map<String, float[][]> probabilities(
      TrainedModel model, org.isochron.core.sequence.SequenceBatch batch) {
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(model.network(), workers);
      run.parameters(model.parameters());
      return run.predictions(batch);
    }
  }

  @Test
  void aFailedWriteLeavesTheOldFile() throws IOException {
    Path missing = folder.resolve("no such folder").resolve("model.isoc");
    TrainedModel model = model(NetworkCases.lstm());
    assertThrows(IOException.class, () -> ModelFile.write(missing, model));
    assertFalse(Files.exists(missing));
  }

  @Test
  void theSha256OfAFileIsThatOfItsBytes() throws IOException {
    Path file = folder.resolve("abc");
    Files.writeString(file, "abc");
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ModelFile.sha256(file));
  }
}
