package org.isochron.cli;

import org.isochron.bio.splice.SpliceConfig;

/**
 * The demo's training: the usual network, of GRUs, which learn these few genes in fewer epochs than
 * LSTMs, and no bases hidden.
 */
final class DemoConfig {
  /** Chosen so that build, training and report take less than four minutes on two cores. */
  static final int EPOCHS = 7;

  /**
   * Ends the training where a machine is much slower, so that the rest still ends in four minutes.
   */
  static final String LIMIT = "140s";

  private DemoConfig() {}

  static SpliceRunConfig splice() {
    SpliceRunConfig usual = SpliceRunConfig.defaults();
    SpliceConfig.NetworkConfig network =
        usual.network().withCell(SpliceConfig.CellKind.GRU).withMasked(0);
    return usual.withNetwork(network).withTraining(usual.training().withEpochs(EPOCHS));
  }
}
