package org.isochron.core.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.isochron.core.io.Json;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.MemoryPolicy;
import org.isochron.core.recurrence.Truncation;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceSource;

/**
 * Trains a network: shuffled batches, optimizer steps, validation after each epoch, the best
 * parameters kept. Same seed and data give the same parameters, bit for bit.
 */
public final class Trainer {
  private final NetworkRun run;
  private final Workers workers;
  private final TrainingConfig config;
  private final TrainingListener listener;
  private final GradientAccumulation accumulation;
  private final double[] gradient;
  private Checkpoints checkpoints = Checkpoints.NONE;

  /**
   * Makes a trainer.
   *
   * @param network what to train
   * @param config how
   * @param workers who computes
   * @param listener who watches
   */
  public Trainer(
      RecurrentNetwork network, TrainingConfig config, Workers workers, TrainingListener listener) {
    this.workers = workers;
    this.config = config;
    this.listener = listener;
    run = new NetworkRun(network, workers);
    gradient = new double[run.network().layout().size()];
    accumulation = new GradientAccumulation(run, config.optimizer().method().accumulation());
  }

  /**
   * Keeps a checkpoint from the start and after each epoch. A run that goes on from one ends with
   * the bits of an uninterrupted one, given the same data; an epoch that was stopped before its end
   * is trained again. The file stays where it is at the end.
   *
   * @param where the file, and whether to go on from it
   * @return this trainer
   */
  public Trainer checkpointing(Checkpoints where) {
    checkpoints = where;
    return this;
  }

  /**
   * Sets what each step keeps of its forward pass; changes no bit of any result.
   *
   * @param policy what
   * @return this trainer
   */
  public Trainer keeping(MemoryPolicy policy) {
    run.memory(policy);
    return this;
  }

  /**
   * Sets where gradients are cut in time.
   *
   * @param truncation where
   * @return this trainer
   * @throws IllegalArgumentException if a layer does not run forward
   */
  public Trainer truncating(Truncation truncation) {
    run.truncation(truncation);
    return this;
  }

  /**
   * What training gave.
   *
   * @param parameters the best validated parameters
   * @param bestEpoch the epoch they are from, from 1
   * @param history a record of each epoch
   * @param path which path the cells ran on, as {@link NetworkRun#path}
   */
  public record Result(
      double[] parameters, int bestEpoch, List<EpochRecord> history, String path) {}

  /**
   * Trains on the same sequences in every epoch.
   *
   * @param training labelled sequences
   * @param validator scores the parameters after each epoch
   * @throws IllegalArgumentException if there are no sequences, or nothing in them is labelled
   */
  public Result train(SequenceSource training, Validator validator) {
    return train(epoch -> training, validator);
  }

  /**
   * Trains on sequences that may differ from epoch to epoch, for example windows at other offsets.
   *
   * @param epochs sequences of an epoch, from 0; the first one's size sets the schedule
   * @param validator scores the parameters after each epoch
   * @throws IllegalArgumentException if an epoch has no sequences, or the first one no label
   * @throws ArithmeticException if data, loss or gradient are NaN or infinite; the message names
   *     step, tensor and, if there is one, the last good checkpoint
   * @throws UncheckedIOException if a checkpoint cannot be written, or would replace a file that is
   *     none, or that to go on from is damaged or another run's
   */
  public Result train(IntFunction<SequenceSource> epochs, Validator validator) {
    return train(initialParameters(), epochs, validator);
  }

  /** Returns the parameters that training begins with where none are given. */
  public double[] initialParameters() {
    return run.network().initialParameters(Seeds.of(config.seed(), "parameters"));
  }

  /**
   * Trains from given parameters: those of another training, or {@link #initialParameters} with
   * some set to what the data suggests.
   *
   * @param initial a vector of the network's layout, not changed
   * @param epochs sequences of an epoch, from 0; the first one's size sets the schedule
   * @param validator scores the parameters after each epoch
   * @throws IllegalArgumentException if an epoch has no sequences, or the first one no label
   * @throws ArithmeticException if data, loss or gradient are NaN or infinite; the message names
   *     step, tensor and, if there is one, the last good checkpoint
   * @throws UncheckedIOException if a checkpoint cannot be written, or would replace a file that is
   *     none, or that to go on from is damaged or another run's
   */
  public Result train(double[] initial, IntFunction<SequenceSource> epochs, Validator validator) {
    SequenceSource first = sequencesOf(epochs, 0);
    long perEpoch = stepsOf(first);
    TrainingState s = new TrainingState(initial, config.optimizer(), perEpoch, config.epochs());
    listener.started(s.parameters.length, s.totalSteps);
    if (!resume(s)) {
      save(s);
    }
    boolean stop = false;
    while (!stop && !finished(s)) {
      int epoch = s.history.size();
      Sums sums = new Sums();
      stop = epoch(s, sums, epoch == 0 ? first : sequencesOf(epochs, epoch));
      EpochRecord record = validate(s, sums, validator);
      if (record.isWhole()) {
        save(s);
      }
      listener.epochEnded(record);
    }
    return new Result(s.best, s.bestEpoch, List.copyOf(s.history), run.path());
  }

