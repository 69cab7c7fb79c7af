package org.isochron.core.recurrence;

import static org.isochron.core.recurrence.EngineCases.random;
import static org.isochron.core.recurrence.EngineCases.uniform;
import static org.isochron.core.recurrence.Tensors.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.isochron.core.sequence.SequenceBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Cells by hand, from the formulas of their papers. */
class CellFormulasTest {
  /** Runs T steps of one sequence from a state given by its components. */
  private static Trajectory run(Cell cell, double[] p, double[] x, double[]... initial) {
    State state = State.zeros(cell, 1);
    for (int i = 0; i < initial.length; i++) {
      System.arraycopy(initial[i], 0, state.get(0, 0, i), 0, initial[i].length);
    }
    int steps = x.length / cell.inputSize();
    SequenceBatch batch =
        SequenceBatch.ofTimeMajor(x, new int[] {steps, 1, cell.inputSize()}, new int[] {steps});
    try (Workers workers = new Workers(1)) {
      return Scan.of(cell, workers).run(p, batch, state);
    }
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  @Test
  void aMinimalGatedUnitForgetsByOneGate() {
    double h = -0.6;
    double x = 0.9;
    double f = sigmoid(0.1 * x + 0.3 * h - 0.2);
    double n = Math.tanh(0.7 * x + 0.5 * f * h + 0.4);
    double[] p = {0.1, 0.7, 0.3, 0.5, -0.2, 0.4};
    Trajectory run = run(new MguCell(1, 1), p, new double[] {x}, new double[] {h});
    assertEquals((1 - f) * h + f * n, run.outputs()[0], 1e-15);
  }

  @Test
  void anAntisymmetricCellIsAnEulerStep() {
    double[] h = {0.4, -0.7};
    double x = 0.3;
    // wx, wz, wh, b, bz; W − Wᵀ has 0.5 − (−0.1) = 0.6 above the diagonal.
    double[] p = {0.2, -0.3, 0.8, 0.9, 5, 0.5, -0.1, 7, 0.1, -0.2, 0.3, 0.6};
    double[] a = {0.6 * h[1] - 0.05 * h[0], -0.6 * h[0] - 0.05 * h[1]};
    double[] expected = new double[2];
    for (int i = 0; i < 2; i++) {
      double gate = sigmoid(a[i] + p[2 + i] * x + p[10 + i]);
      expected[i] = h[i] + 0.25 * gate * Math.tanh(a[i] + p[i] * x + p[8 + i]);
    }
    AntisymmetricCell cell = new AntisymmetricCell(1, 2, 0.25, 0.05, true);
    assertArrayEquals(expected, run(cell, p, new double[] {x}, h).outputs(), 1e-15);
  }

  /** y_k = Re(C λ^k γ B) for k = 0, 1, … after an impulse, and D at once. */
  @Test
  void aLinearCellAnswersAnImpulseWithPowersOfItsPoles() {
    double nu = -1.2;
    double theta = -0.4;
    double gamma = 0.3;
    double[] p = {nu, theta, gamma, 0.7, -0.5, 1.1, 0.6, 0.25};
    double radius = Math.exp(-Math.exp(nu));
    double phase = Math.exp(theta);
    double[] x = new double[30];
    x[0] = 1;
    double[] expected = new double[30];
    for (int k = 0; k < 30; k++) {
      double scale = Math.exp(gamma) * Math.pow(radius, k);
      double cos = Math.cos(phase * k);
      double sin = Math.sin(phase * k);
      double re = scale * (cos * 0.7 - sin * -0.5);
      double im = scale * (cos * -0.5 + sin * 0.7);
      expected[k] = 1.1 * re - 0.6 * im + (k == 0 ? 0.25 : 0);
    }
    assertArrayEquals(expected, run(new LinearCell(1, 1, 1), p, x).outputs(), 1e-14);
  }

  /** Returns α∘(z − mean)/√(var + 10⁻⁵). */
  private static double[] normal(double[] z, double... gain) {
    double mean = Arrays.stream(z).sum() / z.length;
    double variance = Arrays.stream(z).map(v -> (v - mean) * (v - mean)).sum() / z.length;
    double[] y = new double[z.length];
    Arrays.setAll(y, i -> gain[i] * (z[i] - mean) / Math.sqrt(variance + 1e-5));
    return y;
  }

  private static double[] product(double[] matrix, double... vector) {
    double[] y = new double[matrix.length / vector.length];
    for (int i = 0; i < matrix.length; i++) {
      y[i / vector.length] += matrix[i] * vector[i % vector.length];
    }
    return y;
  }

  /** The supplement of Ba et al. 2016, the shifts of both products in b. */
  @Test
  void aNormalisedLstmIsThatOfThePaper() {
    LayerNormalised cell = new LayerNormalised(new LstmCell(2, 3));
    ParameterLayout layout = new ParameterLayout(cell.parameterEntries());
    double[] p = uniform(random(111), layout.size(), 1);
    double[] x = {0.4, -0.8};
    double[] h = {0.3, -0.1, 0.6};
    double[] c = {-0.5, 0.2, 0.9};
    double[] zx = normal(product(layout.get(p, "wx"), x), layout.get(p, "ax"));
    double[] zh = normal(product(layout.get(p, "wh"), h), layout.get(p, "ah"));
    double[] b = layout.get(p, "b");
    double[] z = new double[12];
    Arrays.setAll(z, i -> zx[i] + zh[i] + b[i]);
    double[] next = new double[3];
    Arrays.setAll(next, i -> sigmoid(z[3 + i]) * c[i] + sigmoid(z[i]) * Math.tanh(z[6 + i]));
    double[] seen = normal(next, layout.get(p, "ac"));
    double[] expected = new double[3];
    Arrays.setAll(expected, i -> sigmoid(z[9 + i]) * Math.tanh(seen[i] + layout.get(p, "bc")[i]));
    Trajectory run = run(cell, p, x, h, c);
    assertClose(expected, run.outputs(), 1e-14, "h");
    assertClose(next, run.finalState().get(0, 0, 1), 1e-14, "c");
  }

  /** The candidate's products are normalised apart from those of the gates. */
  @Test
  void aNormalisedGruIsThatOfThePaper() {
    LayerNormalised cell = new LayerNormalised(new GruCell(2, 2));
    ParameterLayout layout = new ParameterLayout(cell.parameterEntries());
    double[] p = uniform(random(112), layout.size(), 1);
    double[] x = {0.4, -0.8};
    double[] h = {0.3, -0.1};
    double[] zx = parts(product(layout.get(p, "wx"), x), layout.get(p, "ax"));
    double[] zh = parts(product(layout.get(p, "wh"), h), layout.get(p, "ah"));
    double[] b = layout.get(p, "b");
    double[] expected = new double[2];
    for (int i = 0; i < 2; i++) {
      double r = sigmoid(zx[i] + zh[i] + b[i]);
      double z = sigmoid(zx[2 + i] + zh[2 + i] + b[2 + i]);
      double n = Math.tanh(zx[4 + i] + b[4 + i] + r * (zh[4 + i] + layout.get(p, "bn")[i]));
      expected[i] = (1 - z) * n + z * h[i];
    }
    assertClose(expected, run(cell, p, x, h).outputs(), 1e-14, "h");
  }

  @Test
  void aNormalisedConvLstmOfOnePixelIsTheNormalisedLstm() {
    LayerNormalised image =
        new LayerNormalised(new ConvLstmCell(new ConvImages(2, 3, 1, 1, 1), false));
    LayerNormalised vector = new LayerNormalised(new LstmCell(2, 3));
    double[] p = uniform(random(113), ParameterLayout.of(vector).size(), 1);
    double[] x = uniform(random(114), 8, 1);
    double[] h = {0.3, -0.1, 0.6};
    double[] c = {-0.5, 0.2, 0.9};
    Trajectory expected = run(vector, p, x, h, c);
    Trajectory found = run(image, p, x, h, c);
    assertClose(expected.outputs(), found.outputs(), 1e-14, "h");
    assertClose(expected.finalState().get(0, 0, 1), found.finalState().get(0, 0, 1), 1e-14, "c");
  }

  /** Two places of one channel: mean and variance are over both, and each has its gain. */
  @Test
  void imagesAreNormalisedOverAllPlaces() {
    LayerNormalised cell = new LayerNormalised(new ConvElmanCell(new ConvImages(1, 1, 1, 2, 1)));
    double[] p = {0.7, -0.4, 0.1, 1.5, 0.5, -0.3, 0.8};
    double[] x = {0.9, 0.2};
    double[] h = {-0.6, 0.3};
    double[] zx = normal(new double[] {0.7 * 0.9, 0.7 * 0.2}, 1.5, 0.5);
    double[] zh = normal(new double[] {-0.4 * -0.6, -0.4 * 0.3}, -0.3, 0.8);
    double[] expected = {Math.tanh(zx[0] + zh[0] + 0.1), Math.tanh(zx[1] + zh[1] + 0.1)};
    assertClose(expected, run(cell, p, x, h).outputs(), 1e-14, "h");
  }

  /** A linear cell reads LN(B x), real and imaginary parts together; λ = 1/2 and γ = C = 1. */
  @Test
  void aNormalisedLinearCellStaysLinearInItsState() {
    LayerNormalised cell = new LayerNormalised(new LinearCell(2, 1, 1));
    double nu = Math.log(Math.log(2));
    double[] p = {nu, -800, 0, 0.3, -0.5, 0.9, 0.4, 1, 0, 0, 0, 1.2, 0.7};
    double[] x = {0.4, -0.8};
    double[] bx = normal(new double[] {0.3 * 0.4 + 0.5 * 0.8, 0.9 * 0.4 - 0.4 * 0.8}, 1.2, 0.7);
    Trajectory run = run(cell, p, x, new double[] {9}, new double[] {0.6}, new double[] {-2});
    assertEquals(0.3 + bx[0], run.outputs()[0], 1e-14);
    assertEquals(-1 + bx[1], run.finalState().get(0, 0, 2)[0], 1e-14);
  }

  @Test
  void aNormalisedAntisymmetricCellNormalisesBothProducts() {
    LayerNormalised cell = new LayerNormalised(new AntisymmetricCell(1, 2, 0.25, 0.05, true));
    double[] h = {0.4, -0.7};
    double x = 0.3;
    double[] wx = {0.2, -0.3, 0.8, 0.9};
    double[] ax = {1.1, 0.9, -0.7, 0.6};
    double[] p = {
      0.2, -0.3, 0.8, 0.9, 5, 0.5, -0.1, 7, 0.1, -0.2, 0.3, 0.6, 1.1, 0.9, -0.7, 0.6, 1.3, -0.4
    };
    double[] ah =
        normal(new double[] {0.6 * h[1] - 0.05 * h[0], -0.6 * h[0] - 0.05 * h[1]}, 1.3, -0.4);
    double[] zx = normal(product(wx, x), ax);
    double[] expected = new double[2];
    for (int i = 0; i < 2; i++) {
      double gate = sigmoid(ah[i] + zx[2 + i] + p[10 + i]);
      expected[i] = h[i] + 0.25 * gate * Math.tanh(ah[i] + zx[i] + p[8 + i]);
    }
    assertClose(expected, run(cell, p, new double[] {x}, h).outputs(), 1e-14, "h");
  }

  /** Normalises the gates' 4 features and the candidate's 2. */
  private static double[] parts(double[] z, double... gain) {
    double[] y = Arrays.copyOf(normal(Arrays.copyOf(z, 4), Arrays.copyOf(gain, 4)), 6);
    double[] candidate = normal(Arrays.copyOfRange(z, 4, 6), Arrays.copyOfRange(gain, 4, 6));
    System.arraycopy(candidate, 0, y, 4, 2);
    return y;
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void whatMakesNoCellIsRefused() {
    refused(
        "antisymmetric cell: step must be above 0, found 0.0",
        () -> new AntisymmetricCell(1, 1, 0, 0, false));
    refused(
        "antisymmetric cell: damping must be at least 0, found -1.0",
        () -> new AntisymmetricCell(1, 1, 1, -1, false));
    refused("linear cell: output size must be at least 1, found 0", () -> new LinearCell(1, 1, 0));
    refused(
        "ring: radii must be 0 <= r_min < r_max <= 1, found 0.5 and 0.5",
        () -> new LinearCell.Ring(0.5, 0.5, 1));
    refused(
        "ring: largest phase must be in (0, 2 pi], found 0.0", () -> new LinearCell.Ring(0, 1, 0));
    refused(
        "images: channels must be at least 1, found input 0, hidden 1",
        () -> new ConvImages(0, 1, 2, 2, 3));
    refused(
        "images: expected an odd kernel that fits, found kernel 2 on 4 x 4",
        () -> new ConvImages(1, 1, 4, 4, 2));
    refused(
        "images: expected an odd kernel that fits, found kernel 5 on 4 x 6",
        () -> new ConvImages(1, 1, 4, 6, 5, ConvImages.Padding.VALID));
    refused("MGU cell: sizes must be at least 1, found input 1, hidden 0", () -> new MguCell(1, 0));
  }
}
