package org.isochron.core.model;

import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.isochron.core.kernel.KernelProvider;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.kernel.ScalarKernels;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.MemoryPolicy;
import org.isochron.core.recurrence.OutputReader;
import org.isochron.core.recurrence.Sweep;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A training step takes block after block forward and back, in the memory of the one before. */
class BlockByBlockTest {
  private static final int[] LONG_BLOCKS_LAST = new int[70];

  static {
    Arrays.setAll(LONG_BLOCKS_LAST, n -> 1 + n / 2);
  }

  static Stream<Case> trunks() {
    return NetworkMemoryTest.trunks();
  }

  /** With as many workers as leave the last round short, all blocks go forward before any turns. */
  @ParameterizedTest
  @MethodSource("trunks")
  void blocksTogetherAndOneByOneGiveTheSameBits(Case c) {
    RecurrentNetwork network = NetworkCases.allHeads(c.recurrence()).withDropout(0.2);
    double[] parameters = NetworkCases.parameters(random(1), network);
    SequenceBatch batch = NetworkCases.batch(random(2), network, LONG_BLOCKS_LAST);
    try (Workers one = new Workers(1);
        Workers two = new Workers(2);
        Workers four = new Workers(4)) {
      double[] together = steps(new NetworkRun(network, four), batch, parameters);
      assertSameBits(together, steps(new NetworkRun(network, one), batch, parameters), "one");
      NetworkRun run = new NetworkRun(network, two);
      assertSameBits(together, steps(run, batch, parameters), "two workers");
      run.memory(MemoryPolicy.revolve(2).withPartSteps(7));
      assertSameBits(together, steps(run, batch, parameters), "revolve");
    }
  }

  /** Steps over a batch, a short one and the batch again, so that memory changes hands. */
  private static double[] steps(NetworkRun run, SequenceBatch batch, double[] parameters) {
    run.parameters(parameters);
    double[] gradient = new double[parameters.length];
    run.lossAndGradient(batch, gradient, 3);
    run.lossAndGradient(
        SequenceBatch.of(IntStream.range(0, 20).mapToObj(batch::get).toList()), gradient, 3);
    double loss = run.lossAndGradient(batch, gradient, 3);
    double[] both = Arrays.copyOf(gradient, gradient.length + 1);
    both[gradient.length] = loss;
    return both;
  }

  @Test
  void aLargeBatchTakesTheMemoryOfOneBlock() {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Assumptions.assumeTrue(
        threads.isThreadAllocatedMemorySupported() && threads.isThreadAllocatedMemoryEnabled(),
        "skipped: this JVM does not count allocated bytes");
    try (Workers workers = new Workers(1)) {
      long small = firstStep(threads, workers, 32);
      long large = firstStep(threads, workers, 320);
      assertTrue(large < 3 * small, small + " bytes for 2 blocks, " + large + " for 20");
    }
  }

  private static long firstStep(
      com.sun.management.ThreadMXBean threads, Workers workers, int sequences) {
    RecurrentNetwork network = NetworkCases.allHeads(new LstmCell(2, 4));
    int[] lengths = new int[sequences];
    Arrays.fill(lengths, 4000);
    SequenceBatch batch = NetworkCases.batch(random(2), network, lengths);
    Sweep sweep = new Sweep(network.trunk(), new ScalarKernels(), workers);
    sweep.pack(NetworkCases.parameters(random(1), network));
    long before = threads.getCurrentThreadAllocatedBytes();
    sweep.load(batch, null);
    sweep.forwardAndBackward(new Zeros(), b -> {});
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void aSecondBackwardPassNeedsAForwardPass() {
    RecurrentNetwork network = NetworkCases.lstm();
    SequenceBatch batch = NetworkCases.batch(random(2), network, 9, 4);
    try (Workers workers = new Workers(1)) {
      Sweep sweep = new Sweep(network.trunk(), KernelProvider.kernels(), workers);
      sweep.pack(NetworkCases.parameters(random(1), network));
      sweep.load(batch, null);
      OutputReader reader = new Zeros();
      sweep.forwardAndBackward(reader, b -> {});
      String message =
          assertThrows(IllegalStateException.class, () -> sweep.backward(reader, null, false))
              .getMessage();
      assertEquals("blocks went back one by one: run them forward again first", message);
      sweep.forward(reader, true);
      sweep.backward(reader, null, false);
    }
  }

  /** A loss that does not depend on the output. */
  private static final class Zeros implements OutputReader {
    @Override
    public void read(int b, LaneBlock part, float[] y) {}

    @Override
    public void cotangent(int b, LaneBlock part, float[] y, float[] dy) {
      Arrays.fill(dy, 0f);
    }
  }
}
