package org.isochron.cli;

/** The demo's training: the usual network and few epochs, in which no bases are hidden. */
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
    return usual
        .withNetwork(usual.network().withMasked(0))
        .withTraining(usual.training().withEpochs(EPOCHS));
  }
}
