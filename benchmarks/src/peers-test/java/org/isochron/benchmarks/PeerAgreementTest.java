package org.isochron.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isochron.core.recurrence.MemoryPolicy;
import org.isochron.core.training.StepBenchmark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Part of the profile peers: that it compiles is checked by the same command. */
final class PeerAgreementTest {
  private static Problem problem(String cell, int layers, boolean both, boolean uniform) {
    return Problem.of(
        new StepBenchmark.Case(
            cell,
            new StepBenchmark.Shape(3, 7, 5, 23, layers),
            both,
            uniform,
            false,
            MemoryPolicy.keepAll()));
  }

  @ParameterizedTest
  @CsvSource({
    "lstm,1,false,false,false", "gru,1,false,false,false", "elman,1,false,false,false",
    "lstm,2,true,false,false", "gru,2,true,false,false", "elman,2,true,false,false",
    "lstm,1,false,true,true", "gru,1,false,true,true", "elman,2,true,true,true",
    "lstm,1,false,true,false", "gru,1,false,true,false", "elman,1,false,true,false"
  })
  void libtorchHasOurLossAndGradient(
      String cell, int layers, boolean both, boolean uniform, boolean packed) {
    Problem problem = problem(cell, layers, both, uniform);
    PeerAgreement seen = PeerAgreement.of(problem, new LibtorchStep(problem, packed));
    assertEquals(seen.ourLoss(), seen.peerLoss(), 1e-5);
    assertEquals(0, seen.gradientError(), 1e-4);
    assertTrue(seen.holds());
  }

  @Test
  void anotherProblemIsNotTheSameWork() {
    Problem problem = problem("lstm", 1, false, false);
    LibtorchStep other = new LibtorchStep(problem("lstm", 1, false, true), true);
    PeerAgreement seen = PeerAgreement.of(problem, other);
    assertThrows(IllegalStateException.class, () -> seen.orThrow("test"));
  }

  @Test
  void paddedBidirectionalRowsAreNotOffered() {
    // Padding would reach the backward direction: there the peer could not pad.
    assertTrue(
        PeerRow.all().stream()
            .noneMatch(r -> r.what().bidirectional() && r.what().uniformLengths() && !r.packed()));
  }
}
