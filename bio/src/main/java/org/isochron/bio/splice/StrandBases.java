package org.isochron.bio.splice;

import java.util.Arrays;
import org.isochron.bio.fasta.Iupac;

/**
 * A sequence read along one of its strands, without a copy of it.
 *
 * @param forward the bases of the plus strand; shared, not copied
 * @param minus whether the minus strand is read
 */
record StrandBases(byte[] forward, boolean minus) {
  /** Checks that there are bases. */
  StrandBases {
    if (forward.length == 0) {
      throw new IllegalArgumentException("bases: expected at least one, found none");
    }
  }

  int length() {
    return forward.length;
  }

  /** Returns a copy of some bases, in the strand's direction. */
  byte[] read(int from, int to) {
    return minus
        ? Iupac.reverseComplement(
            Arrays.copyOfRange(forward, forward.length - to, forward.length - from))
        : Arrays.copyOfRange(forward, from, to);
  }
}
