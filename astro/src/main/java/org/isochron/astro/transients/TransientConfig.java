package org.isochron.astro.transients;

import java.util.List;
import org.isochron.core.training.OptimizerConfig;
import org.isochron.core.training.TrainingConfig;

/**
 * A classifier of transients: what it reads, its network, what training does to light curves.
 *
 * @param reading bands, redshift, causality
 * @param network what reads the nights
 * @param augmentation of training light curves
 * @param training epochs, batch, seed, optimizer
 */
public record TransientConfig(
    Reading reading, NetworkConfig network, Augmentation augmentation, TrainingConfig training) {
  /** Which cell the layers have. */
  public enum CellKind {
    /** Gated recurrent units. */
    GRU,
    /** Long short-term memory. */
    LSTM
  }

  /**
   * What is read of an object.
   *
   * @param bands names, in the order of their channels; observations in others are not read
   * @param redshift whether redshifts are read
   * @param causal whether what is said after a night depends on that night and those before it
   *     alone
   */
  public record Reading(List<String> bands, boolean redshift, boolean causal) {
    /** Copies the list. */
    public Reading {
      bands = List.copyOf(bands);
      if (bands.isEmpty() || bands.stream().distinct().count() < bands.size()) {
        throw new IllegalArgumentException(
            "bands: expected at least one, each once, found " + bands);
      }
    }
  }

  /**
   * The network: stacked layers, bidirectional unless causal, and heads on their last output, its
   * mean and its largest values; of a causal one on every night.
   *
   * @param cell of the layers
   * @param layers at least 1
   * @param hidden units of each direction, at least 1
   * @param headUnits units of a ReLU layer before the outputs, 0 for none
   * @param dropout after each layer, in [0, 1)
   * @param classWeight weight of the loss over all classes beside that over the positive one
   */
  public record NetworkConfig(
      CellKind cell, int layers, int hidden, int headUnits, double dropout, double classWeight) {
    /** Checks the ranges. */
    public NetworkConfig {
      boolean sizes = cell != null && layers >= 1 && hidden >= 1 && headUnits >= 0;
      if (!sizes || !(dropout >= 0 && dropout < 1) || !(classWeight >= 0 && classWeight <= 100)) {
        throw new IllegalArgumentException(
            "network: expected a cell, layers and hidden of at least 1, headUnits of at least 0,"
                + " dropout in [0, 1), classWeight in [0, 100], found "
                + List.of(String.valueOf(cell), layers, hidden, headUnits, dropout, classWeight));
      }
    }
  }

  /** Returns the defaults for griz light curves: two bidirectional layers of 64 GRUs. */
  public static TransientConfig defaults() {
    return new TransientConfig(
        new Reading(List.of("g", "r", "i", "z"), true, false),
        new NetworkConfig(CellKind.GRU, 2, 64, 0, 0.25, 0.3),
        new Augmentation(1, 0.3, 1),
        new TrainingConfig(90, 64, 0, 1, new OptimizerConfig(3e-3, 0.01, 1, 0.1, 0.99)));
  }

  /** Returns this configuration with another reading. */
  public TransientConfig withReading(Reading value) {
    return new TransientConfig(value, network, augmentation, training);
  }

  /** Returns this configuration with another network. */
  public TransientConfig withNetwork(NetworkConfig value) {
    return new TransientConfig(reading, value, augmentation, training);
  }

  /** Returns this configuration with another augmentation. */
  public TransientConfig withAugmentation(Augmentation value) {
    return new TransientConfig(reading, network, value, training);
  }

  /** Returns this configuration with another training. */
  public TransientConfig withTraining(TrainingConfig value) {
    return new TransientConfig(reading, network, augmentation, value);
  }
}
