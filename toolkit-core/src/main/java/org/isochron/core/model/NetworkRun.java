package org.isochron.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.isochron.core.kernel.KernelProvider;
import org.isochron.core.kernel.Kernels;
import org.isochron.core.kernel.LaneBlock;
import org.isochron.core.objective.ChainInference;
import org.isochron.core.objective.ChainStretches;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.MemoryPolicy;
import org.isochron.core.recurrence.OutputReader;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Sweep;
import org.isochron.core.recurrence.Truncation;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.SequenceBatch;

/**
 * Runs a network over batches: loss and gradient, or probabilities, with the parameters of the last
 * {@link #parameters} call; without one they are refused with an {@code IllegalStateException}.
 * Memory is kept from batch to batch, so one run serves one caller at a time.
 */
public final class NetworkRun {
  private final RecurrentNetwork network;
  private final Workers workers;
  private final ParameterLayout layout;
  private final Sweep sweep;
  private final List<HeadRun> heads = new ArrayList<>();
  private final double[] factors;
  private final double[] weights;
  private final IntConsumer finishTask = this::finishBlock;
  private final IntConsumer lossTask = this::lossOfBlock;
  private final IntConsumer beginTask = this::beginBackward;
  private final IntConsumer turnTask = this::turnBlock;
  private final OutputReader reader = new Reader();
  private final GapsAndWindows time = new GapsAndWindows();
  private double[] blockLosses = new double[0];
  private SequenceBatch batch;
  private int onlyHead = -1;
  private boolean isPacked;

  /**
   * Makes a run on this process's kernels.
   *
   * @param network what to run
   * @param workers who runs it
   */
  public NetworkRun(RecurrentNetwork network, Workers workers) {
    this(network, KernelProvider.kernels(), workers);
  }

  /**
   * Makes a run on given kernels.
   *
   * @param network what to run
   * @param kernels where
   * @param workers who runs it
   */
  public NetworkRun(RecurrentNetwork network, Kernels kernels, Workers workers) {
    this.network = network;
    this.workers = workers;
    layout = network.layout();
    sweep = new Sweep(network.trunk(), kernels, workers);
    for (Head head : network.heads()) {
      String first = head.parameterEntries(network.headInputSize(head)).get(0).name();
      heads.add(new HeadRun(network, head, layout.offset(first), kernels));
    }
    factors = new double[heads.size()];
    weights = new double[heads.size()];
  }

  /** Returns the network. */
  public RecurrentNetwork network() {
    return network;
  }

  /**
   * Sets what is kept of a forward pass for the backward pass; changes no bit of any result.
   *
   * @param policy what
   */
  public void memory(MemoryPolicy policy) {
    sweep.memory(policy);
  }

  /**
   * Sets where the gradients of losses are cut in time; those of windows that do not carry the
   * state are those of sequences of their own.
   *
   * @param wanted where
   * @throws IllegalArgumentException if a layer does not run forward
   */
  public void truncation(Truncation wanted) {
    sweep.truncation(time.truncate(wanted, network.trunk()));
  }

  /** Returns where the gradients of losses are cut in time. */
  public Truncation truncation() {
    return time.truncation();
  }

  /**
   * Packs parameters for the calls that follow.
   *
   * @param parameters a vector of the network's layout
   * @throws IllegalArgumentException if its length differs
   */
  public void parameters(double[] parameters) {
    checkLength("parameters", parameters);
    sweep.pack(parameters);
    for (int i = 0; i < heads.size(); i++) {
      heads.get(i).pack(parameters);
    }
    isPacked = true;
  }

  private void requireParameters() {
    if (!isPacked) {
      throw new IllegalStateException("no parameters: call parameters(...) first");
    }
  }

  private void checkLength(String name, double[] vector) {
    if (vector.length != layout.size()) {
      throw new IllegalArgumentException(
          name + ": network needs " + layout.size() + " values, found " + vector.length);
    }
  }

  /**
   * Returns the objective Σ weight·loss over the heads, and its gradient.
   *
   * @param next a labelled batch
   * @param gradient is overwritten; a vector of the network's layout
   * @param dropoutSeed seed of this step's masks and cuts
   * @throws IllegalArgumentException if the gradient's length differs, or labels are missing
   */
  public double lossAndGradient(SequenceBatch next, double[] gradient, long dropoutSeed) {
    Arrays.fill(weights, 0);
    addLabelWeights(next, weights);
    return lossAndGradient(next, weights, gradient, dropoutSeed);
  }

