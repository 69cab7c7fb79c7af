package org.isochron.core.model;

import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.kernel.KernelProvider;
import org.isochron.core.objective.Head;
import org.isochron.core.objective.LinearChain;
import org.isochron.core.objective.Loss;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.MemoryPolicy;
import org.isochron.core.recurrence.MguCell;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.recurrence.StepMasks;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a run says of itself, and what is left of one that failed. */
class NetworkRunTest {
  private static final Head HEAD = Head.of("y", Head.Scope.STEP, 2);

  private static String path(Recurrence trunk) {
    try (Workers workers = new Workers(1)) {
      RecurrentNetwork network = RecurrentNetwork.of(trunk, HEAD);
      return new NetworkRun(network, KernelProvider.choose("scalar"), workers).path();
    }
  }

  @Test
  void aRunSaysWhichPathsItsCellsTake() {
    assertEquals("fused scalar", path(new GruCell(2, 3)));
    assertEquals("fused scalar", path(Stacked.of(new GruCell(2, 3), new GruCell(3, 2))));
    assertEquals("traced", path(new MguCell(2, 3)));
    assertEquals("fused scalar, traced", path(Stacked.of(new GruCell(2, 3), new MguCell(3, 2))));
  }

  @Test
  void aRunOnThisProcessesKernelsSaysSo() {
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(RecurrentNetwork.of(new GruCell(2, 3), HEAD), workers);
      assertEquals("fused " + KernelProvider.kernels().name(), run.path());
    }
  }

  @Test
  void aRunWithoutParametersIsRefused() {
    Head chain = Head.of("c", Head.Scope.STEP, 2, Loss.chain(LinearChain.full(2)));
    RecurrentNetwork network = RecurrentNetwork.of(new GruCell(2, 3), HEAD, chain);
    SequenceBatch batch = NetworkCases.batch(random(2), network, 4);
    double[] gradient = new double[network.layout().size()];
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(network, workers);
      List<Executable> calls =
          List.of(
              () -> run.predictions(batch),
              () -> run.logits(batch),
              () -> run.loss(batch),
              () -> run.lossAndGradient(batch, gradient, 0),
              () -> run.headGradients(batch, 0),
              () -> run.stretches("c"));
      for (Executable call : calls) {
        assertEquals(
            "no parameters: call parameters(...) first",
            assertThrows(IllegalStateException.class, call).getMessage());
      }
      run.parameters(gradient);
      assertEquals(4 * 2, run.predictions(batch).get("y")[0].length);
    }
  }

  /** h_t = tanh(x_t + h_{t-1}/2), which fails when it has no calls left. */
  private record FailingCell(int inputSize, int hiddenSize, AtomicInteger callsLeft)
      implements Cell {
    @Override
    public String name() {
      return "failing";
    }

    @Override
    public List<String> stateNames() {
      return List.of("h");
    }

    @Override
    public List<ParameterLayout.Entry> parameterEntries() {
      return List.of(ParameterLayout.Entry.of("b", hiddenSize));
    }

    @Override
    public List<Variable> step(
        Map<String, Variable> parameters, Variable x, List<Variable> state, StepMasks masks) {
      if (callsLeft.getAndDecrement() <= 0) {
        throw new IllegalStateException("the cell fails");
      }
      return List.of(x.add(state.get(0).times(0.5)).add(parameters.get("b")).tanh());
    }
  }

  @Test
  void aFailureInOneHeadsBackwardPassLeavesAllHeadsWanted() {
    AtomicInteger callsLeft = new AtomicInteger(Integer.MAX_VALUE);
    RecurrentNetwork network =
        RecurrentNetwork.of(
            new FailingCell(2, 2, callsLeft),
            Head.of("a", Head.Scope.STEP, 3),
            Head.of("b", Head.Scope.STEP, 2));
    double[] parameters = NetworkCases.parameters(random(1), network);
    SequenceBatch batch = NetworkCases.batch(random(2), network, 9, 6);
    double[] expected = new double[parameters.length];
    double[] found = new double[parameters.length];
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(network, workers);
      run.memory(MemoryPolicy.everyNth(3));
      run.parameters(parameters);
      double loss = run.lossAndGradient(batch, expected, 0);
      callsLeft.set(9); // The forward pass has 9 steps; the backward pass runs parts again.
      assertThrows(IllegalStateException.class, () -> run.headGradients(batch, 0));
      callsLeft.set(Integer.MAX_VALUE);
      assertEquals(loss, run.lossAndGradient(batch, found, 0));
      assertSameBits(expected, found, "after a failure");
    }
  }
}
