package org.isochron.core.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.isochron.core.io.Json;
import org.isochron.core.objective.Head;
import org.isochron.core.objective.Head.Scope;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.ElmanCell;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Residual;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.recurrence.Zoneout;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Exported models in ONNX Runtime against this engine. Both compute in float, with other orders of
 * summation and other polynomials: entries agree within 1e-5, relative where they exceed 1.
 */
class OnnxExportTest {
  private static final double TOLERANCE = 1e-5;
  private static final long SEED = 20261125;

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>(EngineCases.all(3, 5));
    cases.addAll(EngineCases.causal().filter(c -> c.name().endsWith("two layers")).toList());
    cases.add(
        new Case(
            "unlike cells and sizes",
            Stacked.of(
                new Bidirectional(new LstmCell(3, 4), new GruCell(3, 6)),
                new ElmanCell(10, 3),
                new Bidirectional(new GruCell(3, 5, GruCell.Reset.BEFORE), new LstmCell(3, 2)))));
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void onnxRuntimeComputesWhatTheEngineComputes(Case c) throws OrtException {
    RecurrentNetwork network = NetworkCases.allHeads(c.recurrence());
    RandomGenerator random = EngineCases.random(SEED);
    double[] parameters = NetworkCases.parameters(random, network);
    for (int[] lengths : new int[][] {{7, 7}, {9, 1, 4, 6, 2}, {1}, {12, 3}}) {
      compare(network, parameters, EngineCases.batch(random, 3, lengths), 0);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void paddingBeyondTheLongestSequenceMeansNothing(Case c) throws OrtException {
    RecurrentNetwork network = NetworkCases.allHeads(c.recurrence());
    RandomGenerator random = EngineCases.random(SEED + 1);
    double[] parameters = NetworkCases.parameters(random, network);
    compare(network, parameters, EngineCases.batch(random, 3, 5, 3, 1), 4);
  }

  @Test
  void aLargerNetworkOverLongSequencesAgreesToo() throws OrtException {
    RecurrentNetwork network =
        NetworkCases.allHeads(
            Stacked.of(
                Bidirectional.of(new LstmCell(6, 37)), Bidirectional.of(new GruCell(74, 23))));
    double[] parameters = network.initialParameters(SEED);
    int[] lengths = {150, 20, 77, 149, 1, 33, 90};
    compare(network, parameters, EngineCases.batch(EngineCases.random(SEED), 6, lengths), 0);
  }

  private static void compare(
      RecurrentNetwork network, double[] parameters, SequenceBatch batch, int extraSteps)
      throws OrtException {
    int steps = batch.steps() + extraSteps;
    try (Workers workers = new Workers(1);
        OnnxSession session = new OnnxSession(OnnxExport.bytes(network, parameters))) {
      NetworkRun run = new NetworkRun(network, workers);
      run.parameters(parameters);
      Map<String, float[][]> logits = run.logits(batch);
      Map<String, float[][]> probabilities = run.predictions(batch);
      Map<String, OnnxSession.Result> found = session.run(batch, steps, 3.5f);
      Set<String> expected = new LinkedHashSet<>();
      for (Head head : network.heads()) {
        String name = head.name() + ".logits";
        expected.add(name);
        compare(head, name, logits.get(head.name()), found.get(name), steps);
        String scale = scale(head);
        if (!scale.isEmpty()) {
          name = head.name() + scale;
          expected.add(name);
          compare(head, name, probabilities.get(head.name()), found.get(name), steps);
        }
      }
      assertEquals(expected, found.keySet());
    }
  }

  private static String scale(Head head) {
    return switch (head.loss().kind()) {
      case CROSS_ENTROPY, FOCAL, CTC, BINARY, POOLED_CROSS_ENTROPY -> ".probabilities";
      case POISSON -> ".rate";
      default -> "";
    };
  }

  private static void compare(
      Head head, String name, float[][] expected, OnnxSession.Result found, int steps) {
    int size = expected.length;
    int classes = head.outputs();
    boolean whole =
        head.scope().isSequence() || (head.loss().isPooled() && !name.endsWith(".logits"));
    assertArrayEquals(
        whole ? new long[] {size, classes} : new long[] {steps, size, classes},
        found.shape(),
        name);
    for (int n = 0; n < size; n++) {
      for (int i = 0; i < expected[n].length; i++) {
        int at = (i / classes * size + n) * classes + i % classes;
        double e = expected[n][i];
        double difference = Math.abs(e - found.values()[at]);
        if (!(difference <= TOLERANCE * Math.max(1, Math.abs(e)))) {
          fail(name + ", sequence " + n + "[" + i + "]: " + e + ", found " + found.values()[at]);
        }
      }
    }
  }

  private static TrainedModel model() {
    RecurrentNetwork network = NetworkCases.lstm();
    double[] parameters = NetworkCases.parameters(EngineCases.random(SEED), network);
    Provenance provenance =
        new Provenance("1-test", 9, Json.toTree(Map.of("epochs", 3)), List.of());
    return new TrainedModel(
        "walk-tagger", network, parameters, Json.toTree(Map.of("größe", 0.1)), provenance);
  }

  private static JsonNode json(String text) throws IOException {
    return Json.tree(text.getBytes(StandardCharsets.UTF_8), "metadata");
  }

  @Test
  void metadataSaysWhatTheModelIsAndWhereItComesFrom() throws OrtException, IOException {
    TrainedModel model = model();
    try (OnnxSession session = new OnnxSession(OnnxExport.bytes(model))) {
      assertEquals("isochron", session.producer());
      Map<String, String> metadata = session.metadata();
      assertEquals(Toolkit.version(), metadata.get("isochron.version"));
      assertEquals("walk-tagger", metadata.get("isochron.kind"));
      assertEquals(0.1, json(metadata.get("isochron.settings")).at("/größe").asDouble());
      JsonNode provenance = json(metadata.get("isochron.provenance"));
      assertEquals(9, provenance.at("/seed").asInt());
      assertEquals(
          Json.toTree(NetworkHeader.of(model.network())), json(metadata.get("isochron.network")));
    }
  }

  @Test
  void metadataHoldsTheStatesAndTransitionScoresOfAChain() throws OrtException, IOException {
    TrainedModel model = model();
    try (OnnxSession session = new OnnxSession(OnnxExport.bytes(model))) {
      JsonNode chain = json(session.metadata().get("isochron.chain.chain"));
      assertEquals(2, chain.at("/states/3/1").asInt());
      double[] scores = model.network().layout().get(model.parameters(), "head/chain/transitions");
      assertEquals(scores.length, chain.at("/transitions").size());
      for (int i = 0; i < scores.length; i++) {
        JsonNode transition = chain.at("/transitions/" + i);
        assertEquals(i / 4, transition.at("/from").asInt());
        assertEquals(i % 4, transition.at("/to").asInt());
        assertEquals(scores[i], transition.at("/score").asDouble());
      }
    }
  }

  @Test
  void theSameModelGivesTheSameBytes(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.onnx");
    OnnxExport.write(file, model());
    assertArrayEquals(OnnxExport.bytes(model()), Files.readAllBytes(file));
  }

  @Test
  void headsOfAnyNameAreExported() throws OrtException {
    RecurrentNetwork network =
        RecurrentNetwork.of(
            new LstmCell(2, 2),
            Head.of("x", Scope.SEQUENCE_MEAN, 2),
            Head.of("mean", Scope.SEQUENCE_MEAN, 2),
            Head.of("zero", Scope.STEP, 2),
            Head.of("a b.logits", Scope.STEP, 2),
            Head.of("a b", Scope.STEP, 2));
    double[] parameters = network.initialParameters(SEED);
    compare(network, parameters, EngineCases.batch(EngineCases.random(SEED), 2, 4, 3), 0);
  }

  @Test
  void whatOnnxHasNotIsRefused() {
    LstmCell lstm = new LstmCell(2, 2);
    refused("cell: an LSTM without peepholes and projection is exported", lstm.withPeepholes());
    refused("cell: an LSTM without peepholes and projection is exported", lstm.withProjection(1));
    refused("cell: expected elman, lstm or gru without options, found Zo", new Zoneout(lstm, 0, 0));
    refused("layer0: a layer without residual connection is exported", new Residual(lstm));
  }

  private static void refused(String message, Recurrence trunk) {
    RecurrentNetwork network = RecurrentNetwork.of(trunk, Head.of("site", Scope.STEP, 2));
    double[] parameters = network.initialParameters(SEED);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> OnnxExport.bytes(network, parameters));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  void aVectorOfAnotherLengthIsRefused() {
    RecurrentNetwork network = NetworkCases.lstm();
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> OnnxExport.bytes(network, new double[3]));
    assertTrue(e.getMessage().startsWith("parameters: network needs "), e.getMessage());
  }
}
