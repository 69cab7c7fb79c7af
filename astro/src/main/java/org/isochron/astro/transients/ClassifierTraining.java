package org.isochron.astro.transients;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.isochron.core.evaluation.PlattScaling;
import org.isochron.core.evaluation.Roc;
import org.isochron.core.evaluation.Temperature;
import org.isochron.core.io.Json;
import org.isochron.core.model.NetworkRun;
import org.isochron.core.model.Provenance;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.model.Toolkit;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.GruCell;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.sequence.Sequence;
import org.isochron.core.sequence.SequenceSource;
import org.isochron.core.training.Seeds;
import org.isochron.core.training.Trainer;
import org.isochron.core.training.TrainingSession;

/** Trains a classifier of transients. */
final class ClassifierTraining {
  private final TransientSplit split;
  private final TransientConfig config;
  private final List<Provenance.DataFile> data;
  private final TrainingSession session;
  private final ClassifierSettings settings;
  private final ObjectEncoder training;
  private final ObjectEncoder validation;
  private final RecurrentNetwork network;

  ClassifierTraining(
      TransientSplit split,
      String positive,
      TransientConfig config,
      List<Provenance.DataFile> data,
      TrainingSession session) {
    requireLabels("training", split.train());
    requireLabels("validation", split.validation());
    this.split = split;
    this.config = config;
    this.data = data;
    this.session = session;
    settings =
        new ClassifierSettings(
            config.reading(),
            split.train().classes(),
            positive,
            Temperature.NONE,
            PlattScaling.NONE,
            0.5);
    for (String label : split.validation().classes()) {
      if (!settings.classes().contains(label)) {
        throw new IllegalArgumentException(
            "validation objects are of class '"
                + label
                + "', training objects only of "
                + settings.classes());
      }
    }
    training = new ObjectEncoder(config.reading(), split.train());
    validation = new ObjectEncoder(config.reading(), split.validation());
    network = network();
  }

  private static void requireLabels(String side, TransientSet set) {
    if (set.objects().isEmpty()) {
      throw new IllegalArgumentException("expected " + side + " objects, found none");
    }
    for (TransientObject object : set.objects()) {
      if (object.label().isEmpty()) {
        throw new IllegalArgumentException(
            side + " object " + object.id() + " has no class; leave it out or label it");
      }
    }
  }

  private RecurrentNetwork network() {
    TransientConfig.NetworkConfig n = config.network();
    boolean causal = config.reading().causal();
    List<Recurrence> layers = new ArrayList<>();
    int input = training.channels();
    for (int l = 0; l < n.layers(); l++) {
      Recurrence layer =
          n.cell() == TransientConfig.CellKind.GRU
              ? causal
                  ? new GruCell(input, n.hidden())
                  : Bidirectional.of(new GruCell(input, n.hidden()))
              : causal
                  ? new LstmCell(input, n.hidden())
                  : Bidirectional.of(new LstmCell(input, n.hidden()));
      layers.add(layer);
      input = layer.outputSize();
    }
    Head.Scope scope = causal ? Head.Scope.STEP : Head.Scope.SEQUENCE_LAST_MEAN_MAX;
    Head classes =
        Head.of(TransientClassifier.CLASS, scope, settings.classes().size())
            .withHidden(n.headUnits());
    List<Head> heads = new ArrayList<>();
    if (settings.hasPositive()) {
      heads.add(Head.of(TransientClassifier.POSITIVE, scope, 2).withHidden(n.headUnits()));
      classes = classes.withWeight(n.classWeight());
    }
    heads.add(classes);
    return RecurrentNetwork.of(
            Stacked.of(layers.toArray(new Recurrence[0])), heads.toArray(new Head[0]))
        .withDropout(n.dropout());
  }

