package org.isochron.core.recurrence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.kernel.Window;
import org.isochron.core.sequence.SequenceBatch;

/**
 * Forward and backward passes of a stack of layers over a batch, in memory that is kept for the
 * next batch.
 *
 * <p>Work is split over blocks of sequences and over directions; neither the number of threads nor
 * padding nor the memory policy changes a bit of any result. Order of calls: {@link #pack}, {@link
 * #load}, {@link #forward}, {@link #backward}, {@link #addGradient}.
 */
public final class Sweep {
  private final Recurrence recurrence;
  private final Kernels kernels;
  private final Workers workers;
  private final SweepLayers layers;
  private final List<Stage> stages;
  private final LaneBlocks blocks = new LaneBlocks();
  private final StateLanes states;
  private final FeatureRows features = new FeatureRows(this);
  private final SweepNoise noise = new SweepNoise(this);
  private SequenceBatch batch;
  private MemoryPolicy memory = MemoryPolicy.keepAll();
  private Truncation truncation = Truncation.none();
  private Cuts cuts;
  private final BlockByBlock oneByOne;
  private final IntConsumer turnTask = this::turn;
  private IntConsumer turnWith;
  private boolean isTurned;
  private int sweep;
  private boolean hasInputCotangent;
  private State initialCotangent;
  private List<State> adjoints;

  /**
   * Makes the memory-less frame; memory comes with the first batch.
   *
   * @param recurrence the layers
   * @param kernels where they run; a cell without a fused kernel runs traced, in double
   * @param workers who runs them
   */
  public Sweep(Recurrence recurrence, Kernels kernels, Workers workers) {
    this.recurrence = recurrence;
    this.kernels = kernels;
    this.workers = workers;
    layers = new SweepLayers(this, recurrence, kernels);
    stages = layers.stages();
    oneByOne = new BlockByBlock(stages, workers);
    states = new StateLanes(stages, blocks);
  }

  /** Returns which path the cells run on: {@code traced}, or for example {@code fused simd-512}. */
  public String path() {
    return layers.path();
  }

  /**
   * Sets what forward passes keep, from the next on.
   *
   * @param policy what
   */
  public void memory(MemoryPolicy policy) {
    memory = policy;
  }

  /**
   * Sets where backward passes are cut, from the next on.
   *
   * @param wanted where
   * @throws IllegalArgumentException if a layer does not run forward
   */
  public void truncation(Truncation wanted) {
    wanted.check(recurrence);
    truncation = wanted;
  }

  /**
   * Packs parameters for the sweeps that follow.
   *
   * @param parameters a flat vector that begins with the layout of the recurrence
   */
  public void pack(double[] parameters) {
    layers.pack(parameters);
  }

  /**
   * Sets what is random in the next passes: dropout between layers and on the output, and where
   * random truncation cuts.
   *
   * @param rate the dropout; 0 for none
   * @param stepSeed a seed of this step
   */
  public void random(Dropout rate, long stepSeed) {
    noise.begin(rate, stepSeed);
  }

  /** Leaves out all that is random, in the next passes: what stochastic cells do on average. */
  public void notRandom() {
    noise.end();
  }

  /**
   * Lays out a batch and its initial state.
   *
   * @param next the batch
   * @param initial initial states, or null for zeros
   * @throws IllegalArgumentException if the channels are not the input size, or the state is not
   *     one of this recurrence and batch
   */
  public void load(SequenceBatch next, State initial) {
    Scan.check(recurrence, next, initial);
    batch = next;
    blocks.deal(next);
    features.load();
    for (int i = 0; i < stages.size(); i++) {
      stages.get(i).begin();
    }
    if (initial != null) {
      states.copyIn(StateLanes.Kind.STATE, initial);
    }
  }

