package org.isochron.bio.splice;

import org.isochron.core.model.RecurrentNetwork;
import org.isochron.core.objective.Head;
import org.isochron.core.recurrence.Bidirectional;
import org.isochron.core.recurrence.LstmCell;
import org.isochron.core.recurrence.Recurrence;
import org.isochron.core.recurrence.Stacked;
import org.isochron.core.training.OptimizerConfig;
import org.isochron.core.training.TrainingConfig;

/**
 * A splice-site tagger: its network and how it is trained.
 *
 * @param network what reads the bases
 * @param chunk bases in a training sequence, at least 50
 * @param training epochs, batch, seed, optimizer
 */
public record SpliceConfig(NetworkConfig network, int chunk, TrainingConfig training) {
  /** Name of the head on donor, acceptor or none. */
  public static final String SITES = "site";

  /** The largest radius. */
  static final int MAX_RADIUS = 200;

  /** Name of the auxiliary head on exon and intron phases. */
  public static final String REGIONS = "region";

  /** Checks the chunk. */
  public SpliceConfig {
    if (chunk < 50) {
      throw new IllegalArgumentException("chunk: expected at least 50 bases, found " + chunk);
    }
  }

  /**
   * The network: at each base the window of its neighbours, one-hot, through stacked bidirectional
   * LSTMs, to a head that sees both.
   *
   * @param radius neighbours read on either side of a base, 0 to 200
   * @param layers bidirectional layers, at least 1
   * @param hidden units of each direction
   * @param headUnits units of each head's hidden layer
   * @param dropout after each layer, in [0, 1)
   * @param regionWeight weight of the auxiliary loss, 0 to leave it out
   */
  public record NetworkConfig(
      int radius, int layers, int hidden, int headUnits, double dropout, double regionWeight) {
    /** Checks the ranges. */
    public NetworkConfig {
      if (radius < 0 || radius > MAX_RADIUS || layers < 1 || hidden < 1 || headUnits < 1) {
        throw new IllegalArgumentException(
            "network: expected radius 0 to 200, and layers, hidden and headUnits of at least 1,"
                + " found "
                + radius
                + ", "
                + layers
                + ", "
                + hidden
                + ", "
                + headUnits);
      }
      if (!(dropout >= 0 && dropout < 1) || !(regionWeight >= 0 && regionWeight <= 100)) {
        throw new IllegalArgumentException(
            "network: expected dropout in [0, 1) and regionWeight in [0, 100], found "
                + dropout
                + ", "
                + regionWeight);
      }
    }
  }

  /** Returns the configuration that the results table was made with. */
  public static SpliceConfig defaults() {
    return new SpliceConfig(
        new NetworkConfig(15, 1, 64, 64, 0.4, 0.5),
        600,
        new TrainingConfig(36, 16, 8, 1, new OptimizerConfig(4e-3, 0.01, 1, 0.05, 0.995)));
  }

  /** Returns this configuration with another network. */
  public SpliceConfig withNetwork(NetworkConfig value) {
    return new SpliceConfig(value, chunk, training);
  }

  /** Returns this configuration with another chunk length. */
  public SpliceConfig withChunk(int bases) {
    return new SpliceConfig(network, bases, training);
  }

  /** Returns this configuration with another training. */
  public SpliceConfig withTraining(TrainingConfig value) {
    return new SpliceConfig(network, chunk, value);
  }

  /** Returns this configuration with another seed. */
  public SpliceConfig withSeed(long seed) {
    return withTraining(training.withSeed(seed));
  }

  /** Returns the network that the configuration describes. */
  RecurrentNetwork recurrentNetwork() {
    Recurrence[] parts = new Recurrence[network.layers()];
    int input = new SpliceEncoder(network.radius()).channels();
    for (int l = 0; l < parts.length; l++) {
      parts[l] = Bidirectional.of(new LstmCell(input, network.hidden()));
      input = 2 * network.hidden();
    }
    Head sites =
        Head.of(SITES, Head.Scope.STEP, SpliceLabels.SITE_CLASSES)
            .withHidden(network.headUnits())
            .withInput();
    Head regions =
        Head.of(REGIONS, Head.Scope.STEP, SpliceLabels.REGION_CLASSES)
            .withHidden(network.headUnits())
            .withWeight(network.regionWeight());
    Recurrence trunk = Stacked.of(parts);
    RecurrentNetwork made =
        network.regionWeight() > 0
            ? RecurrentNetwork.of(trunk, sites, regions)
            : RecurrentNetwork.of(trunk, sites);
    return made.withDropout(network.dropout());
  }
}
