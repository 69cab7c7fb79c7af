package org.isochron.cli;

import java.nio.file.Path;
import java.time.Duration;
import org.isochron.core.training.TrainingConfig;
import picocli.CommandLine.Option;

/** How long is trained, from what, and by which configuration. */
final class TrainingOptions {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the split and the training (default 1, or that of --config).")
  Long seed;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training data (default: the configuration's).")
  Integer epochs;

  @Option(
      names = "--time-limit",
      paramLabel = "DURATION",
      converter = DurationText.class,
      description = "Stop training after this time (10m, 90s, 1h, PT10M), keep the best epoch.")
  Duration timeLimit;

  @Option(
      names = "--resume",
      description =
          "Go on from the checkpoint in --out, if there is one, else begin; a run that is complete is"
              + " left as it is. The other options must be those of the run that left it, but for --time-limit, --threads, --quiet and --json.")
  boolean resume;

  @Option(
      names = "--config",
      paramLabel = "FILE.json",
      description = "The whole configuration, as train writes it; other options override it.")
  Path config;

  /** Returns a training with what the options say otherwise. */
  TrainingConfig over(TrainingConfig base) {
    TrainingConfig training = seed == null ? base : base.withSeed(seed);
    return epochs == null ? training : training.withEpochs(Options.atLeastOne("--epochs", epochs));
  }
}