  private static SequenceSource sequencesOf(IntFunction<SequenceSource> epochs, int epoch) {
    SequenceSource source = epochs.apply(epoch);
    if (source.size() == 0) {
      throw new IllegalArgumentException(
          (epoch == 0 ? "" : "epoch " + (epoch + 1) + ": ")
              + "training needs at least one sequence, found none");
    }
    return source;
  }

  private long stepsOf(SequenceSource epoch) {
    return ((long) epoch.size() + config.batchSize() - 1) / config.batchSize();
  }

  private boolean finished(TrainingState s) {
    int done = s.history.size();
    boolean stalled = config.patience() > 0 && done - s.bestEpoch >= config.patience();
    return done >= config.epochs() || stalled;
  }

  /** Returns the checkpoints of this run, which its truncation tells from others. */
  private Checkpoints identified() {
    Truncation truncation = run.truncation();
    if (truncation.equals(Truncation.none())) {
      return checkpoints;
    }
    Map<String, Object> of = new LinkedHashMap<>();
    of.put("run", checkpoints.run());
    of.put("truncation", truncation.toString());
    return checkpoints.of(Json.toTree(of));
  }

  private boolean resume(TrainingState s) {
    if (!checkpoints.resume() || !Files.exists(checkpoints.file())) {
      return false;
    }
    try {
      Checkpoint.read(identified(), run.network(), config, s);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    listener.resumed(s.history.size(), s.step);
    return true;
  }

  private void save(TrainingState s) {
    if (checkpoints.file() != null) {
      try {
        Checkpoint.write(identified(), run.network(), config, s);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What an epoch adds up. */
  private static final class Sums {
    double loss;
    double norm;
    long steps;
    long stepsOfEpoch;
    boolean hasLabels;
  }

  /** Trains an epoch; returns whether to stop after it. */
  private boolean epoch(TrainingState s, Sums sums, SequenceSource source) {
    int epoch = s.history.size();
    sums.stepsOfEpoch = stepsOf(source);
    int[] order = Seeds.permutation(source.size(), Seeds.random(config.seed(), "shuffle " + epoch));
    for (int from = 0; from < order.length; from += config.batchSize()) {
      int first = from;
      Sequence[] sequences = new Sequence[Math.min(config.batchSize(), order.length - from)];
      workers.run(sequences.length, i -> sequences[i] = source.get(order[first + i]));
      double loss = step(s, sums, List.of(sequences));
      listener.stepped(epoch + 1, s.step, loss);
      if (listener.stopRequested()) {
        return true;
      }
    }
    if (epoch == 0 && !sums.hasLabels) {
      List<String> heads = run.network().heads().stream().map(Head::name).toList();
      throw new IllegalArgumentException(
          "epoch 1: expected labels of a weight above 0 for a head of " + heads + ", found none");
    }
    return false;
  }

  private double step(TrainingState s, Sums sums, List<Sequence> batch) {
    refuse(s, FiniteChecks.features(batch), "; check the data");
    run.parameters(s.parameters);
    long seed = Seeds.of(config.seed(), "dropout " + s.step);
    double loss = accumulation.lossAndGradient(batch, gradient, seed);
    sums.hasLabels |= accumulation.hasLabels();
    double norm = GradientTransform.norm(gradient);
    String problem = FiniteChecks.step(loss, gradient, norm, run.network().layout());
    refuse(s, problem, "; lower the learning rate or check the data");
    s.optimizer.apply(gradient, s.parameters);
    s.move(gradient);
    sums.steps++;
    sums.loss += loss;
    sums.norm += norm;
    return loss;
  }

  private void refuse(TrainingState s, String problem, String advice) {
    if (problem == null) {
      return;
    }
    String message = "step " + (s.step + 1) + ": " + problem + advice;
    if (checkpoints.file() != null && !s.history.isEmpty()) {
      message +=
          "; the last good checkpoint, after epoch "
              + s.history.size()
              + ", is "
              + checkpoints.file();
    }
    throw new ArithmeticException(message);
  }

  private EpochRecord validate(TrainingState s, Sums sums, Validator validator) {
    s.average.epochEnded(s.parameters, s.step);
    double[] candidate = s.average.values(s.parameters);
    run.parameters(candidate);
    double score = validator.score(run);
    refuse(s, Double.isNaN(score) ? "the validation score is NaN" : null, "");
    boolean best = s.keepBest(candidate, score);
    EpochRecord record =
        new EpochRecord(
            s.history.size() + 1,
            sums.loss / sums.steps,
            score,
            sums.norm / sums.steps,
            best,
            sums.steps,
            sums.stepsOfEpoch);
    s.history.add(record);
    s.optimizer.validated(score);
    return record;
  }
}