  /**
   * Adds what each head's mean divides by: the weights of a batch's labels, 0 for ignored ones.
   *
   * @param of a labelled batch
   * @param sums one for each head
   * @throws IllegalArgumentException if labels are missing
   */
  public void addLabelWeights(SequenceBatch of, double[] sums) {
    SequenceBatch there = of.withoutGaps();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += heads.get(i).labelWeight(there);
    }
  }

  /**
   * Returns a micro-batch's share of a batch's objective, and of its gradient: each head's mean
   * divides by the label weight of the whole batch. Shares add up to the whole, up to rounding.
   *
   * @param next a labelled micro-batch
   * @param labelWeights of the whole batch, for each head
   * @param gradient is overwritten; a vector of the network's layout
   * @param dropoutSeed seed of the micro-batch's masks
   * @throws IllegalArgumentException if the gradient's length differs, or labels are missing
   */
  public double lossAndGradient(
      SequenceBatch next, double[] labelWeights, double[] gradient, long dropoutSeed) {
    checkLength("gradient", gradient);
    sweep.random(network.dropout(), dropoutSeed);
    load(time.trained(next, dropoutSeed), labelWeights);
    sweep.forwardAndBackward(reader, turnTask);
    Arrays.fill(gradient, 0);
    sweep.addGradient(gradient);
    for (int i = 0; i < heads.size(); i++) {
      heads.get(i).addGradient(sweep.blockCount(), gradient);
    }
    return sumLosses();
  }

  /**
   * Returns each head's own part of the gradient on the trunk.
   *
   * @param next a labelled batch
   * @param dropoutSeed seed of this step's masks
   */
  public HeadGradients headGradients(SequenceBatch next, long dropoutSeed) {
    sweep.random(network.dropout(), dropoutSeed);
    Arrays.fill(weights, 0);
    addLabelWeights(next, weights);
    forwardTrunk(time.trained(next, dropoutSeed), weights, true);
    List<String> names = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    List<double[]> gradients = new ArrayList<>();
    int trunkSize = new ParameterLayout(ParameterLayout.entriesOf(network.trunk())).size();
    try {
      for (int i = 0; i < heads.size(); i++) {
        onlyHead = i;
        workers.run(sweep.blockCount(), lossTask);
        workers.run(sweep.blockCount(), beginTask);
        sweep.backward(reader, null, false);
        double[] gradient = new double[trunkSize];
        sweep.addGradient(gradient);
        names.add(heads.get(i).head.name());
        losses.add(sumLosses());
        gradients.add(gradient);
      }
    } finally {
      onlyHead = -1;
    }
    return new HeadGradients(names, losses, gradients);
  }

  /**
   * Returns the objective without dropout or gradient.
   *
   * @param next a labelled batch
   */
  public double loss(SequenceBatch next) {
    Arrays.fill(weights, 0);
    addLabelWeights(next, weights);
    return loss(next, weights);
  }

  /**
   * Returns a batch's share of the objective over several: each head's mean divides by the label
   * weight of all.
   *
   * @param next a labelled batch
   * @param labelWeights of all, for each head
   */
  public double loss(SequenceBatch next, double[] labelWeights) {
    sweep.notRandom();
    forwardTrunk(next.withoutGaps(), labelWeights, false);
    workers.run(sweep.blockCount(), lossTask);
    return sumLosses();
  }

  private void forwardTrunk(SequenceBatch there, double[] labelWeights, boolean keeps) {
    load(there, labelWeights);
    sweep.forward(reader, keeps);
    workers.run(sweep.blockCount(), finishTask);
  }

  private void load(SequenceBatch there, double[] labelWeights) {
    requireParameters();
    batch = there;
    sweep.load(batch, null);
    if (blockLosses.length < sweep.blockCount()) {
      blockLosses = new double[sweep.blockCount()];
    }
    for (int i = 0; i < heads.size(); i++) {
      heads.get(i).load(sweep.blockCount(), true);
      double total = labelWeights[i];
      factors[i] = total == 0 ? 0 : heads.get(i).head.weight() / total;
    }
  }

  private double sumLosses() {
    double loss = 0;
    for (int b = 0; b < sweep.blockCount(); b++) {
      loss += blockLosses[b];
    }
    return loss;
  }

  private boolean isWanted(int head) {
    return onlyHead < 0 || onlyHead == head;
  }

  private void finishBlock(int b) {
    for (int i = 0; i < heads.size(); i++) {
      heads.get(i).finish(sweep, b);
    }
  }

  private void lossOfBlock(int b) {
    double loss = 0;
    for (int i = 0; i < heads.size(); i++) {
      if (isWanted(i)) {
        loss += heads.get(i).loss(sweep, batch, b, factors[i]);
      }
    }
    blockLosses[b] = loss;
  }

  private void beginBackward(int b) {
    for (int i = 0; i < heads.size(); i++) {
      if (isWanted(i)) {
        heads.get(i).beginBackward(sweep, b);
      }
    }
  }

  /** From a block's outputs to their cotangents. */
  private void turnBlock(int b) {
    finishBlock(b);
    lossOfBlock(b);
    beginBackward(b);
  }

  /** The heads, reading the trunk's output and giving its cotangent. */
  private final class Reader implements OutputReader {
    @Override
    public void read(int b, LaneBlock part, float[] y) {
      for (int i = 0; i < heads.size(); i++) {
        heads.get(i).read(sweep, b, part, y);
      }
    }

    @Override
    public void cotangent(int b, LaneBlock part, float[] y, float[] dy) {
      HeadRun.Part at = new HeadRun.Part(part, y, dy);
      boolean add = false;
      for (int i = 0; i < heads.size(); i++) {
        if (isWanted(i)) {
          heads.get(i).cotangent(sweep, b, at, add);
          add = true;
        }
      }
    }
  }

  /**
   * Returns what the heads predict: for each head, for each sequence of the batch, [steps, labels]
   * or, of a head with one answer for the sequence, [labels]: probabilities of classes or of a
   * chain's states; for numbers what {@link org.isochron.core.objective.SequenceLoss#predict} says.
   * A step that is not there has the row of the step before it, or of the first.
   *
   * @param next a batch; labels are not read
   */
  public Map<String, float[][]> predictions(SequenceBatch next) {
    return results(next, HeadRun::predict, head -> head.answers(2) == 2);
  }

  /**
   * Returns logits: for each head, for each sequence of the batch, [steps, outputs] or, of a
   * sequence head, [outputs].
   *
   * @param next a batch; labels are not read
   */
  public Map<String, float[][]> logits(SequenceBatch next) {
    return results(next, HeadRun::logits, head -> !head.scope().isSequence());
  }

  /** Writes something of a block into one array for each sequence. */
  private interface Result {
    void write(HeadRun head, Sweep sweep, int block, float[][] rows);
  }

  private Map<String, float[][]> results(
      SequenceBatch next, Result wanted, Predicate<Head> isOfSteps) {
    requireParameters();
    batch = next.withoutGaps();
    sweep.notRandom();
    sweep.load(batch, null);
    for (HeadRun head : heads) {
      head.load(sweep.blockCount(), false);
    }
    sweep.forward(reader, false);
    workers.run(sweep.blockCount(), finishTask);
    Map<String, float[][]> result = new LinkedHashMap<>();
    for (HeadRun head : heads) {
      float[][] rows = new float[next.size()][];
      workers.run(sweep.blockCount(), b -> wanted.write(head, sweep, b, rows));
      if (isOfSteps.test(head.head)) {
        GapsAndWindows.repeatRows(next, rows);
      }
      result.put(head.head.name(), rows);
    }
    return result;
  }

  /**
   * Returns inference in a head's chain with the parameters of the last {@link #parameters} call,
   * for sequences that are longer than a batch should hold.
   *
   * @param head name of a head with a chain
   * @throws IllegalArgumentException if there is no such head, or it has no chain
   */
  public ChainStretches stretches(String head) {
    return ofChain(head).stretches();
  }

  /**
   * Returns inference in a head's chain with the parameters of the last {@link #parameters} call,
   * marginals and best paths of sequences as a whole; for one thread.
   *
   * @param head name of a head with a chain
   * @throws IllegalArgumentException as {@link #stretches}
   */
  public ChainInference inference(String head) {
    return ofChain(head).inference();
  }

  private HeadRun ofChain(String head) {
    requireParameters();
    for (HeadRun candidate : heads) {
      if (candidate.head.name().equals(head) && candidate.head.loss().chain() != null) {
        return candidate;
      }
    }
    network.head(head);
    throw new IllegalArgumentException("head " + head + ": expected one with a chain");
  }

  /**
   * Returns which path the trunk's cells run on, as {@link Sweep#path}. It depends on this
   * process's kernels, and so goes into no file.
   */
  public String path() {
    return sweep.path();
  }

  /** Returns who runs the network. */
  public Workers workers() {
    return workers;
  }
}
