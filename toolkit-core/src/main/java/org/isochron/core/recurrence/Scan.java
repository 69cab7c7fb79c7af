package org.isochron.core.recurrence;

import java.util.Optional;
import org.isochron.core.kernel.KernelProvider;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.sequence.SequenceBatch;

/**
 * Runs a recurrence over a batch from an explicit initial state: y = scan(θ, x, s_0), s_T.
 *
 * <p>There is no hidden state; each run returns its own {@link Trajectory}. Where every cell has a
 * fused kernel, these run, in float; else, or on request, the cells' steps run traced, in double.
 * {@link Trajectory#path()} says which. Steps that a sequence's mask leaves out are not run: the
 * state stays, and the output repeats.
 */
public final class Scan {
  private final Recurrence recurrence;
  private final Optional<Kernels> kernels;
  private final Workers workers;
  private final ParameterLayout layout;
  private final Gradients gradients;

  /** How gradients are taken: what is kept for them, where they are cut, and the cuts' seed. */
  private record Gradients(MemoryPolicy memory, Truncation truncation, long seed) {
    static final Gradients FULL = new Gradients(MemoryPolicy.keepAll(), Truncation.none(), 0);
  }

  private Scan(
      Recurrence recurrence, Optional<Kernels> kernels, Workers workers, Gradients gradients) {
    this.recurrence = recurrence;
    this.kernels = kernels;
    this.workers = workers;
    this.layout = ParameterLayout.of(recurrence);
    this.gradients = gradients;
  }

  /**
   * Makes a scan on this process's kernels, or a traced one if a cell has none.
   *
   * @param recurrence the layers
   * @param workers who runs them
   */
  public static Scan of(Recurrence recurrence, Workers workers) {
    return of(recurrence, KernelProvider.kernels(), workers);
  }

  /**
   * Makes a scan on given kernels, or a traced one if a cell has none.
   *
   * @param recurrence the layers
   * @param kernels where they run
   * @param workers who runs them
   */
  public static Scan of(Recurrence recurrence, Kernels kernels, Workers workers) {
    boolean fused =
        recurrence.layers().stream()
            .flatMap(layer -> layer.cells().stream())
            .allMatch(cell -> cell.sequenceKernel(kernels).isPresent());
    return new Scan(
        recurrence, fused ? Optional.of(kernels) : Optional.empty(), workers, Gradients.FULL);
  }

  /**
   * Makes a scan that runs the cells' steps on a tape, in double.
   *
   * @param recurrence the layers
   * @param workers who runs them
   */
  public static Scan traced(Recurrence recurrence, Workers workers) {
    return new Scan(recurrence, Optional.empty(), workers, Gradients.FULL);
  }

  /**
   * Returns this scan with another memory policy.
   *
   * @param policy what forward runs keep
   */
  public Scan withMemory(MemoryPolicy policy) {
    var with = new Gradients(policy, gradients.truncation, gradients.seed);
    return new Scan(recurrence, kernels, workers, with);
  }

  /**
   * Returns this scan with truncated adjoints.
   *
   * @param truncation where they are cut; windows carry the state
   * @param seed of random cuts
   * @throws IllegalArgumentException if a layer does not run forward, or windows do not carry
   */
  public Scan withTruncation(Truncation truncation, long seed) {
    truncation.check(recurrence);
    if (truncation instanceof Truncation.Windows w && !w.carries()) {
      throw new IllegalArgumentException(
          "truncation: a scan carries the state; for windows that do not, run their pieces");
    }
    var with = new Gradients(gradients.memory, truncation, seed);
    return new Scan(recurrence, kernels, workers, with);
  }

  MemoryPolicy memory() {
    return gradients.memory;
  }

  Truncation truncation() {
    return gradients.truncation;
  }

  long seed() {
    return gradients.seed;
  }

  /** Returns the layout of the parameters. */
  public ParameterLayout layout() {
    return layout;
  }

  /** Returns the layers. */
  public Recurrence recurrence() {
    return recurrence;
  }

  /**
   * Runs forward from zero states.
   *
   * @param parameters a vector of {@link #layout()}
   * @param batch the input
   */
  public Trajectory run(double[] parameters, SequenceBatch batch) {
    return run(parameters, batch, null);
  }

  /**
   * Runs forward.
   *
   * @param parameters a vector of {@link #layout()}
   * @param batch the input
   * @param initial initial states, or null for zeros
   * @throws IllegalArgumentException if sizes disagree
   */
  public Trajectory run(double[] parameters, SequenceBatch batch, State initial) {
    if (parameters.length != layout.size()) {
      throw new IllegalArgumentException(
          "parameters: recurrence needs " + layout.size() + " values, found " + parameters.length);
    }
    if (batch.hasMask()) {
      check(recurrence, batch, initial);
      State start = initial == null ? State.zeros(recurrence, batch.size()) : initial;
      return new GappedTrajectory(this, batch, start, run(parameters, batch.withoutGaps(), start));
    }
    return kernels.isPresent()
        ? fused(kernels.get(), parameters, batch, initial)
        : new TracedTrajectory(this, workers, parameters, batch, initial);
  }

  private Trajectory fused(Kernels on, double[] parameters, SequenceBatch batch, State initial) {
    Sweep sweep = new Sweep(recurrence, on, workers);
    sweep.pack(parameters);
    sweep.memory(gradients.memory);
    sweep.truncation(gradients.truncation);
    sweep.noise().cutSeed(gradients.seed);
    sweep.load(batch, initial);
    return new FusedTrajectory(this, sweep, batch);
  }

  /** Checks that a batch and its initial state, which may be null, fit a recurrence. */
  static void check(Recurrence recurrence, SequenceBatch batch, State initial) {
    if (batch.channels() != recurrence.inputSize()) {
      throw new IllegalArgumentException(
          "input size: network reads "
              + recurrence.inputSize()
              + " channels, batch has "
              + batch.channels()
              + " in "
              + batch.get(0).id());
    }
    if (initial != null) {
      initial.check("initial state", recurrence, batch.size());
    }
  }

  /** Returns the length of a time-major array [T,N,size]. */
  static int length(SequenceBatch batch, int size) {
    long length = (long) batch.steps() * batch.size() * size;
    if (length > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          "[" + batch.steps() + "," + batch.size() + "," + size + "] is too long for one array");
    }
    return (int) length;
  }

  void checkCotangents(SequenceBatch batch, double... outputs) {
    int size = recurrence.outputSize();
    if (outputs.length != length(batch, size)) {
      throw new IllegalArgumentException(
          "cotangents: expected ["
              + batch.steps()
              + ","
              + batch.size()
              + ","
              + size
              + "], found "
              + outputs.length
              + " values");
    }
  }
}