  /**
   * Runs all layers forward.
   *
   * @param reader reads the output
   * @param keeps whether to keep what {@link #backward} needs
   */
  public void forward(OutputReader reader, boolean keeps) {
    isTurned = false;
    connect(reader, keeps, false);
    for (int i = 0; i < stages.size(); i++) {
      for (int b = 0; b < blocks.count(); b++) {
        stages.get(i).growRows(b);
      }
    }
    for (int i = 0; i < stages.size(); i++) {
      stages.get(i).forward();
    }
  }

  private void connect(OutputReader reader, boolean keeps, boolean inputs) {
    for (int i = 0; i < stages.size(); i++) {
      stages.get(i).connect(i == stages.size() - 1 ? reader : stages.get(i + 1), keeps, inputs);
    }
  }

  /**
   * Runs all layers forward, then what comes between, then their adjoints, without cotangents of
   * final states or of the input.
   *
   * <p>A block goes through all of that before the next one begins, which takes over its memory, so
   * that what a block keeps is still in a cache when it turns; unless that would leave workers
   * idle, or the adjoint takes several sweeps. The results are the same bits. {@link #backward}
   * needs a forward pass of its own afterwards.
   *
   * @param reader reads the output, and gives its cotangents
   * @param between what is done with a block when its output was read
   */
  public void forwardAndBackward(OutputReader reader, IntConsumer between) {
    cuts = new Cuts(truncation, blocks, batch.size(), noise.seed());
    if (cuts.sweeps() > 1 || !oneByOne.suits(blocks.count())) {
      forward(reader, true);
      workers.run(blocks.count(), between);
      backward(reader, null, false);
      return;
    }
    hasInputCotangent = false;
    initialCotangent = null;
    sweep = 0;
    connect(reader, true, false);
    turnWith = between;
    oneByOne.run(blocks.count(), turnTask);
    isTurned = true;
  }

  private void turn(int b) {
    turnWith.accept(b);
    begin(b, false);
  }

  /**
   * Runs all layers' adjoints.
   *
   * @param reader gives the output's cotangents
   * @param finalCotangents cotangents of the final states, or null for zeros
   * @param inputs whether the input's cotangent is wanted
   * @throws IllegalArgumentException if the cotangents are not those of this recurrence and batch
   * @throws IllegalStateException if the forward pass kept nothing
   */
  public void backward(OutputReader reader, State finalCotangents, boolean inputs) {
    if (isTurned) {
      throw new IllegalStateException("blocks went back one by one: run them forward again first");
    }
    if (finalCotangents != null) {
      finalCotangents.check("final cotangent", recurrence, batch.size());
    }
    hasInputCotangent = inputs;
    initialCotangent = null;
    cuts = new Cuts(truncation, blocks, batch.size(), noise.seed());
    for (sweep = 0; sweep < cuts.sweeps(); sweep++) {
      for (int b = 0; b < blocks.count(); b++) {
        begin(b, inputs);
      }
      if (finalCotangents != null) {
        states.copyIn(StateLanes.Kind.COTANGENT, finalCotangents);
        states.clearCotangents(cuts, sweep, batch);
      }
      connect(reader, true, inputs);
      for (int i = stages.size() - 1; i >= 0; i--) {
        stages.get(i).backward();
      }
      if (cuts.sweeps() > 1) {
        addInitialCotangent();
      }
    }
  }

  private void begin(int b, boolean inputs) {
    Window.Links links = cuts.links(b, sweep);
    for (int i = 0; i < stages.size(); i++) {
      List<Pass> passes = stages.get(i).passes();
      for (int p = 0; p < passes.size(); p++) {
        PassBlock block = passes.get(p).block(b);
        if (sweep == 0) {
          block.clearGradient();
        }
        block.beginBackward(inputs || i > 0, adjoints != null, links);
      }
    }
  }

  private void addInitialCotangent() {
    State sum = State.zeros(recurrence, batch.size());
    states.copyOut(StateLanes.Kind.COTANGENT, sum);
    if (initialCotangent != null) {
      sum.add(initialCotangent);
    }
    initialCotangent = sum;
  }

