package org.isochron.core.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.isochron.core.kernel.KernelProvider;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.MguCell;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.recurrence.Workers;
import org.junit.jupiter.api.Test;

/** What a run says of itself. */
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
}
