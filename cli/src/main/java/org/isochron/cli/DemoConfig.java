package org.isochron.cli;

import org.isochron.bio.splice.SpliceConfig;

/** The demo's training: the usual network, fewer epochs. */
final class DemoConfig {
  /** Chosen so that build, training and report take less than four minutes on two cores. */
  static final int EPOCHS = 5;

  /** Ends the training on machines that are much slower. */
  static final String LIMIT = "150s";

  static final double VALIDATION = 0.1;
  static final double TRAINING = 0.7;

  private DemoConfig() {}

  static SpliceConfig splice() {
    SpliceConfig usual = SpliceConfig.defaults();
    return usual.withTraining(usual.training().withEpochs(EPOCHS));
  }
}
