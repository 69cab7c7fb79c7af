package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.Tensors.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.isochron.core.autodiff.Variable;
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

  /** A cell of a caller's own: h_t = tanh(U x_t + V h_{t-1}), and two copies of V below it. */
  private record OwnCell(int inputSize, int hiddenSize) implements Cell {
    @Override
    public String name() {
      return "own";
    }

    @Override
    public List<String> stateNames() {
      return List.of("h");
    }

    @Override
    public List<ParameterLayout.Entry> parameterEntries() {
      return List.of(
          ParameterLayout.Entry.of("v", 3 * hiddenSize, hiddenSize).asRecurrent(3),
          ParameterLayout.Entry.of("wh", hiddenSize, hiddenSize),
          ParameterLayout.Entry.of("u", hiddenSize, inputSize).asInput(1),
          ParameterLayout.Entry.of("b", hiddenSize));
    }

    @Override
    public List<Variable> step(
        Map<String, Variable> parameters, Variable x, List<Variable> state, StepMasks masks) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void rolesSayWhichWeightsAreRecurrentWhateverTheirNames() {
    Cell cell = new Zoneout(new OwnCell(4, 3), 0.1, 0.1);
    double[] values = new double[ParameterLayout.of(cell).size()];
    Initialisation initial =
        Initialisation.DEFAULT.withRecurrent(Matrix.ORTHOGONAL).withInput(Matrix.IDENTITY);
    cell.initialise(values, 0, random(86), initial);
    for (int gate = 0; gate < 3; gate++) {
      assertOrthonormal(Arrays.copyOfRange(values, 9 * gate, 9 * gate + 9), 3, 3);
    }
    double[] wh = Arrays.copyOfRange(values, 27, 36);
    double largest = Arrays.stream(wh).map(Math::abs).max().orElseThrow();
    assertTrue(largest > 0 && largest <= 1 / Math.sqrt(3), "uniform, largest " + largest);
    double[] u = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
    assertArrayEquals(u, Arrays.copyOfRange(values, 36, 48));
    assertArrayEquals(new double[3], Arrays.copyOfRange(values, 48, 51));
    assertEquals(
        List.of(ParameterLayout.Role.RECURRENT, ParameterLayout.Role.OTHER),
        ParameterLayout.of(cell).entries().subList(0, 2).stream()
            .map(ParameterLayout.Entry::role)
            .toList());
  }

  @Test
  void aRoleOfWhatIsNoMatrixOfTheGatesIsRefused() {
    ParameterLayout.Entry entry = ParameterLayout.Entry.of("v", 4, 3);
    assertEquals(
        "v: expected a matrix for each of 3 gates, found shape [4, 3]",
        assertThrows(IllegalArgumentException.class, () -> entry.asRecurrent(3)).getMessage());
    ParameterLayout.Entry vector = ParameterLayout.Entry.of("b", 4);
    assertEquals(
        "b: expected a matrix for each of 1 gates, found shape [4]",
        assertThrows(IllegalArgumentException.class, () -> vector.asInput(1)).getMessage());
  }

  /** Hashes of the bits that each kind of cell began with when wx and wh were known by name. */
  @ParameterizedTest
  @CsvSource({
    "UNIFORM,-522115412",
    "GLOROT,1000527701",
    "ORTHOGONAL,-439994569",
    "IDENTITY,1753051622"
  })
  void cellsBeginWithTheBitsThatTheyBeganWith(Matrix matrix, int expected) {
    List<Cell> cells =
        List.of(
            new ElmanCell(3, 4),
            new LstmCell(3, 4).withPeepholes().withProjection(2),
            new GruCell(3, 4),
            new MguCell(3, 4),
            new AntisymmetricCell(3, 4, 0.3, 0.1, true),
            new ConvLstmCell(new ConvImages(1, 2, 1, 3, 3), true),
            new LinearCell(3, 4, 2),
            new LayerNormalised(new LstmCell(3, 4)));
    Initialisation initial = Initialisation.DEFAULT.withInput(matrix).withRecurrent(matrix);
    int[] hashes = new int[cells.size()];
    for (int i = 0; i < hashes.length; i++) {
      double[] values = new double[ParameterLayout.of(cells.get(i)).size()];
      cells.get(i).initialise(values, 0, random(87), initial);
      hashes[i] = Arrays.hashCode(values);
    }
    assertEquals(expected, Arrays.hashCode(hashes));
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
