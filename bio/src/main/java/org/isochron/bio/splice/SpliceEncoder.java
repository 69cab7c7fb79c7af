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

  /** Returns how many bases are read at each. */
  int width() {
    return 2 * radius + 1;
  }

  private int baseChannels() {
    return 4 * width();
  }

  @Override
  public Sequence encode(Window w) {
    requireChosen();
    int channels = channels();
    int ofBases = baseChannels();
    int steps = w.to() - w.from();
    double[] strip = strip(w);
    double[] which = new double[species.size()];
    if (read >= 0) {
      which[read] = 1;
    }
    double[] features = new double[steps * channels];
    for (int t = 0; t < steps; t++) {
      System.arraycopy(strip, 4 * t, features, t * channels, ofBases);
      System.arraycopy(which, 0, features, t * channels + ofBases, which.length);
    }
    return new Sequence(w.id(), channels, features);
  }

  /** Encodes a stretch without a table of its zeros: the same features. */
  Sequence encodeSparse(Window w) {
    requireChosen();
    return new Sequence(w.id(), channels(), new BaseWindows(w, radius, read, BaseWords.NONE));
  }

  /** Encodes a stretch for a network that reads the words of its windows. */
  Sequence encodeWords(Window w) {
    requireChosen();
    BaseWords words = BaseWords.of(this);
    return new Sequence(w.id(), words.channels(), new BaseWindows(w, radius, read, words));
  }

  private void requireChosen() {
    if (read < 0 && !species.isEmpty()) {
      throw new IllegalStateException("no species was chosen of " + species);
    }
  }

  /**
   * Returns the probabilities of all bases that are read, four values each: what is read at a base
   * is a piece of it, four values after that of the base before.
   */
  private double[] strip(Window w) {
    double[] strip = new double[4 * (w.to() - w.from() + 2 * radius)];
    float[] p = new float[4];
    int first = Math.max(0, w.from() - radius);
    int last = Math.min(w.bases().length, w.to() + radius);
    for (int i = first; i < last; i++) {
      Iupac.probabilities(w.bases()[i], p, 0);
      int at = 4 * (i - w.from() + radius);
      for (int b = 0; b < 4; b++) {
        strip[at + b] = p[b];
      }
    }
    return strip;
  }
}
