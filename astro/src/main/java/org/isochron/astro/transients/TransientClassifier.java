package org.isochron.astro.transients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.Provenance;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.training.Checkpoints;
import org.isochron.core.training.EpochRecord;
import org.isochron.core.training.TrainingListener;
import org.isochron.core.training.TrainingSession;

/**
 * Classifies light curves of transients, whole or, where it is causal, after each night.
 *
 * <p>Recurrent layers read nights; heads say which class it is and, where one class is told from
 * the rest, how probable that is. After Charnock and Moss 2017, doi 10.3847/2041-8213/aa603d, and
 * Möller and de Boissière 2020, doi 10.1093/mnras/stz3312.
 */
public final class TransientClassifier {
  /** The kind of model that holds a classifier. */
  public static final String KIND = "transient-classifier";

  /** Head over all classes. */
  static final String CLASS = "class";

  /** Head of the positive class against the rest. */
  static final String POSITIVE = "positive";

  private final TrainedModel model;
  private final ClassifierSettings settings;

  TransientClassifier(TrainedModel model, ClassifierSettings settings) {
    this.model = model;
    this.settings = settings;
  }

  /**
   * A trained classifier and how it got there.
   *
   * @param classifier with the parameters of the epoch kept
   * @param history a record of each epoch; its validation score is 1 − AUC of the positive class,
   *     or without one the cross-entropy over classes
   * @param bestEpoch the epoch kept, from 1
   */
  public record Training(
      TransientClassifier classifier, List<EpochRecord> history, int bestEpoch) {}

  /**
   * Trains a classifier without checkpoints.
   *
   * @param split labelled objects; its test objects are not looked at
   * @param positive the class that is told from the rest, or the empty string for none
   * @param config what it reads, its network and its training
   * @param data the files that the objects are from, for the model's provenance
   * @param workers who computes
   * @param listener who watches
   * @throws IllegalArgumentException if a side is empty, an object has no label, there are fewer
   *     than two classes, or the positive one is none of them
   */
  public static Training train(
      TransientSplit split,
      String positive,
      TransientConfig config,
      List<Provenance.DataFile> data,
      Workers workers,
      TrainingListener listener) {
    TrainingSession session = new TrainingSession(workers, listener, Checkpoints.NONE);
    return train(split, positive, config, data, session);
  }

  /**
   * Trains a classifier in a session that may leave checkpoints and go on from one.
   *
   * @param split labelled objects; its test objects are not looked at
   * @param positive the class that is told from the rest, or the empty string for none
   * @param config what it reads, its network and its training
   * @param data the files that the objects are from, for the model's provenance
   * @param session who computes and watches, and where checkpoints are
   * @throws IllegalArgumentException as the other
   */
  public static Training train(
      TransientSplit split,
      String positive,
      TransientConfig config,
      List<Provenance.DataFile> data,
      TrainingSession session) {
    return new ClassifierTraining(split, positive, config, data, session).run();
  }

  /**
   * Reads a classifier.
   *
   * @param file a model file
   * @throws FormatException if it is damaged, holds no classifier of transients, or its settings
   *     and network do not fit together
   */
  public static TransientClassifier load(Path file) throws IOException {
    TrainedModel model = ModelFile.read(file);
    String place = String.valueOf(file.getFileName());
    if (!model.kind().equals(KIND)) {
      throw new FormatException(place, "a model of kind " + model.kind() + ", expected " + KIND);
    }
    ClassifierSettings settings =
        Json.read(model.settings(), ClassifierSettings.class, place + ": settings");
    settings.check(model.network(), place);
    return new TransientClassifier(model, settings);
  }

  /**
   * Writes the classifier.
   *
   * @param file where
   */
  public void save(Path file) throws IOException {
    ModelFile.write(file, model);
  }

  /** Returns the model: network, parameters, provenance. */
  public TrainedModel model() {
    return model;
  }

  /** Returns the classes, in the order of their probabilities. */
  public List<String> classes() {
    return settings.classes();
  }

  /** Returns the class that is told from the rest, or the empty string. */
  public String positive() {
    return settings.positive();
  }

  /** Returns what is read of an object. */
  public TransientConfig.Reading reading() {
    return settings.reading();
  }

  /**
   * Returns the probability of the positive class above which the figure of merit was largest on
   * validation objects; NaN without a positive class.
   */
  public double threshold() {
    return settings.threshold();
  }

  /**
   * What a classifier says of objects.
   *
   * @param classes probabilities [n][classes], of a causal classifier after the last night
   * @param positive probability of the positive class [n]; empty without one
   */
  public record Predictions(double[][] classes, double[] positive) {}

  /**
   * Classifies objects.
   *
   * @param set the objects
   * @param workers who computes
   * @throws IllegalArgumentException if an object has no observation in the bands that are read
   */
  public Predictions predict(TransientSet set, Workers workers) {
    NetworkRun run = new NetworkRun(model.network(), workers);
    run.parameters(model.parameters());
    ClassifierLogits logits =
        ClassifierLogits.of(run, !positive().isEmpty(), encoded(set, workers));
    int count = classes().size();
    float[][] last = ClassifierLogits.last(logits.classes(), count);
    double[][] classes = new double[last.length][];
    for (int i = 0; i < last.length; i++) {
      classes[i] = settings.classTemperature().probabilities(last[i], 0, count);
    }
    double[] positive = logits.positiveScores();
    Arrays.setAll(positive, i -> settings.positiveScaling().probability(positive[i]));
    return new Predictions(classes, positive);
  }

  private List<Sequence> encoded(TransientSet set, Workers workers) {
    ObjectEncoder encoder = new ObjectEncoder(settings.reading(), set);
    Sequence[] sequences = new Sequence[set.objects().size()];
    workers.run(sequences.length, i -> sequences[i] = encoder.encode(i));
    return List.of(sequences);
  }
}
