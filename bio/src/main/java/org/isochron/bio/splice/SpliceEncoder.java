package org.isochron.bio.splice;

import java.util.List;
import org.isochron.bio.fasta.Iupac;
import org.isochron.core.sequence.Encoder;
import org.isochron.core.sequence.Sequence;

/**
 * Each base with its neighbours as base probabilities: channel 4(j + radius) + b is P(base b) at
 * offset j, for b = A, C, G, T. An IUPAC code spreads its probability over its bases; beyond the
 * sequence all four are 0. Where species are told apart, a channel for each follows: 1 for the one
 * that is read, else 0.
 *
 * @param radius neighbours on either side
 * @param species names of those that are told apart; none if it is empty
 * @param read index of the one that is read; -1 before one is chosen
 */
record SpliceEncoder(int radius, List<String> species, int read)
    implements Encoder<SpliceEncoder.Window> {
  SpliceEncoder {
    species = List.copyOf(species);
  }

  /** Makes an encoder of a network that tells these species apart, before one is chosen. */
  SpliceEncoder(int radius, List<String> species) {
    this(radius, species, -1);
  }

  /**
   * A stretch of a sequence.
   *
   * @param id name, for messages
   * @param bases the whole sequence
   * @param from first base of the stretch
   * @param to base after its last
   */
  record Window(String id, byte[] bases, int from, int to) {}

  /**
   * Returns the encoder of a species' sequences; where none are told apart, this one.
   *
   * @throws IllegalArgumentException if it is not one of those that are
   */
  SpliceEncoder reading(String name) {
    int index = species.indexOf(name);
    if (index < 0 && !species.isEmpty()) {
      throw new IllegalArgumentException(
          "species: expected one of " + String.join(", ", species) + ", found '" + name + "'");
    }
    return new SpliceEncoder(radius, species, index);
  }

  @Override
  public int channels() {
    return baseChannels() + species.size();
  }

  private int baseChannels() {
    return 4 * (2 * radius + 1);
  }

  @Override
  public Sequence encode(Window w) {
    if (read < 0 && !species.isEmpty()) {
      throw new IllegalStateException("no species was chosen of " + species);
    }
    int channels = channels();
    double[] features = new double[(w.to() - w.from()) * channels];
    float[] p = new float[4];
    int first = Math.max(0, w.from() - radius);
    int last = Math.min(w.bases().length, w.to() + radius);
    for (int i = first; i < last; i++) {
      Iupac.probabilities(w.bases()[i], p, 0);
      int end = Math.min(w.to(), i + radius + 1);
      for (int t = Math.max(w.from(), i - radius); t < end; t++) {
        int at = (t - w.from()) * channels + 4 * (i - t + radius);
        for (int b = 0; b < 4; b++) {
          features[at + b] = p[b];
        }
      }
    }
    for (int at = baseChannels() + read; read >= 0 && at < features.length; at += channels) {
      features[at] = 1;
    }
    return new Sequence(w.id(), channels, features);
  }
}
