package org.isochron.bio.splice;

import org.isochron.bio.fasta.Iupac;
import org.isochron.core.sequence.Encoder;
import org.isochron.core.sequence.Sequence;

/**
 * Each base with its neighbours as base probabilities: channel 4(j + radius) + b is P(base b) at
 * offset j, for b = A, C, G, T. An IUPAC code spreads its probability over its bases; beyond the
 * sequence all four are 0.
 *
 * @param radius neighbours on either side
 */
record SpliceEncoder(int radius) implements Encoder<SpliceEncoder.Window> {
  /**
   * A stretch of a sequence.
   *
   * @param id name, for messages
   * @param bases the whole sequence
   * @param from first base of the stretch
   * @param to base after its last
   */
  record Window(String id, byte[] bases, int from, int to) {}

  @Override
  public int channels() {
    return 4 * (2 * radius + 1);
  }

  @Override
  public Sequence encode(Window w) {
    return encode(w, null);
  }

  /**
   * Encodes a stretch into an array whose sequence is no longer needed.
   *
   * @param room is used where it has the right length; or null
   */
  Sequence encode(Window w, double[] room) {
    // A row is a piece of the strip of all bases' probabilities, four values after the one before.
    int channels = channels();
    int steps = w.to() - w.from();
    double[] strip = new double[4 * (steps + 2 * radius)];
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
    boolean fits = room != null && room.length == steps * channels;
    double[] features = fits ? room : new double[steps * channels];
    for (int t = 0; t < steps; t++) {
      System.arraycopy(strip, 4 * t, features, t * channels, channels);
    }
    return new Sequence(w.id(), channels, features);
  }
}
