package org.isochron.astro.transients;

import java.util.List;
import org.isochron.core.evaluation.PlattScaling;
import org.isochron.core.evaluation.Temperature;
import org.isochron.core.io.FormatException;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;

/**
 * What a classifier needs beside its network.
 *
 * @param reading what it reads
 * @param classes in the order of its outputs
 * @param positive the class that is told from the rest, or the empty string
 * @param classTemperature of the probabilities of classes
 * @param positiveScaling from log-odds to the probability of the positive one
 * @param threshold on it, of the largest figure of merit on validation objects
 */
record ClassifierSettings(
    TransientConfig.Reading reading,
    List<String> classes,
    String positive,
    Temperature classTemperature,
    PlattScaling positiveScaling,
    double threshold) {
  ClassifierSettings {
    classes = List.copyOf(classes);
    if (classes.size() < 2 || classes.stream().distinct().count() < classes.size()) {
      throw new IllegalArgumentException(
          "classes: expected at least two, each once, found " + classes);
    }
    if (!positive.isEmpty() && !classes.contains(positive)) {
      throw new IllegalArgumentException(
          "positive class: expected one of " + classes + ", found '" + positive + "'");
    }
  }

  boolean hasPositive() {
    return !positive.isEmpty();
  }

  /** Returns these settings with what was fitted to validation objects. */
  ClassifierSettings fitted(Temperature ofClasses, PlattScaling ofPositive, double at) {
    return new ClassifierSettings(reading, classes, positive, ofClasses, ofPositive, at);
  }

  void check(RecurrentNetwork network, String place) throws FormatException {
    int channels =
        new NightEncoder(reading.bands().size(), reading.redshift(), reading.causal()).channels();
    if (channels != network.trunk().inputSize()) {
      throw new FormatException(
          place + ": settings",
          "what is read gives "
              + channels
              + " channels, the network reads "
              + network.trunk().inputSize());
    }
    checkHead(network, TransientClassifier.CLASS, classes.size(), place);
    if (hasPositive()) {
      checkHead(network, TransientClassifier.POSITIVE, 2, place);
    }
  }

  private static void checkHead(RecurrentNetwork network, String name, int outputs, String place)
      throws FormatException {
    boolean fits =
        network.heads().stream()
            .anyMatch((Head h) -> h.name().equals(name) && h.outputs() == outputs);
    if (!fits) {
      throw new FormatException(
          place + ": network", "expected a head '" + name + "' with " + outputs + " outputs");
    }
  }
}
