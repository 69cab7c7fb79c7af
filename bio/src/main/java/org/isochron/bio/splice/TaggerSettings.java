package org.isochron.bio.splice;

import org.isochron.core.io.FormatException;
import org.isochron.core.io.Json;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.model.TrainedModel;

/**
 * What a tagger needs beside its network.
 *
 * @param alphabet letters that it reads
 * @param radius neighbours read on either side
 * @param donorThreshold probability from which a donor is called
 * @param acceptorThreshold probability from which an acceptor is called
 * @param trainedGenes the genes that it has seen
 */
record TaggerSettings(
    String alphabet,
    int radius,
    double donorThreshold,
    double acceptorThreshold,
    TrainedGenes trainedGenes) {
  static final String DNA = "DNA (IUPAC)";

  /**
   * Reads the settings of a model.
   *
   * @param place what messages call the model
   * @throws FormatException if it holds no tagger of DNA, or its settings and network do not fit
   *     together
   */
  static TaggerSettings of(TrainedModel model, String place) throws FormatException {
    if (!model.kind().equals(SpliceTagger.KIND)) {
      throw new FormatException(
          place, "a model of kind " + model.kind() + ", expected " + SpliceTagger.KIND);
    }
    TaggerSettings settings =
        Json.read(model.settings(), TaggerSettings.class, place + ": settings");
    if (!DNA.equals(settings.alphabet)) {
      throw new FormatException(
          place, "a model of alphabet " + settings.alphabet + ", expected " + DNA);
    }
    settings.checkFit(model.network(), place);
    return settings;
  }

  private void checkFit(RecurrentNetwork network, String place) throws FormatException {
    boolean inRange = radius >= 0 && radius <= SpliceConfig.MAX_RADIUS;
    int channels = network.trunk().inputSize();
    if (!inRange || new SpliceEncoder(radius).channels() != channels) {
      throw new FormatException(
          place + ": settings",
          "radius " + radius + " does not fit a network of " + channels + " input channels");
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
    for (double t : thresholds()) {
      if (!(t > 0 && t <= 1)) {
        throw new FormatException(
            place + ": settings", "threshold: expected above 0 and at most 1, found " + t);
      }
    }
  }

  double[] thresholds() {
    return new double[] {donorThreshold, acceptorThreshold};
  }
}
