package org.isochron.bio.windows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.isochron.bio.windows.SpliceWindow.Kind;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.model.ModelFile;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.Provenance;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.model.Toolkit;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.objective.Head;
import org.isochron.core.objective.Loss;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.recurrence.Workers;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceBatch;
import org.isochron.core.sequence.SequenceSource;
import org.isochron.core.training.EpochRecord;
import org.isochron.core.training.Trainer;
import org.isochron.core.training.TrainingListener;
import org.isochron.core.training.Validator;

/**
 * Says what lies at the boundary of a window: a donor, an acceptor or neither, or of these the ones
 * that its training windows had.
 *
 * <p>A bidirectional recurrent network reads the bases around the boundary from both sides; a head
 * reads it there, and the bases themselves. After Lee et al. 2015, arXiv 1512.05135.
 */
public final class WindowClassifier {
  /** The kind of model that holds a classifier. */
  public static final String KIND = "splice-windows";

  /** Name of the head. */
  static final String HEAD = "boundary";

  private static final int BATCH = 64;

  private final TrainedModel model;
  private final Settings settings;

  /**
   * What a classifier needs beside its network.
   *
   * @param reach which bases it reads
   * @param kinds what it tells apart, in the order of its outputs
   */
  record Settings(WindowConfig.Reach reach, List<Kind> kinds) {
    Settings {
      kinds = List.copyOf(kinds);
      if (kinds.size() < 2 || kinds.stream().distinct().count() < kinds.size()) {
        throw new IllegalArgumentException(
            "kinds: expected at least two different ones, found " + kinds);
      }
    }
  }

  private WindowClassifier(TrainedModel model, Settings settings) {
    this.model = model;
    this.settings = settings;
  }

  /**
   * A trained classifier and how it got there.
   *
   * @param classifier with the parameters of the epoch kept
   * @param history a record of each epoch; its validation score is the mean cross-entropy on
   *     validation windows
   * @param bestEpoch the epoch kept, from 1
   */
  public record Training(WindowClassifier classifier, List<EpochRecord> history, int bestEpoch) {}

  /**
   * Trains a classifier.
   *
   * @param windows to train on, and to choose the epoch by
   * @param config what it reads, its network and its training
   * @param workers who computes
   * @param listener who watches
   */
  public static Training train(
      WindowTrainingSet windows, WindowConfig config, Workers workers, TrainingListener listener) {
    List<Kind> kinds = windows.kinds();
    Settings settings = new Settings(config.reach(), kinds);
    RecurrentNetwork network = network(config, kinds.size());
    Provenance provenance =
        new Provenance(
            Toolkit.version(), config.training().seed(), Json.toTree(config), windows.files());
    Trainer.Result result =
        new Trainer(network, config.training(), workers, listener)
            .train(
                labelled(windows.training(), settings), validator(windows.validation(), settings));
    TrainedModel model =
        new TrainedModel(KIND, network, result.parameters(), Json.toTree(settings), provenance);
    return new Training(
        new WindowClassifier(model, settings), result.history(), result.bestEpoch());
  }

  private static RecurrentNetwork network(WindowConfig config, int kinds) {
    WindowConfig.NetworkConfig n = config.network();
    Recurrence[] parts = new Recurrence[n.layers()];
    int input = new WindowEncoder(config.reach()).channels();
    for (int l = 0; l < parts.length; l++) {
      parts[l] = Bidirectional.of(new LstmCell(input, n.hidden()));
      input = 2 * n.hidden();
    }
    Loss loss = Loss.crossEntropy(n.smoothing());
    Head head = Head.of(HEAD, Head.Scope.STEP, kinds, loss).withInput().withHidden(n.headUnits());
    return RecurrentNetwork.of(Stacked.of(parts), head).withDropout(n.dropout());
  }

  /** Returns the windows as sequences, encoded when asked for, labelled at the boundary. */
  private static SequenceSource labelled(List<SpliceWindow> windows, Settings settings) {
    WindowEncoder encoder = new WindowEncoder(settings.reach());
    return new SequenceSource() {
      @Override
      public int size() {
        return windows.size();
      }

      @Override
      public Sequence get(int index) {
        SpliceWindow window = windows.get(index);
        int[] labels = new int[encoder.steps()];
        Arrays.fill(labels, Sequence.IGNORE);
        labels[settings.reach().before()] = settings.kinds().indexOf(window.kind());
        return encoder.encode(window).label(HEAD, labels);
      }
    };
  }

  /** Scores by the mean cross-entropy; without windows, each epoch better than the one before. */
  private static Validator validator(List<SpliceWindow> windows, Settings settings) {
    if (windows.isEmpty()) {
      int[] later = {0};
      return unused -> later[0]--;
    }
    return Validator.meanLoss(labelled(windows, settings), BATCH);
  }

  /**
   * Reads a classifier.
   *
   * @param file a model file
   * @throws FormatException if it is damaged, holds no window classifier, or its settings and
   *     network do not fit together
   * @throws IOException if reading fails
   */
  public static WindowClassifier load(Path file) throws IOException {
    TrainedModel model = ModelFile.read(file);
    String place = String.valueOf(file.getFileName());
    if (!model.kind().equals(KIND)) {
      throw new FormatException(place, "a model of kind " + model.kind() + ", expected " + KIND);
    }
    Settings settings = Json.read(model.settings(), Settings.class, place + ": settings");
    int channels = new WindowEncoder(settings.reach()).channels();
    int found = model.network().trunk().inputSize();
    if (channels != found) {
      throw new FormatException(
          place + ": settings",
          "the reach gives " + channels + " channels, the network reads " + found);
    }
    boolean fits =
        model.network().heads().stream()
            .anyMatch(
                h ->
                    h.name().equals(HEAD)
                        && h.scope() == Head.Scope.STEP
                        && h.labels() == settings.kinds().size());
    if (!fits) {
      throw new FormatException(
          place + ": network",
          "expected a head '"
              + HEAD
              + "' on every step with "
              + settings.kinds().size()
              + " classes, found none");
    }
    return new WindowClassifier(model, settings);
  }

  /**
   * Writes the classifier.
   *
   * @param file where
   * @throws IOException if writing fails
   */
  public void save(Path file) throws IOException {
    ModelFile.write(file, model);
  }

  /** Returns the model: network, parameters, provenance. */
  public TrainedModel model() {
    return model;
  }

  /** Returns what the classifier tells apart, in the order of its probabilities. */
  public List<Kind> kinds() {
    return settings.kinds();
  }

  /**
   * Returns the probabilities of each window, [n][kinds].
   *
   * @param windows of any lengths; what they lack of the reach is read as no base
   * @param workers who computes
   */
  public double[][] probabilities(List<SpliceWindow> windows, Workers workers) {
    NetworkRun run = new NetworkRun(model.network(), workers);
    run.parameters(model.parameters());
    WindowEncoder encoder = new WindowEncoder(settings.reach());
    int kinds = settings.kinds().size();
    double[][] result = new double[windows.size()][kinds];
    int at = settings.reach().before() * kinds;
    for (int from = 0; from < windows.size(); from += BATCH) {
      int first = from;
      Sequence[] sequences = new Sequence[Math.min(BATCH, windows.size() - from)];
      workers.run(sequences.length, i -> sequences[i] = encoder.encode(windows.get(first + i)));
      float[][] rows = run.predictions(SequenceBatch.of(List.of(sequences))).get(HEAD);
      for (int i = 0; i < rows.length; i++) {
        for (int k = 0; k < kinds; k++) {
          result[from + i][k] = rows[i][at + k];
        }
      }
    }
    return result;
  }
}