  TransientClassifier.Training run() {
    long seed = config.training().seed();
    Trainer trainer =
        new Trainer(network, config.training(), session.workers(), session.listener())
            .checkpointing(session.checkpoints().of(identity()));
    Trainer.Result result = trainer.train(epoch -> epoch(epoch, seed), run -> score(run));
    NetworkRun run = new NetworkRun(network, session.workers());
    run.parameters(result.parameters());
    Provenance provenance = new Provenance(Toolkit.version(), seed, Json.toTree(config), data);
    ClassifierSettings fitted = fitted(run);
    TrainedModel model =
        new TrainedModel(
            TransientClassifier.KIND,
            network,
            result.parameters(),
            Json.toTree(fitted),
            provenance);
    return new TransientClassifier.Training(
        new TransientClassifier(model, fitted), result.history(), result.bestEpoch());
  }

  private JsonNode identity() {
    Map<String, Object> of = new LinkedHashMap<>();
    of.put("config", config);
    of.put("positive", settings.positive());
    of.put("data", data);
    of.put("training", split.train().objects().stream().map(TransientObject::id).toList());
    of.put("validation", split.validation().objects().stream().map(TransientObject::id).toList());
    return Json.toTree(of);
  }

  /** Returns the training objects as an epoch has them. */
  private SequenceSource epoch(int epoch, long seed) {
    return new SequenceSource() {
      @Override
      public int size() {
        return training.size();
      }

      @Override
      public Sequence get(int index) {
        String purpose = "augmentation " + epoch + " " + index;
        Sequence encoded =
            training.encode(index, config.augmentation(), Seeds.random(seed, purpose));
        return labelled(encoded, training.object(index).label());
      }
    };
  }

  private Sequence labelled(Sequence sequence, String label) {
    int steps = config.reading().causal() ? sequence.steps() : 1;
    int[] classes = new int[steps];
    int[] positive = new int[steps];
    Arrays.fill(classes, settings.classes().indexOf(label));
    Arrays.fill(positive, label.equals(settings.positive()) ? 1 : 0);
    sequence.label(TransientClassifier.CLASS, classes);
    return settings.hasPositive()
        ? sequence.label(TransientClassifier.POSITIVE, positive)
        : sequence;
  }

  private List<Sequence> validationSequences() {
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 0; i < validation.size(); i++) {
      sequences.add(validation.encode(i));
    }
    return sequences;
  }

  private ClassifierLogits logits(NetworkRun run) {
    return ClassifierLogits.of(run, settings.hasPositive(), validationSequences());
  }

  private boolean[] isPositive() {
    boolean[] is = new boolean[validation.size()];
    for (int i = 0; i < is.length; i++) {
      is[i] = validation.object(i).label().equals(settings.positive());
    }
    return is;
  }

  private int[] labels() {
    int[] labels = new int[validation.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = settings.classes().indexOf(validation.object(i).label());
    }
    return labels;
  }

  /** Returns 1 − AUC of the positive class, or the cross-entropy over classes. */
  private double score(NetworkRun run) {
    ClassifierLogits logits = logits(run);
    if (settings.hasPositive()) {
      return 1 - Roc.auc(logits.positiveScores(), isPositive());
    }
    float[][] last = ClassifierLogits.last(logits.classes(), settings.classes().size());
    int[] labels = labels();
    double sum = 0;
    for (int i = 0; i < last.length; i++) {
      double p = Temperature.NONE.probabilities(last[i], 0, last[i].length)[labels[i]];
      sum -= StrictMath.log(Math.max(p, 1e-12));
    }
    return sum / last.length;
  }

  /** Returns the settings with temperature, scaling and threshold of the validation objects. */
  private ClassifierSettings fitted(NetworkRun run) {
    ClassifierLogits logits = logits(run);
    int count = settings.classes().size();
    Temperature ofClasses =
        Temperature.fit(ClassifierLogits.last(logits.classes(), count), labels());
    if (!settings.hasPositive()) {
      return settings.fitted(ofClasses, PlattScaling.NONE, 0.5);
    }
    boolean[] is = isPositive();
    double[] p = logits.positiveScores();
    PlattScaling ofPositive = PlattScaling.fit(p, is);
    Arrays.setAll(p, i -> ofPositive.probability(p[i]));
    return settings.fitted(ofClasses, ofPositive, FigureOfMerit.bestThreshold(p, is));
  }
}
