package org.isochron.core.model;

import static org.isochron.core.recurrence.EngineCases.random;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.isochron.core.kernel.ScalarKernels;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A training step in the steady state allocates a few small objects, whatever the length of the
 * sequences. Measured on scalar kernels: vectors live on the heap until the JIT compiler has seen
 * them.
 */
class AllocationTest {
  private static final long BYTES_PER_STEP = 512;
  private static final int REPEATS = 20;

  static java.util.stream.Stream<Case> trunks() {
    return EngineCases.all(3, 8).stream().filter(c -> c.name().endsWith("two layers"));
  }

  @ParameterizedTest
  @MethodSource("trunks")
  void aStepAllocatesNextToNothing(Case c) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Assumptions.assumeTrue(
        threads.isThreadAllocatedMemorySupported() && threads.isThreadAllocatedMemoryEnabled(),
        "skipped: this JVM does not count allocated bytes");
    RecurrentNetwork network = NetworkCases.allHeads(c.recurrence()).withDropout(0.2);
    double[] parameters = NetworkCases.parameters(random(1), network);
    double[] gradient = new double[parameters.length];
    int[] lengths = new int[20];
    Arrays.setAll(lengths, n -> 150 - 5 * n);
    SequenceBatch batch = NetworkCases.batch(random(2), network, lengths);
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(network, new ScalarKernels(), workers);
      step(run, parameters, batch, gradient, 3);
      long before = threads.getCurrentThreadAllocatedBytes();
      step(run, parameters, batch, gradient, REPEATS);
      long each = (threads.getCurrentThreadAllocatedBytes() - before) / REPEATS;
      assertTrue(each < BYTES_PER_STEP, each + " bytes in each step of " + c);
    }
  }

  private static void step(
      NetworkRun run, double[] parameters, SequenceBatch batch, double[] gradient, int times) {
    for (int i = 0; i < times; i++) {
      run.parameters(parameters);
      run.lossAndGradient(batch, gradient, i);
    }
  }
}
