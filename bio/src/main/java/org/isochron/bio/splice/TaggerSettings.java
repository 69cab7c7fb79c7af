package org.isochron.bio.splice;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.model.TrainedModel;

/**
 * What a tagger needs beside its network.
 *
 * @param alphabet letters that it reads
 * @param radius neighbours read on either side
 * @param species told apart, in the order of their channels; where none are, one of an empty name
 * @param trainedGenes the genes that it has seen
 */
record TaggerSettings(
    String alphabet, int radius, List<Species> species, TrainedGenes trainedGenes) {
  static final String DNA = "DNA (IUPAC)";

  TaggerSettings {
    species = List.copyOf(species);
  }

  /**
   * A species and where its sites are called.
   *
   * @param name empty where none are told apart
   * @param donorThreshold probability from which a donor is called
   * @param acceptorThreshold probability from which an acceptor is called
   */
  record Species(String name, double donorThreshold, double acceptorThreshold) {
    double[] thresholds() {
      return new double[] {donorThreshold, acceptorThreshold};
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
      for (double t : s.thresholds()) {
        if (!(t > 0 && t <= 1)) {
          throw new FormatException(place, "threshold: expected above 0 and at most 1, found " + t);
        }
      }
    }
    if (species.isEmpty()) {
      throw new FormatException(place, "species: expected at least one, found none");
    }
  }
}
