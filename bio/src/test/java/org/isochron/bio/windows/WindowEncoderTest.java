package org.isochron.bio.windows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.isochron.core.sequence.Sequence;
import org.junit.jupiter.api.Test;

class WindowEncoderTest {
  private static double[] encode(String bases, int boundary, WindowConfig.Reach reach) {
    SpliceWindow window = new SpliceWindow("w", Iupac.bases(bases), boundary, Kind.DONOR, "g");
    WindowEncoder encoder = new WindowEncoder(reach);
    Sequence sequence = encoder.encode(window);
    assertEquals(encoder.steps(), sequence.steps());
    assertEquals(encoder.channels(), sequence.channels());
    return sequence.features();
  }

  @Test
  void basesAreReadAroundTheBoundaryAndNothingBeyondTheWindow() {
    assertArrayEquals(
        new double[] {0, 0, 0, 0, 0, 1, 0, 0, 0.5, 0, 0.5, 0, 0, 0, 0, 1},
        encode("CRTA", 1, new WindowConfig.Reach(2, 2, 0)));
  }

  @Test
  void neighboursInReachStandBesideEachBase() {
    assertArrayEquals(
        new double[] {
          0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, // none, C, G
          0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0 // C, G, none
        },
        encode("ACGT", 2, new WindowConfig.Reach(1, 1, 1)));
  }

  @Test
  void reachOutOfRangeIsNamed() {
    var e = assertThrows(IllegalArgumentException.class, () -> new WindowConfig.Reach(0, 30, 5));
    assertTrue(e.getMessage().endsWith("found 0, 30, 5"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new WindowConfig.Reach(30, 30, 201));
  }
}
