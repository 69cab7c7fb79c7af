package org.isochron.core.recurrence;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.isochron.core.autodiff.Variable;
import org.isochron.core.recurrence.ParameterLayout.Entry;
import org.isochron.core.recurrence.Wiring.Site;

/**
 * Diagonal linear recurrence with complex poles: s_t = λ∘s_{t-1} + γ∘(B x_t), y_t = Re(C s_t) + D
 * x_t, λ = exp(−exp ν + i exp θ), γ = exp(log γ).
 *
 * <p>The state is y, which no step reads, and the real and imaginary parts of s. Parameters: nu,
 * theta, gamma (log γ) [H]; bre, bim [H,I]; cre, cim [O,H]; d [O,I]. The linear recurrent unit of
 * Orvieto et al. 2023, doi 10.48550/arXiv.2303.06349.
 *
 * @param inputSize I
 * @param hiddenSize H, complex
 * @param outputSize O
 * @param ring where the poles begin
 */
public record LinearCell(int inputSize, int hiddenSize, int outputSize, Ring ring)
    implements WiredCell {
  /**
   * A ring of the complex plane: initial poles are uniform on r_min ≤ |λ| ≤ r_max, 0 ≤ arg λ ≤
   * maxPhase.
   *
   * @param rMin inner radius, at least 0
   * @param rMax outer radius, above r_min, at most 1
   * @param maxPhase largest angle in radians, above 0, at most 2π
   */
  public record Ring(double rMin, double rMax, double maxPhase) {
    /** The whole unit disc. */
    public static final Ring DISC = new Ring(0, 1, 2 * Math.PI);

    /** Checks radii and angle. */
    public Ring {
      if (!(rMin >= 0 && rMin < rMax && rMax <= 1)) {
        throw new IllegalArgumentException(
            "ring: radii must be 0 <= r_min < r_max <= 1, found " + rMin + " and " + rMax);
      }
      if (!(maxPhase > 0 && maxPhase <= 2 * Math.PI)) {
        throw new IllegalArgumentException(
            "ring: largest phase must be in (0, 2 pi], found " + maxPhase);
      }
    }
  }

  /** Checks the sizes. */
  public LinearCell {
    Sizes.check("linear", inputSize, hiddenSize);
    if (outputSize < 1) {
      throw new IllegalArgumentException(
          "linear cell: output size must be at least 1, found " + outputSize);
    }
  }

  /**
   * Makes a cell with poles from the whole disc.
   *
   * @param inputSize I
   * @param hiddenSize H
   * @param outputSize O
   */
  public LinearCell(int inputSize, int hiddenSize, int outputSize) {
    this(inputSize, hiddenSize, outputSize, Ring.DISC);
  }

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public List<String> stateNames() {
    return List.of("y", "re", "im");
  }

  @Override
  public List<Integer> stateSizes() {
    return List.of(outputSize, hiddenSize, hiddenSize);
  }

  @Override
  public List<Entry> parameterEntries() {
    return List.of(
        Entry.of("nu", hiddenSize),
        Entry.of("theta", hiddenSize),
        Entry.of("gamma", hiddenSize),
        Entry.of("bre", hiddenSize, inputSize),
        Entry.of("bim", hiddenSize, inputSize),
        Entry.of("cre", outputSize, hiddenSize),
        Entry.of("cim", outputSize, hiddenSize),
        Entry.of("d", outputSize, inputSize));
  }

  /** Returns the real and imaginary parts of B x_t; what acts on the state would not be linear. */
  @Override
  public Map<Site, Integer> sites() {
    return Map.of(Site.INPUT, 2 * hiddenSize);
  }

  @Override
  public boolean hasRecurrentWeights() {
    return false;
  }

  @Override
  public List<Variable> step(
      Map<String, Variable> parameters, Variable x, List<Variable> state, Wiring wiring) {
    Variable radius = parameters.get("nu").exp().negate().exp();
    Variable phase = parameters.get("theta").exp();
    Variable lambdaRe = radius.multiply(phase.cos());
    Variable lambdaIm = radius.multiply(phase.sin());
    Variable gamma = parameters.get("gamma").exp();
    Variable re = state.get(1);
    Variable im = state.get(2);
    Variable bx =
        Variable.concat(
            1,
            List.of(
                x.matmulTransposed(parameters.get("bre")),
                x.matmulTransposed(parameters.get("bim"))));
    Variable read = wiring.normalise(Site.INPUT, 0, bx);
    Variable nextRe =
        re.multiply(lambdaRe)
            .subtract(im.multiply(lambdaIm))
            .add(read.slice(1, 0, hiddenSize).multiply(gamma));
    Variable nextIm =
        re.multiply(lambdaIm)
            .add(im.multiply(lambdaRe))
            .add(read.slice(1, hiddenSize, 2 * hiddenSize).multiply(gamma));
    Variable y =
        nextRe
            .matmulTransposed(parameters.get("cre"))
            .subtract(nextIm.matmulTransposed(parameters.get("cim")))
            .add(x.matmulTransposed(parameters.get("d")));
    return List.of(y, nextRe, nextIm);
  }

  /**
   * Fills ν and θ with poles uniform on the ring, γ with √(1 − |λ|²), which keeps the state's
   * variance 1 for white input, B with normal numbers of variance 1/(2I), C of 1/H, D of 1/I.
   */
  @Override
  public void initialise(
      double[] values, int offset, RandomGenerator random, Initialisation initial) {
    double inner = ring.rMin() * ring.rMin();
    double outer = ring.rMax() * ring.rMax();
    for (int j = 0; j < hiddenSize; j++) {
      double square = inner + (outer - inner) * open(random);
      values[offset + j] = StrictMath.log(-0.5 * StrictMath.log(square));
      values[offset + hiddenSize + j] = StrictMath.log(ring.maxPhase() * open(random));
      values[offset + 2 * hiddenSize + j] = 0.5 * StrictMath.log1p(-square);
    }
    int at = offset + 3 * hiddenSize;
    at = normal(values, at, 2 * hiddenSize * inputSize, 2.0 * inputSize, random);
    at = normal(values, at, 2 * outputSize * hiddenSize, hiddenSize, random);
    normal(values, at, outputSize * inputSize, inputSize, random);
  }

  /** Returns a number in (0, 1), away from both ends, so that its logarithms are finite. */
  private static double open(RandomGenerator random) {
    return ((random.nextInt() >>> 1) + 0.5) * 0x1p-31;
  }

  private static int normal(
      double[] values, int offset, int count, double precision, RandomGenerator random) {
    for (int i = 0; i < count; i++) {
      values[offset + i] = Orthonormal.gaussian(random) / Math.sqrt(precision);
    }
    return offset + count;
  }
}
