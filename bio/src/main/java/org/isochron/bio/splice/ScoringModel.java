package org.isochron.bio.splice;

import java.util.List;
import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.model.TrainedModel;
import org.isochron.core.recurrence.Workers;

/**
 * The part of a tagger's model that sites are scored with: its layers and the head on gene
 * structure, without the heads on whole stretches.
 *
 * @param network of one head
 * @param parameters of its layout
 * @param settings of the tagger
 */
record ScoringModel(RecurrentNetwork network, double[] parameters, TaggerSettings settings) {
  private static final String TRANSITIONS = "head/" + SpliceConfig.STRUCTURE + "/transitions";

  /** Takes the part out of a model. */
  static ScoringModel of(TrainedModel model, TaggerSettings settings) {
    RecurrentNetwork whole = model.network();
    RecurrentNetwork part =
        new RecurrentNetwork(
            whole.trunk(), List.of(whole.head(SpliceConfig.STRUCTURE)), whole.dropout());
    double[] parameters = new double[part.layout().size()];
    part.layout()
        .entries()
        .forEach(
            entry ->
                part.layout()
                    .set(
                        parameters,
                        entry.name(),
                        whole.layout().get(model.parameters(), entry.name())));
    return new ScoringModel(part, parameters, settings);
  }

  /** Returns a reader of tiles, whose workers read batches of their own. */
  TileReader reader(Workers workers) {
    return TileReader.of(network, parameters, settings.encoder(), workers);
  }

  /** Returns the grammar's scores. */
  double[] transitions() {
    return network.layout().get(parameters, TRANSITIONS);
  }
}
