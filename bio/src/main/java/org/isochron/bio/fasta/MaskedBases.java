package org.isochron.bio.fasta;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Hides bases at random, so that what is learnt of a sequence does not hang on any one of them:
 * dropout (Srivastava et al. 2014, JMLR 15:1929) of whole bases, for training sequences alone.
 *
 * @param share of the bases that are read as N, in [0, 1)
 */
public record MaskedBases(double share) {
  /**
   * Checks the share.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public MaskedBases {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(
          "masked bases: expected a share in [0, 1), found " + share);
    }
  }

  /**
   * Returns bases some of which are hidden; the array itself where none is.
   *
   * @param bases IUPAC letters
   * @param from the first that may be hidden
   * @param to where those end
   * @param random which ones
   */
  public byte[] hide(byte[] bases, int from, int to, RandomGenerator random) {
    if (share == 0) {
      return bases;
    }
    byte[] hidden = Arrays.copyOf(bases, bases.length);
    for (int i = from; i < to; i++) {
      if (random.nextDouble() < share) {
        hidden[i] = 'N';
      }
    }
    return hidden;
  }
}