  /**
   * Returns whether the cotangents that are asked for are those of a backward pass's first sweep.
   */
  public boolean isFirstSweep() {
    return sweep == 0;
  }

  /**
   * Runs all layers' adjoints as {@link #backward}, and returns the adjoint states λ_t of every
   * layer, in the input's time; zero after each sequence's end.
   *
   * @param reader gives the output's cotangents
   * @param finalCotangents cotangents of the final states, or null for zeros
   */
  List<State> adjointStates(OutputReader reader, State finalCotangents) {
    adjoints = new ArrayList<>();
    for (int t = 0; t < batch.steps(); t++) {
      adjoints.add(State.zeros(recurrence, batch.size()));
    }
    List<State> all = adjoints;
    try {
      backward(reader, finalCotangents, false);
    } finally {
      adjoints = null;
    }
    return all;
  }

  void partTurned(Pass pass, int b, LaneBlock part) {
    if (adjoints != null) {
      states.copyAdjoints(pass, b, part, adjoints);
    }
  }

  /**
   * Adds the parameter gradient, blocks in order.
   *
   * @param gradient a flat vector that begins with the layout of the recurrence
   */
  public void addGradient(double[] gradient) {
    layers.addGradient(gradient);
  }

  /**
   * Returns the input's cotangent [T,N,I], zero after each sequence's end.
   *
   * @throws IllegalStateException if the backward pass was not asked for it
   */
  public double[] inputCotangent() {
    if (!hasInputCotangent) {
      throw new IllegalStateException("the backward pass was not asked for the input's cotangent");
    }
    return stages.get(0).inputCotangent();
  }

  /** Returns the final states. */
  public State finalState() {
    stages.forEach(Stage::restoreLast);
    State state = State.zeros(recurrence, batch.size());
    states.copyOut(StateLanes.Kind.STATE, state);
    return state;
  }

  /** Returns the initial states' cotangents after the backward pass. */
  public State initialCotangent() {
    if (initialCotangent != null) {
      return initialCotangent;
    }
    State state = State.zeros(recurrence, batch.size());
    states.copyOut(StateLanes.Kind.COTANGENT, state);
    return state;
  }

  /** Returns how many steps were run forward since the batch was loaded, over blocks and passes. */
  public long stepsRun() {
    return stages.stream().mapToLong(Stage::stepsRun).sum();
  }

  /** Returns the row stride of the output's cotangent: the output size padded to the lanes. */
  public int outputWidth() {
    return stages.get(stages.size() - 1).outputWidth();
  }

  /**
   * Returns the time at which output feature j ends its pass: the last step for the forward cell,
   * the first for the backward one.
   *
   * @param j output feature
   * @param length of the sequence
   */
  public int endOf(int j, int length) {
    List<Pass> passes = stages.get(stages.size() - 1).passes();
    Pass pass = passes.get(j < passes.get(0).top().outputSize() ? 0 : 1);
    return pass.reversed() ? 0 : length - 1;
  }

  /** Returns the number of blocks that the batch was dealt to. */
  public int blockCount() {
    return blocks.count();
  }

  /** Returns the rows of block b. */
  public LaneBlock block(int b) {
    return blocks.get(b);
  }

  /** Returns the batch index of lane n of block b. */
  public int member(int b, int n) {
    return blocks.member(b, n);
  }

  /** Returns what reads the batch's features. */
  public FeatureRows features() {
    return features;
  }

  int padded(int size) {
    return kernels.padded(size);
  }

  Workers workers() {
    return workers;
  }

  LaneBlocks blocks() {
    return blocks;
  }

  SequenceBatch batch() {
    return batch;
  }

  MemoryPolicy memory() {
    return memory;
  }

  SweepNoise noise() {
    return noise;
  }

  /** Zeroes the rows of an output cotangent whose losses a truncation leaves to another sweep. */
  void mask(int b, LaneBlock part, float[] dy, int width) {
    cuts.mask(sweep, b, part, dy, width);
  }
}
