package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Initialisation.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What matrices begin with. */
class InitialisationTest {
  private static double[] filled(Matrix matrix, int rows, int columns) {
    double[] values = new double[rows * columns];
    matrix.fill(values, 0, rows, columns, random(81));
    return values;
  }

  private static void assertOrthonormal(double[] values, int rows, int columns) {
    boolean byRow = rows <= columns;
    for (int a = 0; a < Math.min(rows, columns); a++) {
      for (int b = 0; b <= a; b++) {
        double sum = 0;
        for (int i = 0; i < Math.max(rows, columns); i++) {
          sum +=
              byRow
                  ? values[a * columns + i] * values[b * columns + i]
                  : values[i * columns + a] * values[i * columns + b];
        }
        assertEquals(a == b ? 1 : 0, sum, 1e-14, a + ", " + b);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "7,7", "4,9", "9,4", "100,100"})
  void orthogonalMatricesAreOrthonormal(int rows, int columns) {
    assertOrthonormal(filled(Matrix.ORTHOGONAL, rows, columns), rows, columns);
  }

  /** Without the sign fix, a QR by Householder reflections leans to one sign on the diagonal. */
  @Test
  void orthogonalMatricesLeanToNoSign() {
    RandomGenerator random = random(82);
    int positive = 0;
    double[] values = new double[9];
    for (int i = 0; i < 2000; i++) {
      Matrix.ORTHOGONAL.fill(values, 0, 3, 3, random);
      positive += values[0] > 0 ? 1 : 0;
    }
    assertEquals(1000, positive, 4 * Math.sqrt(500), "of 2000, seed 82");
  }

  @Test
  void gaussianNumbersHaveMeanZeroAndVarianceOne() {
    RandomGenerator random = random(83);
    double sum = 0;
    double squares = 0;
    double fourths = 0;
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      double z = Orthonormal.gaussian(random);
      sum += z;
      squares += z * z;
      fourths += z * z * z * z;
    }
    assertEquals(0, sum / count, 4 / Math.sqrt(count));
    assertEquals(1, squares / count, 4 * Math.sqrt(2.0 / count));
    assertEquals(3, fourths / count, 4 * Math.sqrt(96.0 / count));
  }

  @Test
  void identityAndGlorotAreWhatTheySay() {
    assertArrayEquals(new double[] {1, 0, 0, 0, 1, 0}, filled(Matrix.IDENTITY, 2, 3));
    double[] glorot = filled(Matrix.GLOROT, 40, 60);
    double bound = Math.sqrt(0.06);
    double largest = Arrays.stream(glorot).map(Math::abs).max().orElseThrow();
    assertTrue(largest <= bound && largest > 0.99 * bound, "largest " + largest);
  }

  @Test
  void eachGateHasAMatrixOfItsOwn() {
    LstmCell cell = new LstmCell(3, 5);
    double[] values = new double[ParameterLayout.of(cell).size()];
    Initialisation initial = Initialisation.DEFAULT.withRecurrent(Matrix.ORTHOGONAL);
    cell.initialise(values, 0, random(84), initial.withForgetBias(2.5));
    for (int gate = 0; gate < 4; gate++) {
      int from = 4 * 5 * 3 + gate * 25;
      assertOrthonormal(Arrays.copyOfRange(values, from, from + 25), 5, 5);
    }
    int bias = 4 * 5 * 8;
    double[] b = new double[20];
    Arrays.fill(b, 5, 10, 2.5);
    assertArrayEquals(b, Arrays.copyOfRange(values, bias, bias + 20));
  }

  /** Models of older builds begin with these bits. */
  @Test
  void theDefaultIsUniformInTheOrderOfTheEntries() {
    RecurrentNetwork network =
        RecurrentNetwork.of(
            Stacked.of(new LstmCell(2, 3).withPeepholes(), new GruCell(3, 2)),
            Head.of("h", Head.Scope.STEP, 2));
    ParameterLayout layout = network.layout();
    double[] expected = new double[layout.size()];
    RandomGenerator random =
        java.util.random.RandomGeneratorFactory.of("L64X128MixRandom").create(9);
    for (ParameterLayout.Entry entry : layout.entries()) {
      boolean first = entry.name().startsWith("layer0");
      double bound = 1 / Math.sqrt(first ? 3 : 2);
      int at = layout.offset(entry.name());
      for (int i = 0; i < entry.size() && entry.shape().size() == 2; i++) {
        expected[at + i] = (2 * random.nextDouble() - 1) * bound;
      }
    }
    Arrays.fill(expected, 12 * 5 + 3, 12 * 5 + 6, 1);
    assertSameBits(expected, network.initialParameters(9), "parameters");
  }

  @Test
  void polesBeginOnTheRing() {
    LinearCell cell = new LinearCell(2, 50, 3, new LinearCell.Ring(0.7, 0.9, 0.5));
    double[] values = new double[ParameterLayout.of(cell).size()];
    cell.initialise(values, 0, random(85), Initialisation.DEFAULT);
    for (int j = 0; j < 50; j++) {
      double radius = Math.exp(-Math.exp(values[j]));
      double phase = Math.exp(values[50 + j]);
      assertTrue(radius >= 0.7 && radius <= 0.9, "radius " + radius);
      assertTrue(phase >= 0 && phase <= 0.5, "phase " + phase);
      assertEquals(Math.sqrt(1 - radius * radius), Math.exp(values[100 + j]), 1e-14);
    }
  }

  @Test
  void aBiasThatIsNotFiniteIsRefused() {
    assertEquals(
        "initialisation: expected two kinds of matrices and a finite forget bias, found UNIFORM,"
            + " UNIFORM, NaN",
        assertThrows(
                IllegalArgumentException.class,
                () -> Initialisation.DEFAULT.withForgetBias(Double.NaN))
            .getMessage());
  }
}
