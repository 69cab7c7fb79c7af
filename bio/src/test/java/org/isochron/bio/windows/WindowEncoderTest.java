package org.isochron.bio.windows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
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
        encode("CRTA", 1, new WindowConfig.Reach(2, 2, 0, 0)));
  }

  @Test
  void neighboursInReachStandBesideEachBase() {
    assertArrayEquals(
        new double[] {
          0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, // none, C, G
          0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0 // C, G, none
        },
        encode("ACGT", 2, new WindowConfig.Reach(1, 1, 1, 0)));
  }

  @Test
  void pairsAreToldAtTheBoundaryAlone() {
    double[] features = encode("ACGN", 2, new WindowConfig.Reach(2, 2, 0, 2));
    int channels = 4 + 3 * 16;
    for (int t = 0; t < 4; t++) {
      double[] pairs = Arrays.copyOfRange(features, t * channels + 4, (t + 1) * channels);
      assertEquals(t == 2 ? 3 : 0, Arrays.stream(pairs).sum(), "step " + t);
    }
    int at = 2 * channels + 4;
    assertEquals(1, features[at + 1], "AC before the boundary");
    assertEquals(1, features[at + 16 + 6], "CG across it");
    for (int b = 0; b < 4; b++) {
      assertEquals(0.25, features[at + 32 + 8 + b], "GN after it");
    }
  }

  @Test
  void reachOutOfRangeIsNamed() {
    var e = assertThrows(IllegalArgumentException.class, () -> new WindowConfig.Reach(0, 30, 5, 0));
    assertTrue(e.getMessage().endsWith("found 0, 30, 5, 0"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new WindowConfig.Reach(30, 30, 201, 0));
  }
}
