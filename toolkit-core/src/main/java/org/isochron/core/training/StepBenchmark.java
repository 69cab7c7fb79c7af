package org.isochron.core.training;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.isochron.core.kernel.KernelProvider;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.Cell;
import org.isochron.core.recurrence.ElmanCell;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.Layer;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.MemoryPolicy;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;

/**
 * Times one training step (forward, softmax cross-entropy with 3 classes at every step, backward,
 * Adam) or one inference pass, on random data.
 */
public final class StepBenchmark {
  /** The head's name. */
  public static final String HEAD = "class";

  /** The head's classes. */
  public static final int CLASSES = 3;

  /**
   * What is timed.
   *
   * @param cell lstm, gru or elman
   * @param shape inputs, hidden units, sequences, steps, layers
   * @param bidirectional whether each layer has both directions
   * @param uniformLengths lengths uniform in [T/10, T] instead of T
   * @param inference forward only
   * @param memory what a training step keeps of its forward pass
   */
  public record Case(
      String cell,
      Shape shape,
      boolean bidirectional,
      boolean uniformLengths,
      boolean inference,
      MemoryPolicy memory) {
    /** Checks the cell's name. */
    public Case {
      if (!List.of("lstm", "gru", "elman").contains(cell)) {
        throw new IllegalArgumentException("cell: expected lstm, gru or elman, found " + cell);
      }
    }
  }

  /**
   * Sizes, each at least 1.
   *
   * @param input I
   * @param hidden H
   * @param batch N
   * @param steps T
   * @param layers L
   */
  public record Shape(int input, int hidden, int batch, int steps, int layers) {
    /** Checks the sizes. */
    public Shape {
      if (input < 1 || hidden < 1 || batch < 1 || steps < 1 || layers < 1) {
        throw new IllegalArgumentException(
            "sizes must be at least 1, found input "
                + input
                + ", hidden "
                + hidden
                + ", batch "
                + batch
                + ", steps "
                + steps
                + ", layers "
                + layers);
      }
    }
  }

  /**
   * What was seen.
   *
   * @param medianMillis median time of a step
   * @param stepsPerSecond training steps (or inference passes) per second
   * @param gflops floating-point operations of the recurrent and head products per nanosecond: two
   *     for each multiply-add that is done
   * @param kernels which kernels ran
   * @param threads how many threads
   */
  public record Result(
      double medianMillis, double stepsPerSecond, double gflops, String kernels, int threads) {}

  private final Case what;
  private final RecurrentNetwork network;
  private final double[] parameters;
  private final SequenceBatch batch;

  /**
   * Makes the network and data of a case.
   *
   * @param what the case
   * @param seed seed of data and parameters
   */
  public StepBenchmark(Case what, long seed) {
    this.what = what;
    List<Recurrence> layers = new ArrayList<>();
    int input = what.shape().input();
    for (int l = 0; l < what.shape().layers(); l++) {
      Cell cell = cell(what.cell(), input, what.shape().hidden());
      layers.add(what.bidirectional() ? Bidirectional.of(cell) : cell);
      input = layers.get(l).outputSize();
    }
    network =
        RecurrentNetwork.of(
            Stacked.of(layers.toArray(new Recurrence[0])), Head.of(HEAD, Head.Scope.STEP, CLASSES));
    parameters = network.initialParameters(seed);
    batch = randomBatch(what, seed);
  }

  /** Returns the layers, and the head. */
  public RecurrentNetwork network() {
    return network;
  }

  /** Returns the parameters that the first step begins with. */
  public double[] initialParameters() {
    return parameters.clone();
  }

  /** Returns the data: inputs uniform in [−1,1), labels uniform. */
  public SequenceBatch batch() {
    return batch;
  }

  private static Cell cell(String name, int input, int hidden) {
    return switch (name) {
      case "lstm" -> new LstmCell(input, hidden);
      case "gru" -> new GruCell(input, hidden);
      default -> new ElmanCell(input, hidden);
    };
  }

