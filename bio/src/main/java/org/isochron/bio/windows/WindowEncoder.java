package org.isochron.bio.windows;

import org.isochron.bio.fasta.Iupac;
import org.isochron.core.sequence.Encoder;
import org.isochron.core.sequence.Sequence;

/**
 * The bases around a window's boundary, a step for each, as base probabilities P.
 *
 * <p>Channel 4(j + radius) + b is P(base b) at offset j from the step's base, for b = A, C, G, T,
 * as far as offset and step are in reach. What lies beyond the window is 0.
 *
 * @param reach which bases, and how
 */
record WindowEncoder(WindowConfig.Reach reach) implements Encoder<SpliceWindow> {
  @Override
  public int channels() {
    return Iupac.BASES * (2 * reach.radius() + 1);
  }

  /** Returns the number of steps. */
  int steps() {
    return reach.before() + reach.after();
  }

  @Override
  public Sequence encode(SpliceWindow window) {
    int channels = channels();
    float[] p = inReach(window);
    double[] features = new double[steps() * channels];
    for (int t = 0; t < steps(); t++) {
      int first = Math.max(0, t - reach.radius());
      int last = Math.min(steps() - 1, t + reach.radius());
      int at = t * channels + Iupac.BASES * (first - t + reach.radius());
      for (int k = Iupac.BASES * first; k < Iupac.BASES * (last + 1); k++) {
        features[at++] = p[k];
      }
    }
    return new Sequence(window.id(), channels, features);
  }

  /** Returns base probabilities [steps,4], 0 beyond the window. */
  private float[] inReach(SpliceWindow window) {
    float[] all = window.probabilities();
    float[] p = new float[steps() * Iupac.BASES];
    int shift = window.boundary() - reach.before();
    for (int t = Math.max(0, -shift); t < steps() && t + shift < window.length(); t++) {
      System.arraycopy(all, Iupac.BASES * (t + shift), p, Iupac.BASES * t, Iupac.BASES);
    }
    return p;
  }
}
