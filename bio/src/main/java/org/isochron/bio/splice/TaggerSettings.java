package org.isochron.bio.splice;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.OptBoolean;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.objective.Head;

/**
 * What a tagger needs beside its network.
 *
 * @param alphabet letters that it reads
 * @param radius neighbours read on either side
 * @param species told apart, in the order of their channels; where none are, one of an empty name
 * @param trainedGenes the genes that it has seen
 * @param tasks what the heads on whole stretches need; those of none where there are none, as in
 *     older files
 */
record TaggerSettings(
    String alphabet,
    int radius,
    List<Species> species,
    TrainedGenes trainedGenes,
    @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE) TaskSettings tasks) {
  static final String DNA = "DNA (IUPAC)";

  TaggerSettings {
    species = List.copyOf(species);
    tasks = tasks == null ? TaskSettings.none() : tasks;
  }

  /** Makes settings without heads on whole stretches. */
  TaggerSettings(String alphabet, int radius, List<Species> species, TrainedGenes trainedGenes) {
    this(alphabet, radius, species, trainedGenes, TaskSettings.none());
  }

  /**
   * A species and where its sites are called.
   *
   * @param name empty where none are told apart
   * @param donorThreshold probability from which a donor is called
   * @param acceptorThreshold probability from which an acceptor is called
   * @param calibration temperatures of its probabilities; a file without them has none
   * @param ofRecords those where both strands of whole records are read under one grammar: one
   *     pair, or none if none were chosen, as in older files
   */
  record Species(
      String name,
      double donorThreshold,
      double acceptorThreshold,
      @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE)
          SiteCalibration calibration,
      @JacksonInject(useInput = OptBoolean.TRUE, optional = OptBoolean.TRUE)
          List<SiteThresholds> ofRecords) {
    Species {
      calibration = calibration == null ? SiteCalibration.NONE : calibration;
      ofRecords = ofRecords == null ? List.of() : List.copyOf(ofRecords);
      if (ofRecords.size() > 1) {
        throw new IllegalArgumentException(
            "ofRecords: expected one pair of thresholds or none, found " + ofRecords.size());
      }
    }

    Species(String name, SiteThresholds ofSpans, SiteCalibration calibration) {
      this(name, ofSpans.donor(), ofSpans.acceptor(), calibration, List.of());
    }

    Species(String name, double donorThreshold, double acceptorThreshold) {
      this(name, donorThreshold, acceptorThreshold, SiteCalibration.NONE, List.of());
    }

    Species uncalibrated() {
      return new Species(name, donorThreshold, acceptorThreshold, SiteCalibration.NONE, ofRecords);
    }

    Species withRecords(SiteThresholds thresholds) {
      List<SiteThresholds> records = List.of(thresholds);
      return new Species(name, donorThreshold, acceptorThreshold, calibration, records);
    }

    SiteThresholds thresholds() {
      return new SiteThresholds(donorThreshold, acceptorThreshold);
    }
  }

  /**
   * Reads the settings of a model.
   *
   * @param place what messages call the model
   * @throws FormatException if it holds no tagger of DNA, or its settings and network do not fit
   *     together
   */
  static TaggerSettings read(TrainedModel model, String place) throws FormatException {
    if (!model.kind().equals(SpliceTagger.KIND)) {
      throw new FormatException(
          place, "a model of kind " + model.kind() + ", expected " + SpliceTagger.KIND);
    }
    TaggerSettings settings =
        Json.read(model.settings(), TaggerSettings.class, place + ": settings");
    settings.checkFit(model.network(), place);
    return settings;
  }

  /** Returns the names of the species that are told apart, possibly none. */
  List<String> names() {
    return species.stream().map(Species::name).filter(name -> !name.isEmpty()).toList();
  }

  /** Returns these settings with probabilities as the network gives them. */
  TaggerSettings uncalibrated() {
    return with(species.stream().map(Species::uncalibrated).toList(), tasks);
  }

  /**
   * Returns these settings with thresholds of whole records.
   *
   * @param thresholds by species; those of others stay
   */
  TaggerSettings withRecords(Map<String, SiteThresholds> thresholds) {
    return with(
        species.stream()
            .map(
                s -> thresholds.containsKey(s.name()) ? s.withRecords(thresholds.get(s.name())) : s)
            .toList(),
        tasks);
  }

  /** Returns these settings with other weights of what tells the strand. */
  TaggerSettings withStrand(StrandWeights weights) {
    return with(species, tasks.withStrand(weights));
  }

  private TaggerSettings with(List<Species> other, TaskSettings ofTasks) {
    return new TaggerSettings(alphabet, radius, other, trainedGenes, ofTasks);
  }

  SpliceEncoder encoder() {
    return new SpliceEncoder(radius, names());
  }

  /**
   * Returns the settings of a species; where none are told apart, the only ones.
   *
   * @throws IllegalArgumentException if it is not one of those that are
   */
  Species of(String name) {
    encoder().reading(name);
    int index = names().indexOf(name);
    return species.get(Math.max(0, index));
  }

  /**
   * Refuses settings that are out of range, or do not fit a network.
   *
   * @param place what the message begins with
   */
  private void checkFit(RecurrentNetwork network, String place) throws FormatException {
    if (!DNA.equals(alphabet)) {
      throw new FormatException(place, "a model of alphabet " + alphabet + ", expected " + DNA);
    }
    checkSpecies(place + ": settings");
    int channels = network.trunk().inputSize();
    boolean inRange = radius >= 0 && radius <= SpliceConfig.MAX_RADIUS;
    if (!inRange || encoder().channels() != channels) {
      int named = names().size();
      String and = named == 0 ? " does" : " and " + named + " species do";
      throw new FormatException(
          place + ": settings",
          "radius " + radius + and + " not fit a network of " + channels + " input channels");
    }
    if (!SpliceConfig.trunk(network.trunk(), channels).layers().equals(network.trunk().layers())) {
      throw new FormatException(
          place + ": network",
          "expected bidirectional LSTM or GRU layers of one size, found "
              + network.trunk().layers());
    }
    checkTasks(network, place);
    boolean structure =
        network.heads().stream()
            .anyMatch(
                head ->
                    head.name().equals(SpliceConfig.STRUCTURE)
                        && GeneGrammar.CHAIN.equals(head.loss().chain()));
    if (!structure) {
      throw new FormatException(
          place + ": network",
          "expected a head '"
              + SpliceConfig.STRUCTURE
              + "' with the grammar of coding genes, found none");
    }
  }

  /** Refuses heads on whole stretches that the settings do not fit. */
  private void checkTasks(RecurrentNetwork network, String place) throws FormatException {
    for (Head head : network.heads()) {
      int expected =
          switch (head.name()) {
            case TaskConfig.STRAND -> 2;
            case TaskConfig.USAGE -> 1;
            case TaskConfig.SPECIES -> tasks.species().size();
            default -> 0;
          };
      boolean fits = head.outputs() == expected;
      if (!head.name().equals(SpliceConfig.STRUCTURE) && !fits) {
        throw new FormatException(
            place + ": network",
            "head '"
                + head.name()
                + "': "
                + (expected == 0
                    ? "expected none of this name"
                    : "expected " + expected + " outputs, found " + head.outputs()));
      }
    }
  }

  private void checkSpecies(String place) throws FormatException {
    Set<String> seen = new HashSet<>();
    for (Species s : species) {
      try {
        SpeciesFiles.checkName(s.name(), species.size() == 1);
      } catch (IllegalArgumentException e) {
        throw new FormatException(place, e.getMessage(), e);
      }
      if (!seen.add(s.name())) {
        throw new FormatException(place, "species " + s.name() + " comes twice");
      }
      try {
        s.thresholds();
      } catch (IllegalArgumentException e) {
        throw new FormatException(place, e.getMessage(), e);
      }
    }
    if (species.isEmpty()) {
      throw new FormatException(place, "species: expected at least one, found none");
    }
  }
}