  private static SequenceBatch randomBatch(Case what, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Shape shape = what.shape();
    List<Sequence> sequences = new ArrayList<>();
    for (int n = 0; n < shape.batch(); n++) {
      int shortest = Math.max(1, shape.steps() / 10);
      int steps =
          what.uniformLengths() ? random.nextInt(shortest, shape.steps() + 1) : shape.steps();
      double[] x = new double[steps * shape.input()];
      int[] labels = new int[steps];
      for (int i = 0; i < x.length; i++) {
        x[i] = 2 * random.nextDouble() - 1;
      }
      for (int t = 0; t < steps; t++) {
        labels[t] = random.nextInt(CLASSES);
      }
      sequences.add(new Sequence("sequence " + n, shape.input(), x).label(HEAD, labels));
    }
    return SequenceBatch.of(sequences);
  }

  /**
   * Runs and times the case.
   *
   * @param threads number of threads
   * @param repeats timed steps, after a warm-up of three to twenty seconds
   */
  public Result run(int threads, int repeats) {
    if (repeats < 1) {
      throw new IllegalArgumentException("repeats must be at least 1, found " + repeats);
    }
    try (Workers workers = new Workers(threads)) {
      Runnable step = step(workers);
      warmUp(step);
      double[] millis = new double[repeats];
      for (int i = 0; i < repeats; i++) {
        long start = System.nanoTime();
        step.run();
        millis[i] = (System.nanoTime() - start) * 1e-6;
      }
      Arrays.sort(millis);
      double median = (millis[(repeats - 1) / 2] + millis[repeats / 2]) / 2;
      return new Result(
          median,
          1000 / median,
          operations() / median * 1e-6,
          KernelProvider.kernels().name(),
          threads);
    }
  }

  /**
   * Runs a step until it gets no faster and nothing is compiled: at least three seconds, at most
   * twenty. A busy machine compiles late, and a half-compiled step is several times slower.
   *
   * @param step what
   */
  public static void warmUp(Runnable step) {
    double best = Double.POSITIVE_INFINITY;
    for (int second = 1; second <= 20; second++) {
      long compiled = compilationMillis();
      double least = Double.POSITIVE_INFINITY;
      long end = System.nanoTime() + 1_000_000_000L;
      while (System.nanoTime() < end) {
        long start = System.nanoTime();
        step.run();
        least = Math.min(least, (double) (System.nanoTime() - start));
      }
      boolean settled = least > 0.97 * best && compilationMillis() - compiled < 20;
      if (second >= 3 && settled) {
        return;
      }
      best = Math.min(best, least);
    }
  }

  private static long compilationMillis() {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    return compiler != null && compiler.isCompilationTimeMonitoringSupported()
        ? compiler.getTotalCompilationTime()
        : 0;
  }

  /**
   * Returns the step itself, for other harnesses.
   *
   * @param workers who runs it
   */
  public Runnable step(Workers workers) {
    NetworkRun run = new NetworkRun(network, workers);
    run.memory(what.memory());
    double[] theta = initialParameters();
    double[] gradient = new double[theta.length];
    if (what.inference()) {
      run.parameters(theta);
      return () -> run.predictions(batch);
    }
    GradientTransform.Running adam =
        GradientTransform.chain(
                GradientTransform.scaleByAdam(), GradientTransform.descend(Schedule.constant(1e-3)))
            .start(theta.length);
    return () -> {
      run.parameters(theta);
      run.lossAndGradient(batch, gradient, 0);
      adam.apply(gradient, theta);
      for (int i = 0; i < theta.length; i++) {
        theta[i] += gradient[i];
      }
    };
  }

  /**
   * Returns the floating-point operations of the products of one step: 2 for each weight and step
   * forward; in training 2 more for its gradient and 2 for its input's cotangent, which the
   * network's own input has not.
   */
  public double operations() {
    double weights = (double) CLASSES * network.trunk().outputSize();
    double ofInput = 0;
    for (Layer layer : network.trunk().layers()) {
      for (Cell cell : layer.cells()) {
        for (ParameterLayout.Entry entry : cell.parameterEntries()) {
          weights += entry.shape().size() == 2 ? entry.size() : 0;
        }
      }
    }
    for (Cell cell : network.trunk().layers().get(0).cells()) {
      ofInput += cell.parameterEntries().get(0).size();
    }
    double perStep = what.inference() ? 2 * weights : 6 * weights - 2 * ofInput;
    return perStep * batch.totalSteps();
  }
}
