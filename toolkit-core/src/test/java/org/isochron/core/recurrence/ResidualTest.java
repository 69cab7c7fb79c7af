package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.batch;
import static org.isochron.core.recurrence.EngineCases.cotangents;
import static org.isochron.core.recurrence.EngineCases.parameters;
import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.isochron.core.autodiff.Tape;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.kernel.KernelProvider;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Residual connections between layers. */
class ResidualTest {
  private static final int STEPS = 4;

  private final Workers workers = new Workers(1);

  @AfterEach
  void close() {
    workers.close();
  }

  /** Two tanh layers written out on the tape: u_t = h_t, y_t = u_t + k_t. */
  @Test
  void aResidualLayerIsThatOfAProgramOnTheTape() {
    Recurrence stack = Stacked.of(new ElmanCell(2, 3), new Residual(new ElmanCell(3, 3)));
    RandomGenerator random = random(61);
    double[] values = parameters(random, stack);
    SequenceBatch batch = batch(random, 2, STEPS);
    double[] dy = cotangents(random, stack, batch);
    Tape tape = new Tape();
    Map<String, Variable> p = ParameterLayout.of(stack).variables(tape, values);
    Variable h = tape.zeros(1, 3);
    Variable k = tape.zeros(1, 3);
    Variable loss = tape.constant(0);
    List<Variable> outputs = new ArrayList<>();
    for (int t = 0; t < STEPS; t++) {
      double[] features = Arrays.copyOfRange(batch.get(0).features(), 2 * t, 2 * t + 2);
      h = layer(p, "layer0/forward/elman/", tape.constant(features, 1, 2), h);
      k = layer(p, "layer1/forward/elman/", h, k);
      Variable y = h.add(k);
      outputs.add(y);
      double[] u = Arrays.copyOfRange(dy, 3 * t, 3 * t + 3);
      loss = loss.add(y.multiply(tape.constant(u, 1, 3)).sum());
    }
    Trajectory run = Scan.traced(stack, workers).run(values, batch);
    double[] expected = Variable.concat(1, outputs).values();
    assertClose(expected, run.outputs(), 1e-15, "outputs");
    List<Variable> gradients = tape.gradient(loss, p.values().toArray(new Variable[0]));
    double[] flat = gradients.stream().flatMapToDouble(g -> Arrays.stream(g.values())).toArray();
    assertClose(ParameterLayout.of(stack), flat, run.adjoint(dy, null).parameters(), 1e-14);
  }

  private static Variable layer(Map<String, Variable> p, String path, Variable x, Variable h) {
    return x.matmulTransposed(p.get(path + "wx"))
        .add(h.matmulTransposed(p.get(path + "wh")))
        .add(p.get(path + "b"))
        .tanh();
  }

  @Test
  void aStackIsMadeResidualLayerByLayer() {
    Recurrence stack = Stacked.of(new LstmCell(3, 3), Bidirectional.of(new GruCell(3, 3)));
    assertEquals(
        "a residual layer writes as many features as it reads, found 6 and 3",
        assertThrows(IllegalArgumentException.class, () -> new Residual(stack)).getMessage());
    Residual two = new Residual(Stacked.of(new LstmCell(3, 3), new GruCell(3, 3)));
    assertEquals(List.of(true, true), two.layers().stream().map(Layer::residual).toList());
    assertEquals(3, two.inputSize());
    assertEquals(3, two.outputSize());
  }

  static Stream<Recurrence> fused() {
    Recurrence both = new Residual(Bidirectional.of(new GruCell(4, 2)));
    Recurrence two = new Residual(Stacked.of(new LstmCell(4, 4), new GruCell(4, 4)));
    return Stream.of(
        new Residual(new ElmanCell(4, 4)), two, both, Stacked.of(both, two), Stacked.of(two, both));
  }

  @ParameterizedTest
  @MethodSource("fused")
  void fusedResidualLayersAreTheTracedOnes(Recurrence r) {
    RandomGenerator random = random(62);
    double[] p = parameters(random, r);
    SequenceBatch batch = batch(random, 4, 9, 30, 1, 4);
    double[] dy = cotangents(random, r, batch);
    Trajectory traced = Scan.traced(r, workers).run(p, batch);
    Trajectory fused = Scan.of(r, workers).run(p, batch);
    assertEquals("fused " + KernelProvider.kernels().name(), fused.path());
    assertClose(traced.outputs(), fused.outputs(), 1e-5, "outputs");
    Trajectory.Adjoint expected = traced.adjoint(dy, null);
    Trajectory.Adjoint found = fused.adjoint(dy, null);
    assertClose(ParameterLayout.of(r), expected.parameters(), found.parameters(), 1e-5);
    assertClose(expected.inputs(), found.inputs(), 1e-5, "inputs");
    Scan parts = Scan.of(r, workers).withMemory(MemoryPolicy.revolve(2).withPartSteps(3));
    Trajectory.Adjoint again = parts.run(p, batch).adjoint(dy, null);
    assertSameBits(found.parameters(), again.parameters(), "parameters in parts");
    assertSameBits(found.inputs(), again.inputs(), "inputs in parts");
  }
}
