package org.isochron.core.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.recurrence.ParameterLayout;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
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
    this.run = new NetworkRun(network, workers);
    this.workers = workers;
    this.config = config;
    this.listener = listener;
  }

  /**
   * What training gave.
   *
   * @param parameters the best validated parameters
   * @param bestEpoch the epoch they are from, from 1
   * @param history a record of each epoch
   */
  public record Result(double[] parameters, int bestEpoch, List<EpochRecord> history) {}

  /**
   * Trains on the same sequences in every epoch.
   *
   * @param training labelled sequences
   * @param validator scores the parameters after each epoch
   */
  public Result train(SequenceSource training, Validator validator) {
    return train(epoch -> training, validator);
  }

  /**
   * Trains on sequences that may differ from epoch to epoch, for example windows at other offsets.
   *
   * @param epochs sequences of an epoch, from 0; the first one's size sets the schedule
   * @param validator scores the parameters after each epoch
   * @throws ArithmeticException if loss or gradient become NaN or infinite; the message names step
   *     and tensor
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
   * @throws ArithmeticException if loss or gradient become NaN or infinite; the message names step
   *     and tensor
   */
  public Result train(double[] initial, IntFunction<SequenceSource> epochs, Validator validator) {
    SequenceSource first = epochs.apply(0);
    if (first.size() == 0) {
      throw new IllegalArgumentException("training needs at least one sequence, found none");
    }
    long perEpoch = ((long) first.size() + config.batchSize() - 1) / config.batchSize();
    Progress p = new Progress(initial, config, perEpoch * config.epochs());
    listener.started(p.parameters.length, perEpoch * config.epochs());
    boolean stop = false;
    for (int epoch = 0; epoch < config.epochs() && !stop; epoch++) {
      SequenceSource source = epoch == 0 ? first : epochs.apply(epoch);
      stop = epoch(p, epoch, source);
      EpochRecord record = validate(p, epoch, validator);
      listener.epochEnded(record);
      stop |= config.patience() > 0 && epoch + 1 - p.bestEpoch >= config.patience();
    }
    return new Result(p.best, p.bestEpoch, List.copyOf(p.history));
  }

  /** Where a run stands. */
  private static final class Progress {
    final double[] parameters;
    final double[] averaged;
    final double[] gradient;
    final GradientTransform.Running optimizer;
    final List<EpochRecord> history = new ArrayList<>();
    double[] best;
    int bestEpoch;
    double bestScore = Double.POSITIVE_INFINITY;
    long step;
    double lossSum;
    double normSum;
    long stepsInEpoch;

    Progress(double[] initial, TrainingConfig config, long totalSteps) {
      parameters = initial.clone();
      averaged = parameters.clone();
      best = parameters.clone();
      gradient = new double[parameters.length];
      optimizer = config.optimizer().transform(totalSteps).start(parameters.length);
    }
  }

  private boolean epoch(Progress p, int epoch, SequenceSource source) {
    int[] order = Seeds.permutation(source.size(), Seeds.random(config.seed(), "shuffle " + epoch));
    p.lossSum = 0;
    p.normSum = 0;
    p.stepsInEpoch = 0;
    for (int from = 0; from < order.length; from += config.batchSize()) {
      int first = from;
      Sequence[] sequences = new Sequence[Math.min(config.batchSize(), order.length - from)];
      workers.run(sequences.length, i -> sequences[i] = source.get(order[first + i]));
      double loss = step(p, SequenceBatch.of(List.of(sequences)));
      listener.stepped(epoch + 1, p.step, loss);
      if (listener.stopRequested()) {
        return true;
      }
    }
    return false;
  }

  private double step(Progress p, SequenceBatch batch) {
    run.parameters(p.parameters);
    double loss =
        run.lossAndGradient(batch, p.gradient, Seeds.of(config.seed(), "dropout " + p.step));
    double norm = GradientTransform.norm(p.gradient);
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw new ArithmeticException(
          "step "
              + (p.step + 1)
              + ": loss "
              + loss
              + ", "
              + notFinite(p.gradient)
              + "; lower the learning rate or check the data");
    }
    p.optimizer.apply(p.gradient, p.parameters);
    double decay = Math.min(config.optimizer().averaging(), (1.0 + p.step) / (10.0 + p.step));
    for (int i = 0; i < p.parameters.length; i++) {
      p.parameters[i] += p.gradient[i];
      p.averaged[i] = decay * p.averaged[i] + (1 - decay) * p.parameters[i];
    }
    p.step++;
    p.stepsInEpoch++;
    p.lossSum += loss;
    p.normSum += norm;
    return loss;
  }

  private String notFinite(double[] gradient) {
    ParameterLayout layout = run.network().layout();
    for (ParameterLayout.Entry entry : layout.entries()) {
      int at = layout.offset(entry.name());
      if (!Arrays.stream(gradient, at, at + entry.size()).allMatch(Double::isFinite)) {
        return "gradient of " + entry.name() + " is not finite";
      }
    }
    return "gradient finite";
  }

  private EpochRecord validate(Progress p, int epoch, Validator validator) {
    double[] candidate = config.optimizer().averaging() > 0 ? p.averaged : p.parameters;
    run.parameters(candidate);
    double score = validator.score(run);
    boolean best = score < p.bestScore || p.history.isEmpty() || Double.isNaN(p.bestScore);
    if (best) {
      p.best = candidate.clone();
      p.bestScore = score;
      p.bestEpoch = epoch + 1;
    }
    EpochRecord record =
        new EpochRecord(
            epoch + 1, p.lossSum / p.stepsInEpoch, score, p.normSum / p.stepsInEpoch, best);
    p.history.add(record);
    return record;
  }
}
