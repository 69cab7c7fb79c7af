package org.isochron.core.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TemperatureTest {
  private static final int ROWS = 20_000;

  /** Labels drawn from softmax(z / T) give T back. */
  @Test
  void theTemperatureOfDrawnLabelsIsFound() {
    SplittableRandom random = new SplittableRandom(5);
    for (double wanted : new double[] {0.5, 1, 2.5}) {
      float[][] logits = new float[ROWS][3];
      int[] labels = new int[ROWS];
      for (int n = 0; n < ROWS; n++) {
        for (int k = 0; k < 3; k++) {
          logits[n][k] = (float) (4 * random.nextDouble() - 2);
        }
        double[] p = new Temperature(wanted).probabilities(logits[n], 0, 3);
        double draw = random.nextDouble();
        labels[n] = draw < p[0] ? 0 : draw < p[0] + p[1] ? 1 : 2;
      }
      assertEquals(wanted, Temperature.fit(logits, labels).value(), 0.05 * wanted);
    }
  }

  @Test
  void atOneProbabilitiesAreTheSoftmax() {
    double[] p = Temperature.NONE.probabilities(new float[] {9, 1, 1}, 1, 2);
    assertArrayEquals(new double[] {0.5, 0.5}, p);
    double[] q = new Temperature(2).probabilities(new float[] {2, 0}, 0, 2);
    assertEquals(Math.E / (1 + Math.E), q[0], 1e-15);
  }

  @Test
  void certainLabelsGiveTheColdest() {
    float[][] logits = {{1, 0}, {0, 1}};
    assertEquals(Temperature.COLDEST, Temperature.fit(logits, new int[] {0, 1}).value(), 1e-9);
    assertEquals(Temperature.HOTTEST, Temperature.fit(logits, new int[] {1, 0}).value(), 1e-6);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Temperature(0));
    assertThrows(
        IllegalArgumentException.class, () -> Temperature.fit(new float[0][0], new int[0]));
    assertThrows(
        IllegalArgumentException.class, () -> Temperature.fit(new float[1][2], new int[2]));
  }
}
