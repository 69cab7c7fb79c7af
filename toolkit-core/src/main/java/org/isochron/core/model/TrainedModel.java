package org.isochron.core.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A network with its parameters, what its domain needs to use it, and where it comes from.
 *
 * @param kind the domain's name for such models, for example {@code splice-tagger}
 * @param network what it computes
 * @param parameters a vector of the network's layout
 * @param settings the domain's settings (alphabet, window, thresholds), as JSON
 * @param provenance where it comes from
 */
public record TrainedModel(
    String kind,
    RecurrentNetwork network,
    double[] parameters,
    JsonNode settings,
    Provenance provenance) {
  /** Checks the number of parameters. */
  public TrainedModel {
    if (parameters.length != network.layout().size()) {
      throw new IllegalArgumentException(
          "parameters: network needs "
              + network.layout().size()
              + " values, found "
              + parameters.length);
    }
  }
}
