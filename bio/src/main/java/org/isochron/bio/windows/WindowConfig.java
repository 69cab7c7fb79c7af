package org.isochron.bio.windows;

import org.isochron.core.training.OptimizerConfig;
import org.isochron.core.training.TrainingConfig;

/**
 * A window classifier: what it reads, its network and how it is trained.
 *
 * @param reach which bases it reads, and how
 * @param network what reads them
 * @param training epochs, batch, seed, optimizer
 */
public record WindowConfig(Reach reach, NetworkConfig network, TrainingConfig training) {
  /** The most bases on a side. */
  static final int MAX_FLANK = 10_000;

  /** The largest radius. */
  static final int MAX_RADIUS = 200;

  /**
   * Which bases are read.
   *
   * @param before bases before the boundary, 1 to 10,000
   * @param after bases from the boundary on, 1 to 10,000
   * @param radius neighbours read with each base, on either side, 0 to 200
   */
  public record Reach(int before, int after, int radius) {
    /** Checks the ranges. */
    public Reach {
      boolean flanks = before >= 1 && before <= MAX_FLANK && after >= 1 && after <= MAX_FLANK;
      boolean near = radius >= 0 && radius <= MAX_RADIUS;
      if (!flanks || !near) {
        throw new IllegalArgumentException(
            "reach: expected before and after 1 to 10000, radius 0 to 200, found "
                + before
                + ", "
                + after
                + ", "
                + radius);
      }
    }
  }

  /**
   * The network: stacked bidirectional LSTMs, and a head that reads both directions, and what they
   * read, at the boundary.
   *
   * @param layers bidirectional layers, at least 1
   * @param hidden units of each direction, at least 1
   * @param headUnits units of the head's hidden layer, 0 for none
   * @param dropout after each layer, in [0, 1)
   * @param smoothing of the labels, in [0, 1)
   */
  public record NetworkConfig(
      int layers, int hidden, int headUnits, double dropout, double smoothing) {
    /** Checks the ranges. */
    public NetworkConfig {
      if (layers < 1 || hidden < 1 || headUnits < 0) {
        throw new IllegalArgumentException(
            "network: expected layers and hidden of at least 1, headUnits of at least 0, found "
                + layers
                + ", "
                + hidden
                + ", "
                + headUnits);
      }
      if (!(dropout >= 0 && dropout < 1 && smoothing >= 0 && smoothing < 1)) {
        throw new IllegalArgumentException(
            "network: expected dropout and smoothing in [0, 1), found "
                + dropout
                + ", "
                + smoothing);
      }
    }
  }

  /** Returns the configuration for windows of 60 bases or more. */
  public static WindowConfig defaults() {
    return new WindowConfig(
        new Reach(30, 30, 5),
        new NetworkConfig(1, 32, 64, 0.3, 0.05),
        new TrainingConfig(15, 32, 0, 1, new OptimizerConfig(3e-3, 0.05, 1, 0.05, 0.99)));
  }

  /** Returns this configuration with another reach. */
  public WindowConfig withReach(Reach value) {
    return new WindowConfig(value, network, training);
  }

  /** Returns this configuration with another network. */
  public WindowConfig withNetwork(NetworkConfig value) {
    return new WindowConfig(reach, value, training);
  }

  /** Returns this configuration with another training. */
  public WindowConfig withTraining(TrainingConfig value) {
    return new WindowConfig(reach, network, value);
  }

  /** Returns this configuration with another seed. */
  public WindowConfig withSeed(long seed) {
    return withTraining(training.withSeed(seed));
  }
}
