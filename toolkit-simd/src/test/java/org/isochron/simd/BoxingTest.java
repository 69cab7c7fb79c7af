package org.isochron.simd;

import static org.isochron.core.recurrence.EngineCases.random;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.model.NetworkCases;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.recurrence.EngineCases;
import org.isochron.core.recurrence.EngineCases.Case;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Vectors live in registers once the JIT compiler has seen the kernels: a step allocates next to
 * nothing. Where the compiler leaves a call that takes a vector, each one is an object, megabytes a
 * step, for ever.
 */
@Tag("slow")
class BoxingTest {
  private static final long BYTES_PER_STEP = 512;
  private static final int MOST_STEPS = 20_000;

  static Stream<Case> cells() {
    return EngineCases.cells(3, 40).stream();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void compiledStepsKeepVectorsInRegisters(Case c) {
    Kernels vector = KernelsInUseTest.vectors();
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Assumptions.assumeTrue(
        threads.isThreadAllocatedMemorySupported() && threads.isThreadAllocatedMemoryEnabled(),
        "skipped: this JVM does not count allocated bytes");
    RecurrentNetwork network = NetworkCases.allHeads(c.recurrence());
    double[] parameters = NetworkCases.parameters(random(1), network);
    double[] gradient = new double[parameters.length];
    int[] lengths = new int[20];
    Arrays.setAll(lengths, n -> 150 - 5 * n);
    SequenceBatch batch = NetworkCases.batch(random(2), network, lengths);
    try (Workers workers = new Workers(1)) {
      NetworkRun run = new NetworkRun(network, vector, workers);
      long each = Long.MAX_VALUE;
      for (int i = 0; each >= BYTES_PER_STEP && i < MOST_STEPS; i++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        run.parameters(parameters);
        run.lossAndGradient(batch, gradient, i);
        each = threads.getCurrentThreadAllocatedBytes() - before;
      }
      assertTrue(each < BYTES_PER_STEP, each + " bytes in a step of " + c);
    }
  }
}
